"""What a station reads: pages of its streams from one snapshot, records and markers in the order of their numbers."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import BindParameter, Connection, Integer, Select, Text, bindparam, null, select, union_all

from workstation.domain.envelopes import NOWHERE, Cursor, Gone, Item, StreamPage
from workstation.domain.wire import Stored
from workstation.hub.tables import GONE, LOG, RECORDS
from workstation.hub.trips import Rows, ask

LONGEST_PAGE = 5_000

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


def pages(connection: Connection, heads: Rows, cursors: Mapping[str, Cursor], limit: int) -> tuple[StreamPage, ...]:
    """Return one page of each stream, at most `limit` records in all. `heads`: stream, head, its tag, and digest."""
    left = max(1, min(limit, LONGEST_PAGE))
    found = []
    for head in sorted((one for one in heads if one.stream is not None), key=lambda one: str(one.stream)):
        page = _page(connection, head, cursors.get(head.stream, NOWHERE), left)
        left -= len(page.items)
        found.append(page)
    return tuple(found)


def _page(connection: Connection, head: Any, start: Cursor, limit: int) -> StreamPage:  # noqa: ANN401  # a row
    held, rows = _after(connection, head, start, limit + 1)
    if start.seq and (start.seq > head.head or held != start.tag):
        return StreamPage(head.stream, diverged=True)  # the hub no longer holds the very commit that was read up to
    more, rows = len(rows) > limit, rows[:limit]
    end = head.head if not more else rows[-1].seq if rows else start.seq
    return StreamPage(
        head.stream,
        start.seq,
        Cursor(end, start.tag if end == start.seq else _tag(connection, head, end)),
        more,
        None if more else head.digest,
        items=tuple(_item(one) for one in rows),
    )


def _after(connection: Connection, head: Any, start: Cursor, most: int) -> tuple[str | None, Rows]:  # noqa: ANN401  # as above
    """Return the tag that the hub holds where the station begins to read, and the rows that come after."""
    if start.seq >= head.head:
        return head.tag, ()  # every number of this snapshot is one up to the head
    wanted = {"stream": head.stream, "after": start.seq, "most": most}
    tags, rows = ask(connection, (TAG, {"stream": head.stream, "seq": start.seq}), (IN_ORDER, wanted))
    return (tags[0].tag if tags else None), rows


def _tag(connection: Connection, head: Any, seq: int) -> str | None:  # noqa: ANN401  # as above
    if seq == head.head:
        last: str | None = head.tag
        return last
    (tags,) = ask(connection, (TAG, {"stream": head.stream, "seq": seq}))
    return tags[0].tag if tags else None


def _item(row: Any) -> Item | Gone:  # noqa: ANN401  # as above
    if row.reason is not None:
        return Gone(row.seq, row.id, row.reason)
    return Item(row.seq, row.id, row.kind, row.parent, Stored(row.fields), Stored(row.meta))
