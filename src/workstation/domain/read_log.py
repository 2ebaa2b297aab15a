"""The read log: who saw what, when and why, as a chain in which no link can be changed or taken out unseen.

An entry holds no content: a record is a pseudonym, a search is a keyed mark and a number of hits. The chain proves
that nothing inside it was changed; that its end was not cut off is proved by anchors (`Anchor`) kept elsewhere.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

Action = Literal[
    "unlock", "failed_unlock", "lock", "open", "open_draft", "search", "print", "export", "caller_code", "open_case",
    "reopen", "read_log", "sign", "erase", "seal", "members", "chain_broken",
]  # fmt: skip
FIRST = bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One link. `at` as moments are kept; `record` a pseudonym, `words` the mark of what was searched, "" = none.

    `hits` None = no search. `reason` is a code of the program, never what somebody wrote.
    """

    number: int
    at: str
    device: str
    person: str
    role: str
    action: str
    record: str = ""
    reason: str = ""
    words: str = ""
    hits: int | None = None
    digest: bytes = b""


@dataclass(frozen=True, slots=True)
class Anchor:
    """How far the chain had come at a moment: what is kept outside it, printed, or told to somebody else."""

    count: int
    head: bytes

    def as_text(self) -> str:
        """Return the form people copy: "128:4f0c…"."""
        return f"{self.count}:{self.head.hex()}"


NOTHING_YET = Anchor(0, FIRST)


def anchor_of(text: str) -> Anchor:
    """Return the anchor that was copied, with or without spaces. Raises ValueError."""
    count, _, head = "".join(text.split()).partition(":")
    found = Anchor(int(count), bytes.fromhex(head))
    if len(found.head) != len(FIRST) or found.count < 0:
        raise ValueError("no anchor")
    return found


FaultKind = Literal["changed", "missing", "cut", "anchor", "noted"]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong. `number`: the entry at which it shows.

    changed: the entry is not what was written · missing: an entry before it is gone or in another place ·
    cut: the chain is shorter than it was, or another one · anchor: what should prove the end is gone or forged ·
    noted: the program found one of these earlier and wrote it down.
    """

    number: int
    kind: FaultKind


def digest_of(entry: Entry, before: bytes) -> bytes:
    """Return the SHA-256 of an entry together with the digest before it."""
    told = [
        entry.number, before.hex(), entry.at, entry.device, entry.person, entry.role, entry.action, entry.record,
        entry.reason, entry.words, entry.hits,
    ]  # fmt: skip
    return hashlib.sha256(json.dumps(told, ensure_ascii=True, separators=(",", ":")).encode()).digest()


def linked(entry: Entry, before: Anchor) -> Entry:
    """Return the entry as the next link after `before`."""
    numbered = replace(entry, number=before.count + 1)
    return replace(numbered, digest=digest_of(numbered, before.head))


def faults_in(entries: Iterable[Entry], anchors: Iterable[Anchor] = (), *, end: Anchor | None = None) -> list[Fault]:
    """Return everything that is wrong with a chain, nothing when all is well.

    Each of `anchors` was once the end: the chain must have passed it. `end` must be its end now; None = not known,
    and then a cut tail is found only as far as an anchor reaches.
    """
    found: list[Fault] = []
    here = NOTHING_YET
    wanted: dict[int, set[bytes]] = {}
    for anchor in anchors:
        wanted.setdefault(anchor.count, set()).add(anchor.head)
    found += _unlike(wanted.pop(0, set()), here)
    for entry in entries:
        if entry.number != here.count + 1:
            found.append(Fault(entry.number, "missing"))
        if digest_of(entry, here.head) != entry.digest:
            found.append(Fault(entry.number, "changed"))
        if entry.action == "chain_broken":
            found.append(Fault(entry.number, "noted"))
        here = Anchor(entry.number, entry.digest)
        found += _unlike(wanted.pop(here.count, set()), here)
    found += [Fault(count, "cut") for count in wanted]
    if end is not None and end != here:
        found.append(Fault(end.count, "cut"))
    return found


def _unlike(heads: set[bytes], here: Anchor) -> list[Fault]:
    return [Fault(here.count, "cut") for head in heads if head != here.head]
