"""What belongs to a sealed call: what hangs under it, what names it, and a case in which no other call is left.

Whatever is not where it should be is moved by whoever may read both; so it does not matter in which order things were
written, nor at which station.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from workstation.domain.envelopes import GROUP
from workstation.domain.flat import MEMBERS, SIGNAL_CALL
from workstation.domain.flat_team import derived_id
from workstation.store import case_tables as c
from workstation.store import coordination_tables as k
from workstation.store import retention_tables as r
from workstation.store.record_rows import R, chunks
from workstation.store.streams import any_group, moving, of_a_group, sealed_calls


@dataclass(frozen=True, slots=True)
class Cases:
    """The cases that hold sealed calls: those that go along, each with its group, and those that stay."""

    sealed: Mapping[str, str]
    open: frozenset[str]


def family_of(connection: Connection, record: str) -> tuple[str, ...]:
    """Return a record and all that hangs under it, what hangs under something after that."""
    found, newest = [record], [record]
    while newest:
        rows: list[str] = []
        for some in chunks(newest):
            rows += connection.execute(select(R.id).where(R.parent.in_(some)).order_by(R.id)).scalars()
        newest = [one for one in rows if one not in found]
        found += newest
    return tuple(found)


def naming(connection: Connection, call: str) -> set[str]:
    """Return the records that name a call without hanging under it: acts on cases, signals, requests."""
    signals = connection.execute(select(k.signal_calls.c.signal_id).where(k.signal_calls.c.call_id == call)).scalars()
    found = {derived_id(SIGNAL_CALL, signal, call) for signal in signals}
    acts = select(c.case_acts.c.record).where(c.case_acts.c.moves.contains(call), c.case_acts.c.record.is_not(None))
    found |= set(connection.execute(acts).scalars())
    found |= set(connection.execute(select(r.requests.c.id).where(r.requests.c.subject.contains(call))).scalars())
    return found


def belonging_home(connection: Connection, call: str) -> tuple[str, ...]:
    """Return what comes back to the team with a call: all that belongs to it, and to no other sealed call."""
    others = {one for other in sealed_calls(connection) if other != call for one in naming(connection, other)}
    return (*family_of(connection, call), *sorted(naming(connection, call) - others))


def astray(connection: Connection, home: str) -> dict[str, str]:
    """Return the records that are not where they should be, with the stream each belongs in.

    What is in a group leaves it only for something known here that the team has: never because nothing is known.
    """
    if not any_group(connection):
        return {}
    sealed = sealed_calls(connection)
    wanted: dict[str, str] = {}
    for call, group in sealed.items():
        for one in (*family_of(connection, call), *naming(connection, call)):
            wanted.setdefault(one, group)
    cases = _cases(connection, sealed)
    for case, group in cases.sealed.items():
        for one in of_case(connection, case):
            wanted.setdefault(one, group)
    for case in cases.open:
        for one in of_case(connection, case):
            wanted.setdefault(one, home)
    for one in _under_the_teams(connection):
        wanted.setdefault(one, home)
    here = _streams(connection, wanted)
    return {one: to for one, to in wanted.items() if one in here and here[one] != to}


def _cases(connection: Connection, sealed: Mapping[str, str]) -> Cases:
    """Judge the cases that hold a sealed call, or that are in a group now."""
    link = c.case_calls.c
    in_group = select(R.id).where(of_a_group(R.stream))
    asked = set(connection.execute(select(link.case_id).where(link.case_id.in_(in_group))).scalars())
    for some in chunks(sealed):
        asked |= set(connection.execute(select(link.case_id).where(link.call_id.in_(some))).scalars())
    groups: dict[str, str] = {}
    opened = set()
    for case in asked:
        calls = set(connection.execute(select(link.call_id).where(link.case_id == case)).scalars())
        known = set(connection.execute(select(R.id).where(R.id.in_(sorted(calls)))).scalars())
        if known - sealed.keys():
            opened.add(case)
        elif known:
            groups[case] = min(sealed[one] for one in known)
    return Cases(groups, frozenset(opened))


def of_case(connection: Connection, case: str) -> set[str]:
    """Return a case with its acts and the codes of who called."""
    codes = select(c.caller_codes.c.id).where(c.caller_codes.c.case_id == case)
    acts = select(c.case_acts.c.record).join(c.case_act_cases, c.case_act_cases.c.act_id == c.case_acts.c.id)
    acts = acts.where(c.case_act_cases.c.case_id == case, c.case_acts.c.record.is_not(None))
    return {case, *connection.execute(codes).scalars(), *connection.execute(acts).scalars()}


def _under_the_teams(connection: Connection) -> set[str]:
    """Return what is in a group and hangs under a record that the team has again."""
    under_way = moving(connection)
    above = R.id.label("above")
    parents = select(above, R.stream.label("where")).subquery()
    rows = select(R.id, parents.c.above, parents.c.where).join(parents, parents.c.above == R.parent)
    rows = rows.where(of_a_group(R.stream), R.kind != MEMBERS)
    return {
        record
        for record, parent, where in connection.execute(rows)
        if not under_way.get(parent, str(where)).startswith(GROUP)
    }


def _streams(connection: Connection, records: Iterable[str]) -> dict[str, str]:
    under_way = moving(connection)
    found: dict[str, str] = {}
    for some in chunks(records):
        found |= dict(connection.execute(select(R.id, R.stream).where(R.id.in_(some))).all())
    return {record: under_way.get(record, stream) for record, stream in found.items()}
