"""Rows of table records: what the hub holds, and per field the change that the counsellor sees."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from workstation.domain.envelopes import DELETED, STREAM, Json
from workstation.store import tables as t

R = t.records.c
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
    for ids in chunks(records):
        for row in connection.execute(select(R.id, R.stream, R.seen, R.fields).where(R.id.in_(ids))):
            seen = json.loads(row.seen)
            stream = _own(connection, row.id, STREAM, row.stream) if STREAM in seen else row.stream
            found[row.id] = Seen(str(stream), seen, DELETED in seen and _deleted(connection, row))
    return found


def _deleted(connection: Connection, row: Any) -> bool:  # noqa: ANN401 - a row
    return _own(connection, row.id, DELETED, json.loads(row.fields).get(DELETED) if row.fields else None) is True


def _own(connection: Connection, record: str, field: str, value: Json) -> Json:
    """Return what own changes under way say of a field, else the value that is given."""
    from workstation.store.outbox import pending

    for change in pending(connection, [record]).get(record, []):
        value = change.sets.get(field, value)
    return value


def upsert_records(connection: Connection, rows: list[dict[str, Any]]) -> None:
    """Keep what is seen of each record; what the hub holds is not touched."""
    if rows:
        written = [row | {"seen": json.dumps(row["seen"]), "keyless": False} for row in rows]
        keeping = upsert(t.records)
        connection.execute(
            keeping.on_conflict_do_update(index_elements=["id"], set_={"seen": keeping.excluded.seen}), written
        )


def chunks(ids: Iterable[str], size: int = AT_ONCE) -> Iterable[list[str]]:
    """Return the ids in lists that a statement can bind."""
    every = list(ids)
    for start in range(0, len(every), size):
        yield every[start : start + size]
