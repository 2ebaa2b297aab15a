"""Which stream a record is in, as whoever sits here sees it: an own move counts before the hub has made it."""

import json
from collections.abc import Iterable
from typing import Final

from sqlalchemy import Connection, select, update

from workstation.domain.envelopes import GROUP, STREAM
from workstation.domain.flat import CALL, SEALED
from workstation.store import tables as t
from workstation.store.outbox import OPEN, SETTLED, UNDER_WAY, O
from workstation.store.record_rows import R, chunks

_MOVES: Final = O.sets.contains(f'"{STREAM}":')


def moving(connection: Connection) -> dict[str, str]:
    """Return the records that an own change under way moves, and where to."""
    rows = select(O.record, O.sets).where(O.state.in_(UNDER_WAY), _MOVES).order_by(O.line)
    found = ((record, json.loads(sets).get(STREAM)) for record, sets in connection.execute(rows))
    return {record: str(to) for record, to in found if to is not None}


def stream_of(connection: Connection, record: str) -> str | None:
    """Return the stream of a record, None when it is not known here."""
    row = connection.execute(select(R.stream).where(R.id == record)).scalar()
    return None if row is None else moving(connection).get(record, str(row))


def sealed_calls(connection: Connection) -> dict[str, str]:
    """Return the calls that are for a few people only, each with the stream of its group."""
    under_way = moving(connection)
    calls = dict(connection.execute(select(R.id, R.stream).where(R.kind == CALL, R.stream.startswith(GROUP))).all())
    moved = select(R.id, R.stream).where(R.kind == CALL, R.id.in_(sorted(under_way)))
    calls |= {call: under_way[call] for call, _ in connection.execute(moved)} if under_way else {}
    return {call: stream for call, stream in calls.items() if stream.startswith(GROUP)}


def unsent_streams(connection: Connection) -> set[str]:
    """Return the streams into which something waits to be sent."""
    return set(connection.execute(select(O.stream).where(O.state == OPEN).distinct()).scalars())


def restream(connection: Connection, records: Iterable[str], to: str) -> set[str]:
    """Send to another stream what was never sent; return the records of which the hub has nothing yet."""
    new = set()
    for some in chunks(records):
        mine = (O.record.in_(some), O.state == OPEN)
        connection.execute(update(t.outbox).where(*mine).values(stream=to))
        sent = select(O.record).where(O.record.in_(some), O.state != OPEN)
        rows = select(R.id).where(R.id.in_(some), R.meta.is_(None), R.id.not_in(sent))
        here = set(connection.execute(rows).scalars())
        connection.execute(update(t.records).where(R.id.in_(sorted(here))).values(stream=to))
        new |= here
    return new


def forget_texts(connection: Connection, records: Iterable[str]) -> None:
    """Keep nothing sealed of what was sent about records that left this station's view for a group or another team.

    Codes stay, so that a hub that was restored is given back what counts. Whoever moved a record keeps it all.
    """
    gone, mine = set(records), moving_ever(connection)
    for some in chunks(gone - mine):
        rows = select(O.change, O.kind, O.sets).where(O.record.in_(some), O.state == SETTLED)
        for change, kind, sets in connection.execute(rows).all():
            kept = {n: v for n, v in json.loads(sets).items() if n not in SEALED.get(kind, ())}
            keeping = update(t.outbox).where(O.change == change)
            connection.execute(keeping.values(sets=json.dumps(kept, ensure_ascii=False, separators=(",", ":"))))


def moving_ever(connection: Connection) -> set[str]:
    """Return the records that a change of one's own moved, as far as such changes are kept."""
    return set(connection.execute(select(O.record).where(_MOVES)).scalars())
