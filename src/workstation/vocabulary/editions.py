"""Editions of the codebook: what a new one changes, what stands in its way, and the codebook it makes.

Codes are never deleted and never used again. What changes holds from a day on; calls of before keep their codes.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from typing import Literal, get_args

from workstation.vocabulary.codebook import Code, Codebook, CodeMap

Kind = Literal["new", "retire", "label", "define", "map"]
KINDS: tuple[Kind, ...] = get_args(Kind)
GRADES = ("A", "B", "C")
IDENTIFIER = re.compile(r"[a-z][a-z0-9_]{1,39}")
LONGEST_LABEL, LONGEST_DEFINITION = 80, 600
# figures file what is missing under these, and a call cannot do without them
NEEDED = frozenset({"unknown", "uncategorised", "not_assessed", "phone"})


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeChange:
    """One change of one code. `maps_to` and `grade` say with which code of before it may be compared, and how.

    new: `label`, perhaps `definition` and `parent` · retire · label: `label` · define: `definition` · map: `maps_to`
    """

    kind: Kind
    list: str
    code: str
    label: str = ""
    definition: str = ""
    parent: str = ""
    maps_to: str = ""
    grade: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """A draft, or an edition in force: `enforced_at` None = nobody works with it yet. Moments as text in UTC."""

    id: str
    from_day: date
    changes: tuple[CodeChange, ...]
    drafted_by: str
    drafted_at: str
    enforced_by: str = ""
    enforced_at: str | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a change cannot be: a key of text `codebook.fault`. `at` is its place in the draft, -1 the whole draft."""

    at: int
    key: str


def faults(codebook: Codebook, changes: Sequence[CodeChange], from_day: date, today: date) -> tuple[Fault, ...]:
    """Return everything that keeps a draft from being put in force."""
    found = [Fault(-1, "nothing")] if not changes else []
    if from_day < today:
        found.append(Fault(-1, "in_the_past"))
    made = {(one.list, one.code) for one in changes if one.kind == "new"}
    seen: set[tuple[str, str, str]] = set()
    for at, change in enumerate(changes):
        found += [Fault(at, key) for key in _faults(codebook, change, from_day, made)]
        place = (change.kind, change.list, change.code)
        found += [Fault(at, "twice")] if place in seen else []
        seen.add(place)
    return tuple(found)


def _faults(codebook: Codebook, change: CodeChange, day: date, made: set[tuple[str, str]]) -> Iterator[str]:
    known = codebook.get(change.list, change.code)
    if change.list not in codebook.lists:
        yield "no_such_list"
    elif change.kind == "new":
        if not IDENTIFIER.fullmatch(change.code):
            yield "identifier"
        if known:
            yield "taken"
        if change.parent and not codebook.get(change.list, change.parent):
            yield "no_such_parent"
    elif known is None and (change.list, change.code) not in made:
        yield "no_such_code"
    yield from _text_faults(codebook, change, day)
    if change.kind == "retire" and change.code in NEEDED:
        yield "needed"
    if change.kind == "retire" and known and not known.valid_on(day):
        yield "retired_already"
    if change.kind == "map" and not change.maps_to:
        yield "no_target"
    if change.maps_to and not codebook.get(change.list, change.maps_to) and (change.list, change.maps_to) not in made:
        yield "no_target"
    if change.maps_to and change.grade not in GRADES:
        yield "no_grade"


def _text_faults(codebook: Codebook, change: CodeChange, day: date) -> Iterator[str]:
    if change.kind in {"new", "label"}:
        if not change.label.strip() or len(change.label) > LONGEST_LABEL:
            yield "label"
        others = (code for code in codebook.of_list(change.list) if code.code != change.code and code.valid_on(day))
        if any(code.label.casefold() == change.label.strip().casefold() for code in others):
            yield "label_taken"
    if change.kind == "define" and not change.definition.strip():
        yield "definition"
    if len(change.definition) > LONGEST_DEFINITION:
        yield "definition"


def with_edition(codebook: Codebook, edition: Edition) -> Codebook:
    """Return the codebook with the changes of one more edition."""
    codes = {(code.list, code.code): code for code in codebook.codes}
    maps = list(codebook.maps)
    for change in sorted(edition.changes, key=lambda one: KINDS.index(one.kind)):
        place = (change.list, change.code)
        codes[place] = _changed(codes.get(place), change, edition.from_day, codebook)
        if change.maps_to:
            maps.append(CodeMap(change.list, change.code, change.maps_to, change.grade))
    mark = hashlib.sha256(f"{codebook.edition}\0{as_json(edition.changes)}".encode()).hexdigest()[:8]
    return Codebook(f"{edition.from_day.isoformat()}-{mark}", tuple(codes.values()), tuple(maps))


def _changed(code: Code | None, change: CodeChange, day: date, codebook: Codebook) -> Code:
    if code is None:
        last = max((other.sort for other in codebook.of_list(change.list)), default=0)
        return Code(
            list=change.list, code=change.code, labels={"nl": change.label.strip()}, valid_from=day,
            parent=change.parent or None, sort=last + 10, definition=change.definition.strip(),
        )  # fmt: skip
    if change.kind == "retire":
        return replace(code, valid_until=day - timedelta(days=1))
    if change.kind == "label":
        return replace(code, labels={**code.labels, "nl": change.label.strip()})
    if change.kind == "define":
        return replace(code, definition=change.definition.strip())
    return code


def in_force(codebook: Codebook, editions: Iterable[Edition], day: date) -> Codebook:
    """Return the codebook of a day: the shipped one and every edition that is in force by then, oldest first."""
    ready = [one for one in editions if one.enforced_at is not None and one.from_day <= day]
    for edition in sorted(ready, key=lambda one: (one.from_day, one.enforced_at or "")):
        codebook = with_edition(codebook, edition)
    return codebook


def as_json(changes: Iterable[CodeChange]) -> str:
    """Return changes as they are kept: only what is filled in."""
    rows = [{name: value for name, value in asdict(change).items() if value} for change in changes]
    return json.dumps(rows, ensure_ascii=False, separators=(",", ":"))


def from_json(kept: str) -> tuple[CodeChange, ...]:
    """Return kept changes."""
    return tuple(CodeChange(**row) for row in json.loads(kept))
