"""Erasure by authority: the content leaves record, conflicts and log; the id stays refused."""

import json
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, insert, or_, select, update

from workstation.domain.envelopes import LAST, mark_of
from workstation.hub.numbering import advanced, put_markers
from workstation.hub.tables import CHANGES, LOG, RECORDS


def erase(connection: Connection, record: str) -> int:
    """Erase a record and everything under it; return how many records that were."""
    found = _family(connection, record)
    for row in found:
        tag = uuid4().hex
        seq = advanced(connection, row.stream, 1, mark_of(row.id, json.loads(row.meta)[LAST])) + 1
        connection.execute(
            insert(LOG), {"stream": row.stream, "seq": seq, "tag": tag, "change": tag, "record": row.id}
        )
        put_markers(connection, [{"stream": row.stream, "id": row.id, "seq": seq, "reason": "purged"}])
        connection.execute(delete(RECORDS).where(RECORDS.c.id == row.id))
        connection.execute(update(CHANGES).where(CHANGES.c.record == row.id).values(payload="{}"))
    return len(found)


def _family(connection: Connection, record: str) -> list[Row[Any]]:
    found: dict[str, Row[Any]] = {}
    ids = {record}
    while ids:
        rows = connection.execute(
            select(RECORDS)
            .where(or_(RECORDS.c.id.in_(sorted(ids)), RECORDS.c.parent.in_(sorted(ids))))
            .order_by(RECORDS.c.id)
            .with_for_update()
        ).all()
        ids = {row.id for row in rows} - found.keys() - ids
        found |= {row.id: row for row in rows}
    return list(found.values())
