"""What a station reads: pages of its streams from one snapshot, records and markers in the order of their numbers."""

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import BindParameter, Connection, Integer, Row, Select, Text, bindparam, null, select, union_all

from workstation.domain.envelopes import NOWHERE, Cursor, Gone, Item, StreamPage
from workstation.hub.tables import GONE, LOG, RECORDS, STREAMS

LONGEST_PAGE = 5_000

HEAD = select(STREAMS.c.head, STREAMS.c.digest).where(STREAMS.c.id == bindparam("stream"))
TAG = select(LOG.c.tag).where(LOG.c.stream == bindparam("stream"), LOG.c.seq == bindparam("seq"))


def _in_order() -> Select[Any]:
    nothing = null().cast(Text)
    record, most = RECORDS.c, bindparam("most", type_=Integer)
    stream: BindParameter[str] = bindparam("stream")
    after: BindParameter[int] = bindparam("after")
    records = (
        select(record.seq, record.id, record.kind, record.parent, record.fields, record.meta, nothing.label("reason"))
        .where(record.stream == stream, record.seq > after)
        .order_by(record.seq)
        .limit(most)
    )
    markers = (
        select(GONE.c.seq, GONE.c.id, nothing, nothing, nothing, nothing, GONE.c.reason)
        .where(GONE.c.stream == stream, GONE.c.seq > after)
        .order_by(GONE.c.seq)
        .limit(most)
    )
    both = union_all(select(records.subquery()), select(markers.subquery())).subquery()
    return select(both).order_by(both.c.seq).limit(most)


IN_ORDER = _in_order()


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
    row = connection.execute(HEAD, {"stream": stream}).one()
    if start.seq and (start.seq > row.head or _tag(connection, stream, start.seq) != start.tag):
        return StreamPage(stream, diverged=True)  # the hub no longer holds the very commit this station read up to
    wanted = {"stream": stream, "after": start.seq, "most": limit + 1}
    rows = connection.execute(IN_ORDER, wanted).all()
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
    found: str | None = connection.execute(TAG, {"stream": stream, "seq": seq}).scalar_one_or_none()
    return found


def _item(row: Row[Any]) -> Item | Gone:
    if row.reason is not None:
        return Gone(row.seq, row.id, row.reason)
    return Item(row.seq, row.id, row.kind, row.parent, json.loads(row.fields), json.loads(row.meta))
