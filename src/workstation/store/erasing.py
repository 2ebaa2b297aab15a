"""Erasing a call: the coded row that is counted is written anew under ids that lead nowhere, then the call goes.

What is counted (`counting.py`) stays exactly: codes, province, day, hour, durations, team, counsellor. What goes:
narrative, additions, corrections, municipality, ages in years, names, safe moments, referrals to named services,
minutes, shift, record number. Deleting cascades to the full-text index, which erases words as they go.
"""

import json
from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, Table, delete, insert, or_, select, update

from workstation.domain.ids import new_id
from workstation.store import case_tables as c
from workstation.store import coordination_tables as k
from workstation.store import retention_tables as r
from workstation.store import tables as t
from workstation.store.call_lines import ERASED
from workstation.store.counting import OF_CALL, OF_PERSON
from workstation.store.outbox import UNDER_WAY

Row = dict[str, Any]
HALF_TEXTS = "half_texts."  # and the place where they are being written
HALF_COMMENT = "half_comment."  # the setting under which a remark on a call is kept while it is being written
GONE: Row = {
    "ended_at": None, "entered_late": False, "contact_age_years": None, "contact_municipality": None,
    "contact_name": None, "safety": "{}", "callback_agreed": None, "safe_moment": None, "shift_id": None,
    "marks": "[]", "overrides": "[]", "revision": 1, "amended": False,
}  # fmt: skip
GONE_OF_PERSON: Row = {
    "is_contact": False, "age_years": None, "municipality": None, "relation_to_contact": None,
}  # fmt: skip


def erase_call(connection: Connection, call_id: str, day: str, why: str) -> None:
    """Erase a call and leave its coded row and a tombstone. Raises KeyError."""
    row = connection.execute(select(t.calls).where(t.calls.c.id == call_id)).mappings().first()
    if row is None:
        raise KeyError(call_id)
    number = row["number"]
    _write_anew(connection, dict(row))
    for task in (
        connection.execute(select(c.follow_ups.c.id).where(c.follow_ups.c.call_id == call_id)).scalars().all()
    ):
        _erase_what_came_and_went(connection, task)
        _erase_halves(connection, f"follow_up.{task}")
    for table in (c.follow_ups, c.case_calls, k.reviews, k.discussion_points):
        connection.execute(delete(table).where(table.c.call_id == call_id))
    # the signal keeps its count: the call behind it gets a name that leads nowhere
    behind = k.signal_calls.c.call_id == call_id
    connection.execute(update(k.signal_calls).where(behind).values(call_id=new_id()))
    connection.execute(delete(t.drafts).where(t.drafts.c.id == call_id))
    connection.execute(delete(t.settings).where(t.settings.c.name == HALF_COMMENT + call_id))
    _erase_halves(connection, f"call.{call_id}")
    _erase_halves(connection, f"team.{call_id}")
    _erase_what_came_and_went(connection, call_id)
    connection.execute(delete(t.calls).where(t.calls.c.id == call_id))
    connection.execute(insert(r.erasures).values(number=number, day=day, why=why))


def _erase_halves(connection: Connection, place: str) -> None:
    """Erase what was being written in a place, and in what stands beside it there."""
    name, at = t.settings.c.name, HALF_TEXTS + place
    connection.execute(delete(t.settings).where((name == at) | name.startswith(f"{at}.", autoescape=True)))


def drop_empty_cases(connection: Connection) -> int:
    """Erase the cases whose calls are all gone, with their notes, reasons and codes; return how many.

    A case that is empty because its calls are elsewhere now stays: that can be undone, or chosen otherwise.
    """
    empty = [case for case in _without_calls(connection) if _calls_are_gone(connection, case)]
    for case in empty:
        connection.execute(delete(c.cases).where(c.cases.c.id == case))
        _erase_halves(connection, f"case.{case}")
    acts = select(c.case_act_cases.c.act_id)
    idle = delete(c.case_acts).where(c.case_acts.c.id.not_in(acts)).returning(c.case_acts.c.record)
    for record in (*empty, *connection.execute(idle).scalars().all()):
        if record is not None:
            _erase_what_came_and_went(connection, record)
    return len(empty)


def _without_calls(connection: Connection) -> list[str]:
    held = select(c.case_calls.c.case_id)
    return list(connection.execute(select(c.cases.c.id).where(c.cases.c.id.not_in(held))).scalars())


def _calls_are_gone(connection: Connection, case: str) -> bool:
    """Return whether every call that was ever in this case is erased; False for a case of which no act has come."""
    acts = select(c.case_act_cases.c.act_id).where(c.case_act_cases.c.case_id == case)
    moves = connection.execute(select(c.case_acts.c.moves).where(c.case_acts.c.id.in_(acts))).scalars().all()
    ever = {one["call"] for kept in moves for one in json.loads(kept) if case in {one["before"], one["after"]}}
    there = select(t.calls.c.id).where(t.calls.c.id.in_(sorted(ever))).limit(1)
    return bool(ever) and connection.execute(there).first() is None


def awaited(connection: Connection, calls: Iterable[str]) -> frozenset[str]:
    """Return those of the calls of which something is still on its way to the hub."""
    o = t.outbox.c
    under_way = select(o.record, o.parent).where(o.state.in_(UNDER_WAY))
    return frozenset(one for row in connection.execute(under_way) for one in row if one) & frozenset(calls)


def _erase_what_came_and_went(connection: Connection, call_id: str) -> None:
    """Erase what is kept of a call for the exchange with the hub: sent long ago, or as it came."""
    records = select(t.records.c.id).where(or_(t.records.c.id == call_id, t.records.c.parent == call_id))
    connection.execute(delete(t.succession).where(t.succession.c.record.in_(records)))
    for table, one in ((t.outbox, t.outbox.c.record), (t.records, t.records.c.id), (t.laid_aside, t.laid_aside.c.id)):
        connection.execute(delete(table).where(or_(one == call_id, table.c.parent == call_id)))


def _write_anew(connection: Connection, call: Row) -> None:
    new = new_id()
    began = call["started_at"][:13] + ":00:00Z"
    old_id = call["id"]
    coded = call | GONE | {
        "id": new, "number": ERASED + new[:12], "started_at": began, "filed_at": call["day"] + "T00:00:00Z",
        "missing": _only(call["missing"], OF_CALL),
    }  # fmt: skip
    connection.execute(insert(t.calls).values(**coded))
    for table in (t.call_qualifiers, t.call_help_offered):
        _copy(connection, table, table.c.call_id == old_id, {"call_id": new})
    persons = select(t.reported_persons).where(t.reported_persons.c.call_id == old_id)
    for found in connection.execute(persons).mappings().all():
        one = new_id()
        kept = dict(found) | GONE_OF_PERSON | {
            "id": one, "call_id": new, "started_at": began, "missing": _only(found["missing"], OF_PERSON),
        }  # fmt: skip
        connection.execute(insert(t.reported_persons).values(**kept))
        _copy(connection, t.person_forms, t.person_forms.c.person_id == found["id"], {"person_id": one})
        service = {"person_id": one, "service_id": None}
        _copy(connection, t.outcomes, t.outcomes.c.person_id == found["id"], service)


def _copy(connection: Connection, table: Table, which: Any, changed: Row) -> None:  # noqa: ANN401  # a condition
    rows = [dict(row) | changed for row in connection.execute(select(table).where(which)).mappings().all()]
    if rows:
        connection.execute(insert(table), rows)


def _only(missing: str, names: tuple[str, ...]) -> str:
    kept = {name: reason for name, reason in json.loads(missing).items() if name in names}
    return json.dumps(kept, separators=(",", ":"))
