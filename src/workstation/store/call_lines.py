"""Lists of calls: light lines, read from the newest on through an index of their own."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, exists, func, or_, select
from sqlalchemy.engine import RowMapping
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from workstation.domain.ids import CallId, ShiftId
from workstation.domain.lines import CallFilters, CallLine, FollowUp
from workstation.domain.moments import BRUSSELS, as_text, from_text, local
from workstation.domain.shift_clock import CallSpan
from workstation.store import tables as t
from workstation.store.case_tables import follow_ups as follow_up_tasks
from workstation.store.rows import moment_or_none

Columns = ReadOnlyColumnCollection[str, Any]
C: Columns = t.calls.c
COLUMNS = (
    C.id, C.number, C.started_at, C.handled_s, C.channel, C.counted, C.counsellor, C.amended, C.callback_agreed,
)  # fmt: skip
ERASED, AFTER_ERASED = "gewist-", "gewist."  # how the number of a coded row begins; no call is ever called so
# no list shows more; all its ids fit into one question to the store
AT_MOST = 2000


def _first_moment(day: date) -> str:
    return as_text(datetime.combine(day, time(), BRUSSELS))


def period(column: ColumnElement[str], filters: CallFilters) -> list[ColumnElement[bool]]:
    """Return the conditions that the days of the filters put on a moment."""
    found = []
    if filters.since is not None:
        found.append(column >= _first_moment(filters.since))
    if filters.until is not None and filters.until < date.max:
        found.append(column < _first_moment(filters.until + timedelta(days=1)))
    return found


def conditions(filters: CallFilters, c: Columns = C) -> list[ColumnElement[bool]]:
    """Return what the filters ask of a row with the columns of calls, all but the problem type."""
    # what was erased is counted in figures and stands in no list
    found = [or_(c.number < ERASED, c.number >= AFTER_ERASED), *period(c.started_at, filters)]
    for column, value in (
        (c.channel, filters.channel),
        (c.counsellor, filters.counsellor),
        (c.shift_id, filters.shift),
        (c.counted, filters.counted),
    ):
        if value is not None:
            found.append(column == value)
    if filters.status is not None:
        found.append(c.amended == (filters.status == "amended"))
    if filters.seen_by is not None:
        who, team = filters.seen_by
        found.append(or_(c.counsellor == who, c.team == team) if team is not None else c.counsellor == who)
    if filters.callback_agreed is not None:
        agreed = c.callback_agreed == "yes"
        found.append(agreed if filters.callback_agreed else c.callback_agreed.is_distinct_from("yes"))
    return found


def chosen(filters: CallFilters, *columns: ColumnElement[Any]) -> Select[Any]:
    """Return the calls that pass the filters, unordered. With a problem type its own index leads."""
    if filters.problem_type is None:
        return select(*columns).select_from(t.calls).where(*conditions(filters))
    p = t.reported_persons.c
    some = select(p.call_id).where(p.problem_type == filters.problem_type, *period(p.started_at, filters))
    return select(*columns).select_from(t.calls).where(C.id.in_(some), *conditions(filters))


def in_order(filters: CallFilters, *columns: ColumnElement[Any]) -> Select[Any]:
    """Return columns (or COLUMNS) of the calls that pass the filters, newest first, in the order of an index."""
    wanted = select(*(columns or COLUMNS)).select_from(t.calls).where(*conditions(filters))
    if filters.problem_type is None:
        return wanted.order_by(C.started_at.desc(), C.id.desc())
    p, earlier = t.reported_persons.c, t.reported_persons.alias("earlier").c
    # a call with several persons of the type is one line: that of the first of them
    again = exists().where(
        earlier.call_id == p.call_id, earlier.problem_type == p.problem_type, earlier.position < p.position
    )
    of_type = (p.problem_type == filters.problem_type, *period(p.started_at, filters), ~again)
    joined = wanted.join(t.reported_persons, C.id == p.call_id).where(*of_type)
    return joined.order_by(p.started_at.desc(), p.call_id.desc())


def lines(connection: Connection, filters: CallFilters, limit: int, offset: int) -> tuple[CallLine, ...]:
    """Return a page of calls, newest first."""
    page = in_order(filters).limit(min(limit, AT_MOST)).offset(offset)
    return with_children(connection, connection.execute(page).mappings().all())


def count(connection: Connection, filters: CallFilters) -> int:
    """Return how many calls pass the filters."""
    return int(connection.execute(chosen(filters, func.count())).scalar_one())


def spans(connection: Connection, shift: ShiftId) -> tuple[CallSpan, ...]:
    """Return when the calls of a shift were."""
    rows = select(C.id, C.started_at, C.ended_at, C.wrap_up_s).where(C.shift_id == shift)
    return tuple(
        CallSpan(CallId(call), from_text(began), moment_or_none(ended), wrap_up)
        for call, began, ended, wrap_up in connection.execute(rows.order_by(C.started_at, C.id))
    )


def follow_ups(connection: Connection, filters: CallFilters) -> tuple[FollowUp, ...]:
    """Return the calls after which calling back was agreed and nothing was planned for it."""
    planned = exists().where(follow_up_tasks.c.call_id == C.id)
    rows = chosen(filters, C.id, C.number, C.started_at, C.safe_moment).where(C.callback_agreed == "yes", ~planned)
    return tuple(
        FollowUp(call=CallId(call), number=number, started_at=local(from_text(began)), safe_moment=safe or "")
        for call, number, began, safe in connection.execute(
            rows.order_by(C.started_at.desc(), C.id.desc()).limit(AT_MOST)
        )
    )


def with_children(connection: Connection, rows: Sequence[RowMapping]) -> tuple[CallLine, ...]:
    """Return lines for rows of COLUMNS, in their order."""
    ids = [row["id"] for row in rows]
    p, r, q = t.reported_persons, t.referrals, t.call_qualifiers
    persons = _children(
        connection, p, ids, p.c.problem_type, p.c.main_form, p.c.province, p.c.municipality
    )  # fmt: skip
    referrals = _children(connection, r, ids, r.c.service_name)
    qualifiers = _children(connection, q, ids, q.c.code)
    return tuple(
        CallLine(
            id=CallId(row["id"]),
            number=row["number"],
            started_at=local(from_text(row["started_at"])),
            minutes=None if row["handled_s"] is None else -(-row["handled_s"] // 60),
            channel=row["channel"],
            counted=row["counted"],
            qualifiers=_once(q[0] for q in qualifiers[row["id"]]),
            problem_types=_once(p[0] for p in persons[row["id"]]),
            main_forms=_once(p[1] for p in persons[row["id"]]),
            provinces=_once(p[2] for p in persons[row["id"]]),
            municipalities=_once(p[3] for p in persons[row["id"]]),
            counsellor=row["counsellor"],
            status="amended" if row["amended"] else "filed",
            callback_agreed=row["callback_agreed"] == "yes",
            referrals=_once(r[0] for r in referrals[row["id"]]),
        )
        for row in rows
    )


def _once(values: Iterable[str | None]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in values if value))


def _children(
    connection: Connection, table: Table, ids: list[str], *columns: ColumnElement[Any]
) -> dict[str, list[tuple[Any, ...]]]:
    found: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    if ids:
        rows = select(table.c.call_id, *columns).where(table.c.call_id.in_(ids)).order_by(table.c.position)
        for row in connection.execute(rows):
            found[row[0]].append(tuple(row[1:]))
    return found
