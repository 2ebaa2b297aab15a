"""What a station reads: pages of its streams from one snapshot, records and markers in the order of their numbers."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection, Row, Text, literal, null, select, union_all
from sqlalchemy.sql import Subquery

from workstation.domain.envelopes import NOWHERE, Cursor, Gone, Item, StreamPage
from workstation.hub.tables import GONE, LOG, RECORDS, STREAMS

LONGEST_PAGE = 5_000


def pages(
    connection: Connection, granted: tuple[str, ...], cursors: Mapping[str, Cursor], limit: int
) -> tuple[StreamPage, ...]:
    """Return one page of each granted stream, at most `limit` records in all."""
    left = max(1, min(limit, LONGEST_PAGE))
    found = []
    for stream in granted:
        page = _page(connection, stream, cursors.get(stream, NOWHERE), left)
        left -= len(page.items)
        found.append(page)
    return tuple(found)


def _page(connection: Connection, stream: str, start: Cursor, limit: int) -> StreamPage:
    row = connection.execute(select(STREAMS.c.head, STREAMS.c.digest).where(STREAMS.c.id == stream)).one()
    if start.seq and (start.seq > row.head or _tag(connection, stream, start.seq) != start.tag):
        return StreamPage(stream, diverged=True)  # the hub no longer holds the very commit this station read up to
    rows = connection.execute(select(_in_order(stream, start.seq, limit + 1)).order_by("seq").limit(limit + 1)).all()
    more, rows = len(rows) > limit, rows[:limit]
    end = row.head if not more else rows[-1].seq if rows else start.seq
    return StreamPage(
        stream,
        start.seq,
        Cursor(end, start.tag if end == start.seq else _tag(connection, stream, end)),
        more,
        None if more else row.digest,
        items=tuple(_item(one) for one in rows),
    )


def _tag(connection: Connection, stream: str, seq: int) -> str | None:
    found: str | None = connection.execute(
        select(LOG.c.tag).where(LOG.c.stream == stream, LOG.c.seq == seq)
    ).scalar_one_or_none()
    return found


def _in_order(stream: str, after: int, limit: int) -> Subquery:
    nothing = null().cast(Text)
    record = RECORDS.c
    records = (
        select(record.seq, record.id, record.kind, record.parent, record.fields, record.meta, nothing.label("reason"))
        .where(record.stream == stream, record.seq > literal(after))
        .order_by(record.seq)
        .limit(limit)
    )
    markers = (
        select(GONE.c.seq, GONE.c.id, nothing, nothing, nothing, nothing, GONE.c.reason)
        .where(GONE.c.stream == stream, GONE.c.seq > literal(after))
        .order_by(GONE.c.seq)
        .limit(limit)
    )
    return union_all(select(records.subquery()), select(markers.subquery())).subquery()


def _item(row: Row[Any]) -> Item | Gone:
    if row.reason is not None:
        return Gone(row.seq, row.id, row.reason)
    return Item(row.seq, row.id, row.kind, row.parent, json.loads(row.fields), json.loads(row.meta))
