"""The shelf of changes on their way to the hub: written in the transaction of the write, never altered afterwards.

A change goes open → sent → acked → settled, or is refused: then it is kept and shown. It is part of what the
counsellor sees (the overlay) until the hub has shown it back.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select, update

from workstation.domain.envelopes import DELETED, LAST, STREAM, Ack, Change, Json, new_change_id
from workstation.domain.flat import Flat
from workstation.domain.texts import storable_tree
from workstation.store import straight
from workstation.store import tables as t
from workstation.store.record_rows import seen_of, upsert_records
from workstation.store.straight import THESE, listed
from workstation.store.sync_state import DEVICE, HOME, NEXT_N, SyncState

OPEN, SENT, ACKED, SETTLED, REFUSED = range(5)
UNDER_WAY = (OPEN, SENT, ACKED)
MUCH = 1_250_000  # signs of one batch before they are sealed, each at worst 6 bytes then (domain/texts.py)
SEVERAL = "*"  # a change that the hub put in two streams: a record that moved

O = t.outbox.c  # noqa: E741 - as S, R and P on the other shelves
Seal = Callable[[Change], Mapping[str, Json]]

NOTHING_WAITS: Mapping[str, frozenset[str]] = {}

# made once: they run for every change, and making a statement costs more than running it
_COLUMNS = "SELECT change, record, kind, stream, parent, sets, base, n FROM outbox"
# by the index on the state: few are under way, and by the device one would pass over all that were ever sent
_SENT = f"{_COLUMNS} WHERE state = 1 AND coalesce(device, '') = ? ORDER BY n + 0 LIMIT ?"
_READY = f"{_COLUMNS} WHERE state = 0"
_WAITING = "SELECT state, count(*) FROM outbox WHERE state IN (0, 1, 4) GROUP BY state"
_LAST_ANSWERED = "SELECT n FROM outbox WHERE device = ? AND state >= 2 AND n IS NOT NULL ORDER BY n DESC LIMIT 1"
_WRITE_DOWN = (
    "INSERT INTO outbox (change, record, kind, stream, parent, sets, base, state) VALUES (?, ?, ?, ?, ?, ?, ?, 0)"
)
_NUMBERED = "UPDATE outbox SET state = 1, device = ?, n = ?, sets = ? WHERE change = ?"
_ANSWERED = "UPDATE outbox SET state = ?, answer = ?, at_stream = ?, at_seq = ? WHERE change = ? AND state = 1"
# by the index on what was answered and not shown yet: it says `state = 2` itself, and holds nothing else
_NEXT_ACKED = "SELECT min(at_stream) FROM outbox INDEXED BY ix_outbox_acked WHERE state = 2 AND at_stream > ?"
# own changes of one record leave the overlay in the order they were made, an older one would cover a newer one: all
# before one of these have left, or do so with it
_BEFORE = (
    " AND NOT EXISTS (SELECT 1 FROM outbox AS earlier INDEXED BY ix_outbox_record"
    " WHERE earlier.record = outbox.record AND earlier.line < outbox.line AND"
)
_IN_ORDER = f"{_BEFORE} earlier.state IN (0, 1, 2))"
_WITH_ALL_BEFORE = (
    f"{_BEFORE} (earlier.state IN (0, 1)"
    " OR earlier.state = 2 AND (earlier.at_stream <> outbox.at_stream OR earlier.at_seq > ?2)))"
)
_SETTLED = (
    "UPDATE outbox INDEXED BY ix_outbox_acked SET state = 3"
    f" WHERE state = 2 AND at_stream = ?1 AND at_seq <= ?2{_WITH_ALL_BEFORE} RETURNING record"
)
# at no number: theirs may be of an epoch that ended, and never be read again
_SHOWN_AGAIN = (
    "UPDATE outbox SET state = 2, at_stream = stream, at_seq = 0"
    " WHERE state = 3 AND record IN (SELECT record FROM outbox WHERE state IN (0, 1))"
    " AND line > (SELECT min(line) FROM outbox AS open WHERE open.record = outbox.record AND open.state IN (0, 1))"
)
_AT_NO_NUMBER = "UPDATE outbox SET at_stream = stream, at_seq = 0 WHERE state = 2"
_SETTLED_OF = (
    "UPDATE outbox INDEXED BY ix_outbox_acked SET state = 3 WHERE state = 2 AND at_stream = ?1 AND at_seq <= ?2"
    f" AND record {THESE}{_WITH_ALL_BEFORE} RETURNING record"
)
_SEVERAL = (
    "SELECT change, record, answer FROM outbox INDEXED BY ix_outbox_acked"
    " WHERE state = 2 AND at_stream = ? ORDER BY line"
)
_SETTLE_ONE = f"UPDATE outbox SET state = 3 WHERE change = ?{_IN_ORDER} RETURNING record"
_UNDER_WAY = (
    "SELECT record, change, sets FROM outbox INDEXED BY ix_outbox_record"
    f" WHERE record {THESE} AND state IN (0, 1, 2) ORDER BY line"
)
_KEPT = f"SELECT change, sets, base FROM outbox WHERE change {THESE}"
_FURTHEST = 2**63 - 1
Unread = Mapping[str, AbstractSet[str]]
NOTHING_UNREAD: Unread = {}


@dataclass(frozen=True, slots=True)
class Pending:
    """An own change that is still part of what the counsellor sees."""

    change: str
    sets: Mapping[str, Json]


@dataclass(frozen=True, slots=True)
class Answered:
    """How many changes the hub answered for the first time, and the records of those it refused."""

    taken: int
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What has not reached the hub, and what the hub refused."""

    to_send: int
    refused: int


class Outbox:
    """Own changes in the order they were made."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._state = SyncState(connection)

    @property
    def home(self) -> str | None:
        """The stream this station writes into; None: it has never met a hub, and nothing need be kept for one."""
        return self._state.get(HOME)

    def write(self, flats: Iterable[Flat], *, whole: bool = False, stream: str | None = None) -> tuple[str, ...]:
        """Put the change of each record in the row and return their ids.

        With `whole` the fields are all that is to be: what the record held besides is set to None.
        """
        home = stream or self.home
        if home is None:
            return ()
        wished = [one for one in flats if one.fields or whole]
        parents = [one.parent for one in wished if one.parent is not None]
        known = seen_of(self._connection, [*(one.id for one in wished), *parents])
        streams = {record: had.stream for record, had in known.items()}
        lines, rows = [], []
        for flat in wished:
            had = known.get(flat.id)
            seen = dict(had.seen) if had else {}
            sets = storable_tree(dict(flat.fields))
            if whole:
                sets |= {name: None for name in seen if name not in sets and name not in {LAST, DELETED, STREAM}}
            if DELETED in seen and DELETED not in sets and (had is None or had.deleted):
                sets[DELETED] = False  # who edits what is seen as deleted brings it back
            base = {name: seen.get(name) for name in sets}
            if sets.get(DELETED) is True:
                base |= {name: seen[name] for name in seen if name != LAST}
            # what is new goes where it hangs: under a sealed call, to those who may read it
            where = streams.setdefault(flat.id, streams.get(flat.parent or "", home))
            change = new_change_id()
            seen |= dict.fromkeys(sets, change) | {LAST: change}
            head = flat.id, flat.kind, where, flat.parent
            lines.append((change, *head, _written(sets), _written(base)))
            rows.append((*head, _written(seen)))
        straight.run_many(self._connection, _WRITE_DOWN, lines)
        upsert_records(self._connection, rows)
        return tuple(line[0] for line in lines)

    def waiting(self) -> Waiting:
        """Count what has not reached the hub and what it refused."""
        counted: dict[int, int] = dict(straight.rows(self._connection, _WAITING))
        return Waiting(counted.get(OPEN, 0) + counted.get(SENT, 0), counted.get(REFUSED, 0))

    def number(
        self, device: str, seal: Seal, most: int, only: frozenset[str] | None = None,
        waiting: Mapping[str, frozenset[str]] = NOTHING_WAITS,
    ) -> tuple[Change, ...]:  # fmt: skip
        """Give the next open changes their places in the device's row and return them as they are to be sent.

        Sealed from now on, they stay as they are. `waiting`: streams for which there is no key yet, with the kinds
        that may go there all the same.
        """
        ready, values = _READY, []
        if only is not None:
            ready, values = f"{ready} AND kind {THESE}", [*listed(only)]
        for stream, kinds in waiting.items():
            ready, values = f"{ready} AND (stream <> ? OR kind {THESE})", [*values, stream, *listed(kinds)]
        rows = _at_once(straight.rows(self._connection, f"{ready} ORDER BY line LIMIT ?", (*values, most)))
        if not rows:
            return ()
        first = int(self._state.get(NEXT_N) or 1)
        numbered, lines = [], []
        for n, row in enumerate(rows, first):
            change = _change(row, n)
            change = replace(change, sets=seal(change))
            numbered.append(change)
            lines.append((device, n, _written(change.sets), change.id))
        straight.run_many(self._connection, _NUMBERED, lines)
        self._state.put(NEXT_N, str(first + len(rows)))
        return tuple(numbered)

    def sent(self, device: str, most: int) -> tuple[Change, ...]:
        """Return the changes that have a place and no answer, in their order."""
        rows = straight.rows(self._connection, _SENT, (device, most))
        return tuple(_change(row, row[7]) for row in _at_once(rows))

    def last_answered(self, device: str) -> int:
        """Return the highest place the hub has answered, 0 for none."""
        return straight.first(self._connection, _LAST_ANSWERED, (device,)) or 0

    def answered(self, acks: Iterable[Ack]) -> Answered:
        """Keep the hub's answers, each once."""
        rows, refused = [], []
        for ack in acks:
            ((stream, seq),) = tuple(ack.at.items()) if len(ack.at) == 1 else ((SEVERAL, 0),)
            state = REFUSED if refuses(ack) else ACKED
            answer = _written({"r": ack.outcome, "at": dict(ack.at), "why": ack.why})
            rows.append((state, answer, stream, seq, ack.id))
            if state == REFUSED:
                refused.append(ack.id)
        kept = select(O.record).where(O.change.in_(refused), O.state == SENT).order_by(O.line)
        records = tuple(self._connection.execute(kept).scalars()) if refused else ()
        return Answered(straight.run_many(self._connection, _ANSWERED, rows), records)

    def send_again_from(self, device: str, expected: int) -> bool:
        """Send everything from this place on once more; False when it is no longer all there: take a new name."""
        kept = select(func.min(O.n), func.max(O.n), func.count()).where(O.device == device, O.n >= expected)
        first, last, many = self._connection.execute(kept).one()
        if first != expected or last - first + 1 != many:  # what was refused and written anew left its place
            self._state.put(DEVICE, None)
            self._unname(O.state == SENT)
            return False
        again = update(t.outbox).where(O.device == device, O.n >= expected, O.state != OPEN)
        self._connection.execute(again.values(state=SENT))
        straight.run(self._connection, _SHOWN_AGAIN)
        return True

    def under_a_new_name(self, device: str) -> None:
        """Begin a new row: what has no answer gets a new place."""
        self._state.put(DEVICE, device)
        self._state.put(NEXT_N, "1")
        self._unname(O.state.in_((OPEN, SENT)))

    def once_answered(self) -> tuple[str, ...]:
        """Return the ids of all changes that a hub has answered and that are still kept."""
        rows = select(O.change).where(O.state >= ACKED).order_by(O.line)
        return tuple(self._connection.execute(rows).scalars())

    def whole(self, changes: Iterable[str]) -> frozenset[str]:
        """Return those of these that are own changes, still kept with all that they said.

        Of a record that left this station's view nothing sealed is kept: it may still lie aside, to be given back.
        """
        rows = straight.rows(self._connection, _KEPT, listed(changes))
        return frozenset(change for change, sets, base in rows if _is_whole(json.loads(sets), json.loads(base)))

    def send_again(self, changes: Iterable[str]) -> None:
        """Give these a new place: the hub does not know them any more. What was written later stays on top."""
        for change in changes:
            self._unname(O.change == change)
        straight.run(self._connection, _SHOWN_AGAIN)

    def wait_for_no_number(self) -> None:
        """Let what has an answer wait until its stream is read: its number may be of an epoch that ended."""
        straight.run(self._connection, _AT_NO_NUMBER)

    def settle(self, cursors: Mapping[str, int], granted: Iterable[str], unread: Unread = NOTHING_UNREAD) -> set[str]:
        """Take out of the overlay what the hub has shown back, or no longer shows us; return the records touched.

        `unread` names the streams that are not read to their end, with the records just shown: another record may
        have moved on to a number that is still to come, and what we wrote in it would vanish until then.
        """
        touched: set[str] = set()
        while some := self._settle_once(cursors, set(granted), unread):  # one may have waited for one before it
            touched |= some
        return touched

    def _settle_once(self, cursors: Mapping[str, int], may: set[str], unread: Unread) -> set[str]:
        touched: set[str] = set()
        stream = straight.first(self._connection, _NEXT_ACKED, ("",))
        while stream is not None:
            if stream == SEVERAL:
                touched |= self._settle_moved(cursors, may, unread)
            elif stream in unread and stream in may:
                shown = json.dumps(list(unread[stream]))
                values = stream, cursors.get(stream, -1), shown
                touched |= set(straight.firsts(self._connection, _SETTLED_OF, values))
            else:
                passed = cursors.get(stream, -1) if stream in may else _FURTHEST
                touched |= set(straight.firsts(self._connection, _SETTLED, (stream, passed)))
            stream = straight.first(self._connection, _NEXT_ACKED, (stream,))
        return touched

    def _settle_moved(self, cursors: Mapping[str, int], may: set[str], unread: Unread) -> set[str]:
        touched: set[str] = set()
        for change, record, answer in straight.rows(self._connection, _SEVERAL, (SEVERAL,)):
            places = [place for place in json.loads(answer)["at"].items() if place[0] in may]
            if all(cursors.get(at, -1) >= seq and record in unread.get(at, (record,)) for at, seq in places):
                touched |= set(straight.firsts(self._connection, _SETTLE_ONE, (change,)))
        return touched

    def forget_before(self, device: str, horizon: int) -> None:
        """Drop settled changes that two backups of the hub hold; the newest stays, for it tells our place."""
        last = self.last_answered(device)
        self._connection.execute(
            t.outbox.delete().where(O.device == device, O.state == SETTLED, O.n <= horizon, O.n < last)
        )

    def _unname(self, condition: ColumnElement[bool]) -> None:
        self._connection.execute(
            update(t.outbox).where(condition).values(state=OPEN, device=None, n=None, answer=None)
        )


def refuses(ack: Ack) -> bool:
    """Return whether the hub did not take the change: a person is to see it."""
    return ack.outcome in {"rejected", "purged"}


def pending(connection: Connection, records: Iterable[str]) -> dict[str, list[Pending]]:
    """Return per record the own changes that are still part of what the counsellor sees, in their order."""
    found: dict[str, list[Pending]] = {}
    for record, change, sets in straight.rows(connection, _UNDER_WAY, listed(records)):
        found.setdefault(record, []).append(Pending(change, json.loads(sets)))
    return found


def _is_whole(sets: Mapping[str, Json], base: Mapping[str, Json]) -> bool:
    return sets.get(DELETED) is True or base.keys() <= sets.keys()  # a deletion names all that was seen


def _at_once(rows: Sequence[Any]) -> Sequence[Any]:
    """Return as many of these as go in one request: at least one."""
    size = 0
    for at, row in enumerate(rows):
        size += len(row[5])
        if at and size > MUCH:
            return rows[:at]
    return rows


def _change(row: Sequence[Any], n: int) -> Change:
    change, record, kind, stream, parent, sets, base, _ = row
    return Change(change, record, kind, stream, json.loads(sets), json.loads(base), parent, n)


_WRITE = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def _written(value: object) -> str:
    return _WRITE(value)
