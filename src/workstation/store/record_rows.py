"""Rows of table records: what the hub holds, and per field the change that the counsellor sees."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection

from workstation.domain.envelopes import DELETED, STREAM, Json
from workstation.store import straight
from workstation.store import tables as t
from workstation.store.straight import THESE, listed

R = t.records.c
_SEEN = f"SELECT id, stream, seen, fields FROM records WHERE id {THESE}"
_SEE = (
    "INSERT INTO records (id, kind, stream, parent, seen, keyless) VALUES (?, ?, ?, ?, ?, 0)"
    " ON CONFLICT (id) DO UPDATE SET seen = excluded.seen"
)
AT_ONCE = 500  # bound values in one statement


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as far as writing to it needs to know. `deleted` and `stream`: what the hub holds, or what an own
    change under way says.
    """

    stream: str
    seen: Mapping[str, str]
    deleted: bool


def seen_of(connection: Connection, records: Sequence[str]) -> dict[str, Seen]:
    """Return those of these records that are known."""
    found: dict[str, Seen] = {}
    for record, stream, written, fields in straight.rows(connection, _SEEN, listed(records)):
        seen = json.loads(written)
        where = _own(connection, record, STREAM, stream) if STREAM in seen else stream
        found[record] = Seen(str(where), seen, DELETED in seen and _deleted(connection, record, fields))
    return found


def _deleted(connection: Connection, record: str, fields: str | None) -> bool:
    return _own(connection, record, DELETED, json.loads(fields).get(DELETED) if fields else None) is True


def _own(connection: Connection, record: str, field: str, value: Json) -> Json:
    """Return what own changes under way say of a field, else the value that is given."""
    from workstation.store.outbox import pending

    for change in pending(connection, [record]).get(record, []):
        value = change.sets.get(field, value)
    return value


def upsert_records(connection: Connection, rows: Sequence[tuple[str, str, str, str | None, str]]) -> None:
    """Keep what is seen of each record (id, kind, stream, parent, seen); what the hub holds is not touched."""
    straight.run_many(connection, _SEE, rows)


def chunks(ids: Iterable[str], size: int = AT_ONCE) -> Iterable[list[str]]:
    """Return the ids in lists that a statement can bind."""
    every = list(ids)
    for start in range(0, len(every), size):
        yield every[start : start + size]
