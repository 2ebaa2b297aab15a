"""The shelf of records as the hub holds them, and how far each stream was read."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from workstation.domain.envelopes import LAST, Cursor, Gone, Item, Json, StreamPage, mark_of
from workstation.store import tables as t
from workstation.store.outbox import O, pending
from workstation.store.record_rows import R, chunks

C = t.cursors.c

# made once: they run for every page, and making a statement costs more than running it
_THESE = R.id.in_(bindparam("records", expanding=True))
_VIEWED = select(R.id, R.kind, R.stream, R.parent, R.fields, R.meta).where(_THESE)
_SEEN = select(R.id, R.meta, R.seen).where(_THESE)
_HAD = select(R.id, R.stream, R.meta).where(_THESE)
_PARENTS = select(R.id, R.parent).where(_THESE)
_CHILDREN = select(R.id, R.parent).where(R.parent.in_(bindparam("records", expanding=True)))
_SEE = update(t.records).where(R.id == bindparam("which")).values(seen=bindparam("now"))


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


@dataclass(frozen=True, slots=True)
class LaidAside:
    """A record of a stream that must be read again, as we held it."""

    id: str
    kind: str
    stream: str
    parent: str | None
    fields: Mapping[str, Json]
    meta: Mapping[str, str]


class Records:
    """What the hub has shown this station."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def cursors(self) -> dict[str, Cursor]:
        """Return how far each stream was read."""
        return {s: Cursor(seq, tag) for s, seq, tag in self._connection.execute(select(C.stream, C.seq, C.tag))}

    def take_in(self, page: StreamPage) -> Taken:
        """Keep a page together with its cursor. A late or repeated one changes nothing and is not `fresh`."""
        row = self._connection.execute(select(C.seq, C.digest).where(C.stream == page.stream)).first()
        seq, digest = tuple(row) if row else (0, 0)
        if seq != page.start:
            return Taken(fresh=False)
        taken = Taken()
        had = self._had([item.id for item in page.items])
        digests: dict[str, int] = {}
        rows, leaving = [], []
        for item in page.items:
            old = had.get(item.id)
            if isinstance(item, Gone):
                if old is not None and old[0] == page.stream:
                    digest ^= old[1]
                    leaving.append(item)
                    had.pop(item.id)
                continue
            if old is not None and old[0] == page.stream:
                digest ^= old[1]
            elif old is not None:
                digests[old[0]] = digests.get(old[0], 0) ^ old[1]
            mark = mark_of(item.id, item.meta[LAST])
            digest ^= mark
            had[item.id] = (page.stream, mark)
            rows.append(_row(page.stream, item))
            taken.changed.add(item.id)
        self._keep(rows)
        self._let_go(leaving, taken)
        self._xor(digests)
        values = {"seq": page.end.seq, "tag": page.end.tag, "digest": digest}
        moving = upsert(t.cursors).values(stream=page.stream, **values)
        self._connection.execute(moving.on_conflict_do_update(index_elements=["stream"], set_=values))
        taken.faithful = page.digest is None or page.digest == digest
        return taken

    def unshown(self, stream: str) -> set[str]:
        """Return the records of a stream that the hub has not shown: our own new ones, or lost ones."""
        rows = select(R.id).where(R.stream == stream, R.fields.is_(None))
        return set(self._connection.execute(rows).scalars())

    def overlay(self, records: Iterable[str], *, let_go: bool = True) -> set[str]:
        """Work out again what is seen. Records that neither the hub nor an own change holds go, and are returned.

        Without `let_go` they stay: their stream is being read again and has not come that far.
        """
        ids = list(records)
        under_way = pending(self._connection, ids)
        gone = set()
        for some in chunks(ids):
            seeing = []
            for row in self._connection.execute(_SEEN, {"records": some}).all():
                if row.meta is None and row.id not in under_way:
                    gone |= {row.id} if let_go else set()
                    continue
                seen = json.loads(row.meta) if row.meta else {}
                for change in under_way.get(row.id, []):
                    seen |= dict.fromkeys(change.sets, change.change) | {LAST: change.change}
                if seen != json.loads(row.seen):
                    seeing.append({"which": row.id, "now": json.dumps(seen)})
            if seeing:
                self._connection.execute(_SEE, seeing)
        for some in chunks(gone):
            self._connection.execute(delete(t.records).where(R.id.in_(some)))
        return gone

    def views(self, records: Iterable[str]) -> list[View]:
        """Return records as they are to be seen, those that are known."""
        ids = list(records)
        under_way = pending(self._connection, ids)
        found = []
        for some in chunks(ids):
            for row in self._connection.execute(_VIEWED, {"records": some}):
                fields: dict[str, Json] = json.loads(row.fields) if row.fields else {}
                changes: dict[str, str] = json.loads(row.meta) if row.meta else {}
                own: set[str] = set()
                for change in under_way.get(row.id, []):
                    fields.update(change.sets)
                    changes |= dict.fromkeys(change.sets, change.change)
                    own |= set(change.sets)
                found.append(View(row.id, row.kind, row.stream, row.parent, fields, changes, frozenset(own)))
        return found

    def of_kind(self, kind: str) -> list[View]:
        """Return every record of a kind."""
        return self.views(self._connection.execute(select(R.id).where(R.kind == kind).order_by(R.id)).scalars())

    def families(self, records: Iterable[str]) -> dict[str, set[str]]:
        """Return the calls these records belong to, each with all its records."""
        roots: set[str] = set()
        for some in chunks(records):
            rows = self._connection.execute(_PARENTS, {"records": some})
            roots |= {parent or record for record, parent in rows}
        found = {root: {root} for root in roots}
        for some in chunks(roots):
            for record, parent in self._connection.execute(_CHILDREN, {"records": some}):
                found[parent].add(record)
        return found

    def restart(self, stream: str, *, lay_aside: bool = False) -> None:
        """Read a stream again from zero; what is on screen stays until the new reading has passed it."""
        here = R.stream == stream
        if lay_aside:
            columns = [c.name for c in t.laid_aside.c]
            rows = select(*(t.records.c[name] for name in columns)).where(here, R.fields.is_not(None))
            self._connection.execute(insert(t.laid_aside).prefix_with("OR REPLACE").from_select(columns, rows))
        self._connection.execute(update(t.cursors).where(C.stream == stream).values(seq=0, tag=None, digest=0))
        self._connection.execute(update(t.records).where(here).values(fields=None, meta=None))

    def forget(self, stream: str) -> set[str]:
        """Permission was withdrawn: what is of this stream leaves. Return the records that went."""
        gone = set(self._connection.execute(select(R.id).where(R.stream == stream)).scalars())
        self._connection.execute(delete(t.records).where(R.stream == stream))
        self._connection.execute(delete(t.cursors).where(C.stream == stream))
        return gone

    def laid_aside(self) -> tuple[LaidAside, ...]:
        """Return what we held when the hub came back older."""
        a = t.laid_aside.c
        rows = select(a.id, a.kind, a.stream, a.parent, a.fields, a.meta).order_by(a.id)
        return tuple(
            LaidAside(i, k, s, p, json.loads(f), json.loads(m)) for i, k, s, p, f, m in self._connection.execute(rows)
        )

    def given_back(self) -> None:
        """Drop what was laid aside."""
        self._connection.execute(delete(t.laid_aside))

    def keyless(self, records: Iterable[str], *, waiting: bool) -> None:
        """Remember which records wait for a key."""
        for some in chunks(records):
            self._connection.execute(update(t.records).where(R.id.in_(some)).values(keyless=waiting))

    def waiting_for_a_key(self) -> set[str]:
        """Return the records that hold something we had no key for."""
        return set(self._connection.execute(select(R.id).where(R.keyless)).scalars())

    def _had(self, records: list[str]) -> dict[str, tuple[str, int]]:
        """Return per record its stream and its mark in that stream's digest (0 when the hub has not shown it)."""
        found = {}
        for some in chunks(records):
            for record, stream, meta in self._connection.execute(_HAD, {"records": some}):
                found[record] = (stream, mark_of(record, json.loads(meta)[LAST]) if meta else 0)
        return found

    def _keep(self, rows: list[dict[str, Any]]) -> None:
        if rows:
            keeping = upsert(t.records)
            names = ("kind", "stream", "parent", "fields", "meta", "seen")
            news = {name: keeping.excluded[name] for name in names}
            self._connection.execute(keeping.on_conflict_do_update(index_elements=["id"], set_=news), rows)

    def _let_go(self, items: list[Gone], taken: Taken) -> None:
        for item in items:
            self._connection.execute(delete(t.records).where(R.id == item.id))
            if item.reason == "purged":
                self._connection.execute(update(t.outbox).where(O.record == item.id).values(sets="{}"))
            taken.gone.add(item.id)
            taken.changed.discard(item.id)

    def _xor(self, digests: Mapping[str, int]) -> None:
        for stream, mark in digests.items():
            row = self._connection.execute(select(C.digest).where(C.stream == stream)).first()
            if row is not None:
                self._connection.execute(update(t.cursors).where(C.stream == stream).values(digest=row[0] ^ mark))


def _row(stream: str, item: Item) -> dict[str, Any]:
    fields = json.dumps(dict(item.fields), ensure_ascii=False, separators=(",", ":"))
    meta = json.dumps(dict(item.meta), separators=(",", ":"))
    return {
        "id": item.id, "kind": item.kind, "stream": stream, "parent": item.parent, "fields": fields, "meta": meta,
        "seen": meta, "keyless": False,
    }  # fmt: skip
