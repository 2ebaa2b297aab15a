"""Which stream a record is in, as whoever sits here sees it: an own move counts before the hub has made it."""

import json
from collections.abc import Collection, Iterable
from typing import Final

from sqlalchemy import ColumnElement, Connection, and_, select, update

from workstation.domain.envelopes import GROUP, STREAM
from workstation.domain.flat import CALL, SEALED
from workstation.store import straight
from workstation.store import tables as t
from workstation.store.outbox import OPEN, SETTLED, O
from workstation.store.record_rows import R, chunks

_AFTER_GROUPS: Final = GROUP[:-1] + chr(ord(GROUP[-1]) + 1)  # the first name that is none of a group
# by indexes that hold nothing else: before anything is sent, and for every page; what is kept in all is passed over
_MOVES: Final = "FROM outbox INDEXED BY ix_outbox_moves WHERE instr(sets, '\"~s\":') > 0"
_MOVING: Final = f"SELECT record, sets {_MOVES} AND state IN (0, 1, 2) ORDER BY line"
_IN_VAIN: Final = f"SELECT record {_MOVES} AND state = 4"
_MOVED: Final = f"SELECT record, sets, state {_MOVES} AND state <> 4 ORDER BY line"
_HELD: Final = "SELECT id FROM records WHERE stream >= 'group-' AND stream < 'group.' LIMIT 1"
_UNSENT: Final = (
    "SELECT DISTINCT stream FROM outbox INDEXED BY ix_outbox_groups"
    " WHERE stream >= 'group-' AND stream < 'group.' AND state = 0"
)


def of_a_group(stream: ColumnElement[str]) -> ColumnElement[bool]:
    """Return whether a stream is a group's, in a way that an index on it answers."""
    return and_(stream >= GROUP, stream < _AFTER_GROUPS)


def any_group(connection: Connection) -> bool:
    """Return whether anything here is in a group, or on its way into one or out of it."""
    held = straight.first(connection, _HELD)
    return held is not None or bool(moving(connection)) or bool(unsent_groups(connection))


def moving(connection: Connection) -> dict[str, str]:
    """Return the records that an own change under way moves, and where to."""
    found = ((record, json.loads(sets).get(STREAM)) for record, sets in straight.rows(connection, _MOVING))
    return {record: str(to) for record, to in found if to is not None}


def moved_in_vain(connection: Connection) -> set[str]:
    """Return the records of which the hub refused a move, until it is seen where they are."""
    return set(straight.firsts(connection, _IN_VAIN))


def stream_of(connection: Connection, record: str) -> str | None:
    """Return the stream of a record, None when it is not known here."""
    row = connection.execute(select(R.stream).where(R.id == record)).scalar()
    return None if row is None else moving(connection).get(record, str(row))


def sealed_calls(connection: Connection) -> dict[str, str]:
    """Return the calls that are for a few people only, each with the stream of its group."""
    under_way = moving(connection)
    in_groups = select(R.id, R.stream).where(
        R.kind.concat("") == CALL, of_a_group(R.stream)
    )  # not by the kind's index
    calls = dict(connection.execute(in_groups).all())
    moved = select(R.id, R.stream).where(R.kind == CALL, R.id.in_(sorted(under_way)))
    calls |= {call: under_way[call] for call, _ in connection.execute(moved)} if under_way else {}
    return {call: stream for call, stream in calls.items() if stream.startswith(GROUP)}


def unsent_groups(connection: Connection) -> set[str]:
    """Return the groups for which something waits to be sent."""
    return set(straight.firsts(connection, _UNSENT))


def restream(connection: Connection, records: Iterable[str], to: str) -> set[str]:
    """Send to another stream what was never sent; return the records of which the hub has nothing yet."""
    new = set()
    for some in chunks(records):
        mine = (O.record.in_(some), O.state + 0 == OPEN)  # by the index on the record
        connection.execute(update(t.outbox).where(*mine).values(stream=to))
        sent = select(O.record).where(O.record.in_(some), O.state != OPEN)
        rows = select(R.id).where(R.id.in_(some), R.meta.is_(None), R.id.not_in(sent))
        here = set(connection.execute(rows).scalars())
        connection.execute(update(t.records).where(R.id.in_(sorted(here))).values(stream=to))
        new |= here
    return new


def forget_texts(connection: Connection, records: Iterable[str], seen: Collection[str]) -> None:
    """Keep nothing sealed of what was sent about records that left this station's view for a group or another team.

    Codes stay, so that a hub that was restored is given back what counts. Whoever gave a record to others, to a
    stream that is not `seen` here, keeps it all; moved on by somebody else it is theirs alone.
    """
    gone = set(records)
    for some in chunks(gone - given_away(connection, seen) if gone else ()):
        rows = select(O.change, O.kind, O.sets).where(O.record.in_(some), O.state + 0 == SETTLED)
        for change, kind, sets in connection.execute(rows).all():
            kept = {n: v for n, v in json.loads(sets).items() if n not in SEALED.get(kind, ())}
            keeping = update(t.outbox).where(O.change == change)
            connection.execute(keeping.values(sets=json.dumps(kept, ensure_ascii=False, separators=(",", ":"))))


def given_away(connection: Connection, seen: Collection[str]) -> set[str]:
    """Return the records that the last own move, as far as such changes are kept, took out of sight.

    Or which it takes to a stream of this station's that is not read as far: there they are still to come.
    """
    rows = straight.rows(connection, _MOVED)
    last = {record: (json.loads(sets).get(STREAM), state) for record, sets, state in rows}
    return {record for record, (to, state) in last.items() if to not in seen or state != SETTLED}
