"""Erasure by authority: the content leaves record, conflicts and log; the id stays refused."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection, Row, delete, or_, select, update

from workstation.domain.envelopes import LAST, mark_of
from workstation.hub.numbering import advanced, marked
from workstation.hub.tables import CHANGES, LOG, RECORDS
from workstation.hub.trips import tell

NOWHERE_SEEN = "erased"
"""The stream, granted to nobody, of erased ids that stand in no other."""


def erase(connection: Connection, record: str) -> int:
    """Erase a record and everything under it; return how many records that were."""
    found = _family(connection, record)
    for row in found:
        _refuse(connection, row.stream, row.id, mark_of(row.id, json.loads(row.meta)[LAST]))
        connection.execute(delete(RECORDS).where(RECORDS.c.id == row.id))
    if not any(row.id == record for row in found):
        # not here, or not yet: a station that still has it, or a hub back from a backup, must not bring it back
        _refuse(connection, NOWHERE_SEEN, record, 0)
    _forget_refused(connection, {record, *(row.id for row in found)})
    return len(found)


def _refuse(connection: Connection, stream: str, record: str, mark: int) -> None:
    tag = uuid4().hex
    (before,) = advanced(connection, (stream, 1, mark))
    line = {"stream": stream, "seq": before + 1, "tag": tag, "change": tag, "record": record}
    tell(
        connection, (LOG, [line]), *marked([{"stream": stream, "id": record, "seq": before + 1, "reason": "purged"}])
    )
    forget_payloads(connection, {record})


def forget_payloads(connection: Connection, records: Iterable[str]) -> None:
    """Keep in the log that these records were written, and no longer what."""
    connection.execute(update(CHANGES).where(CHANGES.c.record.in_(sorted(records))).values(payload="{}"))


def _forget_refused(connection: Connection, above: Iterable[str]) -> None:
    """Keep no content that was refused: it has no record here, and only itself says what it was written under."""
    named = (CHANGES.c.payload.contains(f'"parent":"{one}"', autoescape=True) for one in sorted(above))
    connection.execute(update(CHANGES).where(CHANGES.c.outcome == "rejected", or_(*named)).values(payload="{}"))


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
