"""The shelf of the read log: one entry for every opening, search, print, lock; in the transaction that shows it."""

import hashlib
import hmac
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from workstation.domain.counsellors import Desk
from workstation.domain.moments import as_text, from_text
from workstation.domain.read_log import NOTHING_YET, Action, Anchor, Entry, Fault, anchor_of, faults_in, linked
from workstation.domain.texts import storable
from workstation.store import tables as t
from workstation.store.read_anchor import OutsideAnchor, mark_of
from workstation.store.settings import Settings

L = t.read_log.c
COLUMNS = (
    L.number, L.at, L.device, L.person, L.role, L.action, L.record, L.reason, L.words, L.hits, L.digest,
)  # fmt: skip
KEY, END = "read_log.key", "read_log.end"
PSEUDONYM = 16  # bytes


@dataclass(frozen=True, slots=True)
class Reading:
    """That a record was seen: when (UTC), by whom, and how."""

    at: datetime
    person: str
    action: str


class ReadLog:
    """A chain of entries. `outside` None: no anchor is kept beside the store."""

    def __init__(self, connection: Connection, outside: OutsideAnchor | None = None) -> None:
        self._connection = connection
        self._outside = outside
        self._settings = Settings(connection)
        self.moved: Anchor | None = None

    def note(  # every column of an entry
        self, action: Action, desk: Desk, at: datetime, *, record: str = "", reason: str = "", words: str = "",
        hits: int | None = None,
    ) -> None:  # fmt: skip
        """Write the next entry. Whoever shows anything does this in the same transaction, or shows nothing.

        `record` and `words` go in as they are and are kept as pseudonym and mark only.
        """
        key = self._key()
        end = self._prove_end(key, desk, at)
        entry = Entry(
            number=0, at=as_text(at), device=desk.mark, person=storable(desk.counsellor), role=desk.role,
            action=action, record=self.pseudonym(record) if record else "", reason=reason,
            words=_keyed(key, "words", " ".join(words.casefold().split())) if words else "", hits=hits,
        )  # fmt: skip
        self._append(linked(entry, end), key)

    def pseudonym(self, record: str) -> str:
        """Return what stands for a record in the log; the same for the same record of this store."""
        return _keyed(self._key(), "record", record)

    def of_record(self, record: str) -> tuple[Reading, ...]:
        """Return who saw a record, oldest first."""
        if self._settings.get(KEY) is None:
            return ()
        rows = select(L.at, L.person, L.action).where(L.record == self.pseudonym(record)).order_by(L.number)
        return tuple(Reading(from_text(at), person, action) for at, person, action in self._connection.execute(rows))

    def newest(self, limit: int, person: str | None = None) -> tuple[Entry, ...]:
        """Return the newest entries first; of one person, or all."""
        rows = select(*COLUMNS).order_by(L.number.desc()).limit(limit)
        if person is not None:
            rows = rows.where(L.person == person)
        return tuple(_entry(row) for row in self._connection.execute(rows))

    def entries(self) -> Iterator[Entry]:
        """Yield the whole chain in order."""
        for row in self._connection.execute(select(*COLUMNS).order_by(L.number)):
            yield _entry(row)

    def misses(self, action: Action, since: datetime) -> int:
        """Return how often an act found nothing since a moment."""
        rows = select(L.number).where(L.action == action, L.hits == 0, L.at > as_text(since))
        return len(self._connection.execute(rows).all())

    def end(self) -> Anchor:
        """Return the end of the chain as its entries say."""
        row = self._connection.execute(select(L.number, L.digest).order_by(L.number.desc()).limit(1)).first()
        return Anchor(row[0], bytes(row[1])) if row else NOTHING_YET

    def faults(self, witness: Anchor | None = None) -> list[Fault]:
        """Return what is wrong with the chain, measured by both anchors and by one that somebody else kept."""
        key = bytes.fromhex(self._settings.get(KEY) or "")
        inside = self._inside(key)
        anchors = [witness] if witness else []
        found: list[Fault] = []
        if self._outside is not None and (key or self.end() != NOTHING_YET):
            state, anchor = self._outside.read(key)
            anchors += [anchor] if anchor else []
            found += [] if state == "there" else [Fault(0, "anchor")]
        if inside is None:
            found.append(Fault(0, "anchor"))
        return found + faults_in(self.entries(), anchors, end=inside)

    def keep_outside(self) -> None:
        """Write the new end beside the store; the vault does this once the transaction is kept."""
        if self.moved is not None and self._outside is not None:
            self._outside.keep(self.moved, self._kept_key)
            self._outside.checked = True

    # ------------------------------------------------------------------------------------------------------------

    def _key(self) -> bytes:
        kept = self._settings.get(KEY)
        if kept is None:
            kept = os.urandom(32).hex()
            self._settings.put(KEY, kept)
        self._kept_key = bytes.fromhex(kept)
        return self._kept_key

    def _inside(self, key: bytes) -> Anchor | None:
        """Return the end that the store itself remembers; None when it was tampered with."""
        kept, end = self._settings.get(END), self.end()
        if kept is None:
            return NOTHING_YET if end == NOTHING_YET else None
        text, _, mark = kept.rpartition(" ")
        try:
            anchor = anchor_of(text)
        except ValueError:
            return None
        return anchor if hmac.compare_digest(mark.encode(), mark_of(key, anchor).encode()) else None

    def _prove_end(self, key: bytes, desk: Desk, at: datetime) -> Anchor:
        """Return the end to go on from. Where it is not the end it was, that is written down for good first."""
        end = self.end()
        if self._outside is None or self._outside.checked or self.moved is not None:
            return end
        state, outside = self._outside.read(key)
        if end == NOTHING_YET and state == "missing" and self._settings.get(END) is None:
            return end
        if state == "there" and outside is not None and self._inside(key) == end and self._passed(outside):
            return end
        broken = Entry(
            number=0, at=as_text(at), device=desk.mark, person=storable(desk.counsellor), role=desk.role,
            action="chain_broken", reason=state,
        )  # fmt: skip
        self._append(linked(broken, end), key)
        return self.end()

    def _passed(self, anchor: Anchor) -> bool:
        if anchor == NOTHING_YET:
            return True
        digest = self._connection.execute(select(L.digest).where(L.number == anchor.count)).scalar()
        return digest is not None and bytes(digest) == anchor.head

    def _append(self, entry: Entry, key: bytes) -> None:
        row = {column.name: getattr(entry, column.name) for column in COLUMNS}
        self._connection.execute(insert(t.read_log).values(**row))
        self.moved = Anchor(entry.number, entry.digest)
        self._settings.put(END, f"{self.moved.as_text()} {mark_of(key, self.moved)}")


def _keyed(key: bytes, what: str, text: str) -> str:
    mark = hmac.digest(key, f"1712 read log {what}\0{storable(text)}".encode(), hashlib.sha256)
    return mark[:PSEUDONYM].hex()


def _entry(row: Sequence[Any]) -> Entry:
    kept = dict(zip((column.name for column in COLUMNS), row, strict=True))
    return Entry(**(kept | {"digest": bytes(kept["digest"])}))
