"""The shelf of records as the hub holds them, and how far each stream was read."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, delete, select, update

from workstation.domain.envelopes import LAST, Cursor, Gone, Item, Json, StreamPage, mark_of
from workstation.store import straight
from workstation.store import tables as t
from workstation.store.giving_back import GivingBack
from workstation.store.outbox import O, Pending, pending
from workstation.store.record_rows import R
from workstation.store.straight import THESE, listed

C = t.cursors.c

# given to the driver as they are, the ids as one JSON list: they run for every record of every page
_VIEWED = f"SELECT id, kind, stream, parent, fields, meta FROM records WHERE id {THESE}"
_SEEN = f"SELECT id, meta, seen FROM records WHERE id {THESE}"
_HAD = f"SELECT id, stream, meta FROM records WHERE id {THESE}"
_PARENTS = f"SELECT id, parent FROM records WHERE id {THESE}"
_CHILDREN = f"SELECT id, parent FROM records WHERE parent {THESE}"
_KEYLESS = "SELECT id FROM records INDEXED BY ix_records_keyless WHERE keyless"
_CURSORS = "SELECT stream, seq, tag FROM cursors"
_READ_TO = "SELECT seq, digest FROM cursors WHERE stream = ?"
_MOVE = (
    "INSERT INTO cursors (stream, seq, tag, digest) VALUES (?, ?, ?, ?)"
    " ON CONFLICT (stream) DO UPDATE SET seq = excluded.seq, tag = excluded.tag, digest = excluded.digest"
)
_UNSHOWN = "SELECT id FROM records WHERE stream = ? AND fields IS NULL"
_WHERE = f"SELECT id, stream FROM records WHERE id {THESE}"
_DROP = f"DELETE FROM records WHERE id {THESE}"
_MARK_KEYLESS = f"UPDATE records SET keyless = ? WHERE id {THESE}"
_SEE = "UPDATE records SET seen = ? WHERE id = ?"
_KEEP = (
    "INSERT INTO records (id, kind, stream, parent, fields, meta, seen, keyless) VALUES (?, ?, ?, ?, ?, ?, ?, 0)"
    " ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, stream = excluded.stream, parent = excluded.parent,"
    " fields = excluded.fields, meta = excluded.meta, seen = excluded.seen, keyless = 0"
)
_FIELDS = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_META = json.JSONEncoder(separators=(",", ":")).encode


@dataclass(slots=True)
class Taken:
    """What a page changed. `faithful` is False when the hub's own sum of the stream differs from ours."""

    changed: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    faithful: bool = True
    fresh: bool = True


@dataclass(frozen=True, slots=True)
class View:
    """A record as the counsellor is to see it: what the hub holds, overlaid with own changes under way.

    `changes` names per field the change that brought the value: a sealed value is bound to it. `own` are the fields
    that an own change under way has set: those may still be in clear.
    """

    id: str
    kind: str
    stream: str
    parent: str | None
    fields: Mapping[str, Json]
    changes: Mapping[str, str]
    own: frozenset[str] = frozenset()

    @property
    def shown(self) -> tuple[object, ...]:
        """What is seen, and which change brought it, whoever wrote last."""
        changes = {name: change for name, change in self.changes.items() if name != LAST}
        return self.kind, self.stream, self.parent, self.fields, changes


class Records:
    """What the hub has shown this station."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._giving_back = GivingBack(connection)
        self._page: dict[str, tuple[str, Item]] = {}  # what was taken in here, with its stream: not read again

    def cursors(self) -> dict[str, Cursor]:
        """Return how far each stream was read."""
        return {stream: Cursor(seq, tag) for stream, seq, tag in straight.rows(self._connection, _CURSORS)}

    def take_in(self, page: StreamPage) -> Taken:
        """Keep a page together with its cursor. A late or repeated one changes nothing and is not `fresh`."""
        seq, digest = next(iter(straight.rows(self._connection, _READ_TO, (page.stream,))), (0, 0))
        if seq != page.start:
            return Taken(fresh=False)
        taken = Taken()
        had = self._had([item.id for item in page.items])
        digests: dict[str, int] = {}
        rows, replacing = [], []
        leaving: dict[str, Gone] = {}
        for item in page.items:
            old = had.get(item.id)
            if isinstance(item, Gone):
                if old is not None and old[0] == page.stream:
                    digest ^= old[1]
                    leaving[item.id] = item
                    had.pop(item.id)
                continue
            if old is not None and old[0] == page.stream:
                digest ^= old[1]
            elif old is not None:
                digests[old[0]] = digests.get(old[0], 0) ^ old[1]
            mark = mark_of(item.id, item.meta[LAST])
            digest ^= mark
            leaving.pop(item.id, None)  # it left and came back
            if old is not None and old[2]:
                replacing.append((item, old[2]))
            had[item.id] = (page.stream, mark, item.meta)
            rows.append(_row(page.stream, item))
            self._page[item.id] = (page.stream, item)
            taken.changed.add(item.id)
        straight.run_many(self._connection, _KEEP, rows)
        self._giving_back.makes_way(replacing)
        self._let_go(leaving.values(), taken)
        self._xor(digests)
        straight.run(self._connection, _MOVE, (page.stream, page.end.seq, page.end.tag, digest))
        taken.faithful = page.digest is None or page.digest == digest
        return taken

    def unshown(self, stream: str) -> set[str]:
        """Return the records of a stream that the hub has not shown: our own new ones, or lost ones."""
        return set(straight.firsts(self._connection, _UNSHOWN, (stream,)))

    def elsewhere(self, records: Iterable[str], streams: Iterable[str]) -> set[str]:
        """Return those of these records that are in none of these streams: theirs was withdrawn unread."""
        here = set(streams)
        return {record for record, stream in self._rows(_WHERE, records) if stream not in here}

    def overlay(self, records: Iterable[str], *, let_go: bool = True) -> set[str]:
        """Work out again what is seen. Records that neither the hub nor an own change holds go, and are returned.

        Without `let_go` they stay: their stream is being read again and has not come that far.
        """
        ids = list(records)
        under_way = pending(self._connection, ids)
        gone: set[str] = set()
        seeing = []
        for record, meta, was in self._rows(_SEEN, ids):
            changes = under_way.get(record, ())
            if meta is None and not changes:
                gone |= {record} if let_go else set()
            elif changes or meta != was:
                seen = json.loads(meta) if meta else {}
                for change in changes:
                    seen |= dict.fromkeys(change.sets, change.change) | {LAST: change.change}
                if seen != json.loads(was):
                    seeing.append((json.dumps(seen), record))
        straight.run_many(self._connection, _SEE, seeing)
        if gone:
            straight.run(self._connection, _DROP, listed(gone))
        return gone

    def views(self, records: Iterable[str]) -> list[View]:
        """Return records as they are to be seen, those that are known."""
        ids = list(records)
        under_way = pending(self._connection, ids)
        found, kept = [], []
        for record in ids:
            stream, item = self._page.get(record, ("", None))
            if item is None:
                kept.append(record)
            else:
                head = (record, item.kind, stream, item.parent)
                found.append(_view(head, item.fields, item.meta, under_way.get(record)))
        for *head, fields, meta in self._rows(_VIEWED, kept):
            shown, changes = json.loads(fields) if fields else {}, json.loads(meta) if meta else {}
            found.append(_view(head, shown, changes, under_way.get(head[0])))
        return found

    def of_kind(self, kind: str) -> list[View]:
        """Return every record of a kind."""
        ids = self._connection.execute(select(R.id).where(R.kind == kind)).scalars()
        return sorted(self.views(ids), key=lambda view: view.id)

    def families(self, records: Iterable[str]) -> dict[str, set[str]]:
        """Return the calls these records belong to, each with all its records."""
        roots = {parent or record for record, parent in self._rows(_PARENTS, records)}
        found = {root: {root} for root in roots}
        for record, parent in self._rows(_CHILDREN, roots):
            found[parent].add(record)
        return found

    def restart(self, stream: str, *, lay_aside: bool = False) -> None:
        """Read a stream again from zero; what is on screen stays until the new reading has passed it."""
        here = R.stream == stream
        self._page.clear()
        if lay_aside:
            self._giving_back.lay_aside(stream)
        self._connection.execute(update(t.cursors).where(C.stream == stream).values(seq=0, tag=None, digest=0))
        self._connection.execute(update(t.records).where(here).values(fields=None, meta=None))

    def forget(self, stream: str) -> set[str]:
        """Permission was withdrawn: what is of this stream leaves. Return the records that went."""
        self._page.clear()
        gone = set(self._connection.execute(select(R.id).where(R.stream == stream)).scalars())
        self._giving_back.forget(gone)
        self._connection.execute(delete(t.records).where(R.stream == stream))
        self._connection.execute(delete(t.cursors).where(C.stream == stream))
        return gone

    def keyless(self, records: Iterable[str], *, waiting: bool) -> None:
        """Remember which records wait for a key."""
        straight.run(self._connection, _MARK_KEYLESS, (waiting, *listed(records)))

    def waiting_for_a_key(self) -> set[str]:
        """Return the records that hold something we had no key for."""
        return set(straight.firsts(self._connection, _KEYLESS))

    def _had(self, records: list[str]) -> dict[str, tuple[str, int, Mapping[str, str]]]:
        """Return per record its stream, its mark in that stream's digest, and its changes.

        The mark is 0 and there are no changes when the hub has not shown it.
        """
        found: dict[str, tuple[str, int, Mapping[str, str]]] = {}
        for record, stream, written in self._rows(_HAD, records):
            meta = json.loads(written) if written else {}
            found[record] = stream, mark_of(record, meta[LAST]) if meta else 0, meta
        return found

    def _rows(self, statement: str, ids: Iterable[str]) -> Sequence[Any]:
        wanted = list(ids)
        return straight.rows(self._connection, statement, listed(wanted)) if wanted else ()

    def _let_go(self, items: Iterable[Gone], taken: Taken) -> None:
        for item in items:
            self._connection.execute(delete(t.records).where(R.id == item.id))
            self._page.pop(item.id, None)
            if item.reason == "purged":
                self._giving_back.forget([item.id])
                self._connection.execute(update(t.outbox).where(O.record == item.id).values(sets="{}"))
            taken.gone.add(item.id)
            taken.changed.discard(item.id)

    def _xor(self, digests: Mapping[str, int]) -> None:
        for stream, mark in digests.items():
            row = self._connection.execute(select(C.digest).where(C.stream == stream)).first()
            if row is not None:
                self._connection.execute(update(t.cursors).where(C.stream == stream).values(digest=row[0] ^ mark))


def _row(stream: str, item: Item) -> tuple[str | None, ...]:
    meta = _META(item.meta)
    return item.id, item.kind, stream, item.parent, _FIELDS(item.fields), meta, meta


def _view(
    head: Sequence[Any], fields: Mapping[str, Json], meta: Mapping[str, str], under_way: list[Pending] | None
) -> View:
    record, kind, stream, parent = head
    if not under_way:
        return View(record, kind, stream, parent, fields, meta)
    shown, changes, own = dict(fields), dict(meta), set[str]()
    for change in under_way:
        shown.update(change.sets)
        changes |= dict.fromkeys(change.sets, change.change)
        own |= set(change.sets)
    return View(record, kind, stream, parent, shown, changes, frozenset(own))
