"""Rows of table records: what the hub holds, and per field the change that the counsellor sees."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select
from sqlalchemy.dialects.sqlite import insert as upsert

from workstation.domain.envelopes import DELETED
from workstation.store import tables as t

R = t.records.c
AT_ONCE = 500  # bound values in one statement


@dataclass(frozen=True, slots=True)
class Seen:
    """A record as far as writing to it needs to know. `deleted` is what the hub holds or an own change says."""

    stream: str
    seen: Mapping[str, str]
    deleted: bool


def seen_of(connection: Connection, records: Sequence[str]) -> dict[str, Seen]:
    """Return those of these records that are known."""
    found: dict[str, Seen] = {}
    for ids in chunks(records):
        for row in connection.execute(select(R.id, R.stream, R.seen, R.fields).where(R.id.in_(ids))):
            seen = json.loads(row.seen)
            found[row.id] = Seen(row.stream, seen, DELETED in seen and _deleted(connection, row))
    return found


def _deleted(connection: Connection, row: Any) -> bool:  # noqa: ANN401 - a row
    from workstation.store.outbox import pending

    value = json.loads(row.fields).get(DELETED) if row.fields else None
    for change in pending(connection, [row.id]).get(row.id, []):
        value = change.sets.get(DELETED, value)
    return value is True


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
