"""Counts what a tally of `figures/spec.py` describes, by SQL over the vault's own tables."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Select,
    String,
    and_,
    case,
    cast,
    distinct,
    func,
    literal,
    literal_column,
    select,
)

from workstation.figures.spec import NOTHING, Counts, Scope, Tally, Unit
from workstation.store import tables as t

OF_CALL = (
    "channel", "contact_age", "contact_gender", "anonymous", "relation_to_victim", "team", "campaign", "heard_via",
    "urgency", "counsellor",
)  # fmt: skip
OF_PERSON = (
    "age_group", "gender", "problem_type", "context_family", "context_setting", "main_form", "violence_time",
    "province",
)  # fmt: skip
CODED = dict.fromkeys(OF_CALL, t.calls) | dict.fromkeys(OF_PERSON, t.reported_persons)


class Counting:
    """Counts in one connection; use one reading transaction for all counts of a report."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def count(self, tally: Tally) -> Counts:
        """Return how many there are per combination of codes. Only counted calls, whatever the unit."""
        keys = [_key(name) for name in tally.by]
        rows = self._connection.execute(_counting(tally, keys))
        return {tuple(row[: len(keys)]): (row[-2], row[-1] or 0) for row in rows}

    def count_all(self, tallies: Iterable[Tally]) -> dict[Tally, Counts]:
        """Return the counts of many tallies."""
        return {tally: self.count(tally) for tally in tallies}

    def years(self) -> tuple[int, ...]:
        """Return the years of which there are counted calls, oldest first."""
        rows = select(t.calls.c.year).where(t.calls.c.counted).distinct().order_by(t.calls.c.year)
        return tuple(self._connection.execute(rows).scalars())


def _counting(tally: Tally, keys: list[ColumnElement[str]]) -> Select[*tuple[Any, ...]]:
    what = func.count(distinct(t.outcomes.c.person_id)) if tally.persons else func.count()
    total = func.sum(t.calls.c[tally.total]) if tally.total else func.sum(0)
    # grouped by place: an expression with bound values in it is not recognised as the same one
    places: list[ColumnElement[Any]] = [literal_column(str(number + 1)) for number in range(len(keys))]
    return select(*keys, what, total).select_from(_source(tally.unit)).where(*_inside(tally.scope)).group_by(*places)


def _source(unit: Unit) -> FromClause:
    if unit is Unit.CALL:
        return t.calls
    persons = t.calls.join(t.reported_persons, t.reported_persons.c.call_id == t.calls.c.id)
    if unit is Unit.PERSON:
        return persons
    return persons.join(t.outcomes, t.outcomes.c.person_id == t.reported_persons.c.id)


def _inside(scope: Scope) -> list[ColumnElement[bool]]:
    c = t.calls.c
    wanted: list[ColumnElement[bool]] = [c.counted]
    if scope.year is not None:
        wanted.append(c.year == scope.year)
    if scope.first is not None:
        wanted.append(and_(c.year >= scope.first.year, c.day >= scope.first.isoformat()))
    if scope.last is not None:
        wanted.append(and_(c.year <= scope.last.year, c.day <= scope.last.isoformat()))
    if scope.team is not None:
        wanted.append(c.team == scope.team)
    if scope.channel is not None:
        wanted.append(c.channel == scope.channel)
    return wanted


def _key(name: str) -> ColumnElement[str]:
    c = t.calls.c
    if name in CODED:
        return _code(name)
    if name == "persons_in_call":
        of_call = select(func.count()).where(t.reported_persons.c.call_id == c.id)
        return cast(of_call.scalar_subquery(), String)
    plain: dict[str, ColumnElement[str]] = {
        "outcome": t.outcomes.c.code,
        "year": cast(c.year, String),
        "day": c.day,
        "month": func.substr(c.day, 6, 2),
        "hour": func.substr(c.started_at, 1, 13),
        "waited_s": func.coalesce(cast(c.waited_s, String), NOTHING),
        "handled_s": func.coalesce(cast(c.handled_s, String), NOTHING),
    }
    return plain[name]


def _code(name: str) -> ColumnElement[str]:
    table = CODED[name]
    column = table.c[name]
    reason = func.coalesce(func.json_extract(table.c.missing, f"$.{name}"), "not_asked")
    return case((column.is_(None), literal(NOTHING).op("||")(reason)), else_=column)
