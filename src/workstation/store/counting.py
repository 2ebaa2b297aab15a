"""Counts what a tally of `figures/spec.py` describes, by SQL over the vault's own tables."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    FromClause,
    Function,
    Select,
    String,
    and_,
    case,
    cast,
    column,
    distinct,
    func,
    literal,
    select,
    table,
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
PERSON, OF, SUMMED, COPY, KEY = "counted_person", "of_person", "summed_", "copied_for_counting", "record_key"
CODED = dict.fromkeys(OF_CALL, t.calls) | dict.fromkeys(OF_PERSON, t.reported_persons)


FEW = 3  # tallies of one unit and scope; from there on a copy of the columns pays


class Counting:
    """Counts in one connection; use one reading transaction for all counts of a report.

    `key_of` gives the key of a record for tallies that are keyed; without it they are refused with ValueError.
    """

    def __init__(self, connection: Connection, key_of: Callable[[str], int] | None = None) -> None:
        self._connection = connection
        self._keyed = key_of is not None
        if key_of:
            connection.connection.driver_connection.create_function(KEY, 1, key_of)  # type: ignore[union-attr]

    def count(self, tally: Tally) -> Counts:
        """Return how many there are per combination of codes. Only counted calls, whatever the unit."""
        columns = {name: _key(name) for name in tally.by}
        columns |= {SUMMED + name: t.calls.c[name] for name in (tally.total,) if name}
        columns |= {PERSON: t.outcomes.c.person_id} if tally.persons else {}
        columns |= {KEY: self._key_of(tally.unit)} if tally.keyed else {}
        return self._grouped(tally, _rows(tally.unit, tally.scope, columns).subquery())

    def count_all(self, tallies: Iterable[Tally]) -> dict[Tally, Counts]:
        """Return the counts of many tallies: the rows of a unit are joined once, not once per tally.

        Outcomes are found from the copy of their persons, where there is one.
        """
        together: dict[Scope, dict[Unit, list[Tally]]] = {}
        for tally in tallies:
            together.setdefault(tally.scope, {}).setdefault(tally.unit, []).append(tally)
        found: dict[Tally, Counts] = {}
        for scope, units in together.items():
            found |= self._of_unit(Unit.CALL, scope, units.get(Unit.CALL, ()))
            outcomes = units.get(Unit.OUTCOME, ())
            found |= self._of_unit(Unit.PERSON, scope, units.get(Unit.PERSON, ()), outcomes)
            left = [tally for tally in outcomes if tally not in found]
            found |= self._of_unit(Unit.OUTCOME, scope, left)
        return found

    def _of_unit(
        self, unit: Unit, scope: Scope, asked: Sequence[Tally], outcomes: Sequence[Tally] = ()
    ) -> dict[Tally, Counts]:
        found: dict[Tally, Counts] = {}
        alike = [tally for tally in asked if not _plain_total(tally) or len(asked) == 1]
        if len(alike) < FEW:
            found |= {tally: self.count(tally) for tally in alike}
        else:
            with self._copied(unit, scope, (*alike, *outcomes), persons=bool(outcomes)) as copy:
                found |= {tally: self._grouped(tally, copy) for tally in alike}
                found |= {tally: self._grouped(tally, self._outcomes(tally, copy)) for tally in outcomes}
        return found | {tally: self._total(tally, alike, found) for tally in asked if tally not in found}

    def _outcomes(self, tally: Tally, persons: FromClause) -> FromClause:
        """Return the outcomes of a copy of persons, with what the tally needs."""
        columns: dict[str, ColumnElement[Any]] = {
            name: t.outcomes.c.code if name == "outcome" else persons.c[name] for name in tally.by
        }
        columns |= {PERSON: t.outcomes.c.person_id} if tally.persons else {}
        columns |= {KEY: self._key_of(Unit.OUTCOME)} if tally.keyed else {}
        rows = persons.join(t.outcomes, t.outcomes.c.person_id == persons.c[OF])
        return select(*_named(columns)).select_from(rows).subquery()

    def _total(self, tally: Tally, alike: Iterable[Tally], found: Mapping[Tally, Counts]) -> Counts:
        """Return how many rows there are: as many as in all groups of another count of the same rows."""
        other = next((one for one in alike if not one.persons), None)
        if other is None:
            return self.count(tally)
        number = sum(n for n, _ in found[other].values())
        return {(): (number, 0)} if number else {}

    def years(self) -> tuple[int, ...]:
        """Return the years of which there are counted calls, oldest first."""
        rows = select(t.calls.c.year).where(t.calls.c.counted).distinct().order_by(t.calls.c.year)
        return tuple(self._connection.execute(rows).scalars())

    def forget_keys(self) -> None:
        """Let go of what gives the keys: call this before the connection goes back to its pool."""
        if self._keyed:
            self._connection.connection.driver_connection.create_function(KEY, 1, None)  # type: ignore[union-attr]

    def _grouped(self, tally: Tally, rows: FromClause) -> Counts:
        found = self._connection.execute(_counting(tally, rows))
        return {tuple(row[:-2]): (row[-2], row[-1] or 0) for row in found if row[-2]}

    def _key_of(self, unit: Unit) -> ColumnElement[Any]:
        if not self._keyed:
            raise ValueError("no keys were given for this count")
        record = {Unit.CALL: t.calls.c.id, Unit.PERSON: t.reported_persons.c.id, Unit.OUTCOME: t.outcomes.c.person_id}
        return Function(KEY, record[unit])

    @contextmanager
    def _copied(self, unit: Unit, scope: Scope, tallies: Sequence[Tally], *, persons: bool) -> Iterator[FromClause]:
        """Give the columns asked for as a table of their own, in memory, for as long as the block lasts.

        `persons`: with the id of the person of each row.
        """
        names = dict.fromkeys(
            name for tally in tallies for name in tally.by if unit is not Unit.PERSON or name != "outcome"
        )
        columns: dict[str, ColumnElement[Any]] = {name: _key(name) for name in names}
        columns |= {SUMMED + tally.total: t.calls.c[tally.total] for tally in tallies if tally.total}
        if unit is Unit.OUTCOME and any(tally.persons for tally in tallies):
            columns[PERSON] = t.outcomes.c.person_id
        columns |= {OF: t.reported_persons.c.id} if persons else {}
        columns |= {KEY: self._key_of(unit)} if any(tally.keyed and tally.unit is unit for tally in tallies) else {}
        execute = self._connection.exec_driver_sql
        made = _rows(unit, scope, columns).compile(self._connection, compile_kwargs={"literal_binds": True})
        only_reading = execute("PRAGMA query_only").scalar()
        # temporary tables live in memory (engine.py); the switch would forbid even them
        execute("PRAGMA query_only=OFF")
        try:
            execute(f"CREATE TEMP TABLE {COPY} AS {made}")
            try:
                yield table(COPY, *(column(name) for name in columns))
            finally:
                execute(f"DROP TABLE {COPY}")
        finally:
            execute(f"PRAGMA query_only={only_reading}")


def _plain_total(tally: Tally) -> bool:
    return not (tally.by or tally.persons or tally.total or tally.keyed)


def statement_of(tally: Tally) -> Select[*tuple[Any, ...]]:
    """Return the one statement that counts a tally by itself, without keys of records."""
    columns = {name: _key(name) for name in tally.by}
    columns |= {SUMMED + name: t.calls.c[name] for name in (tally.total,) if name}
    columns |= {PERSON: t.outcomes.c.person_id} if tally.persons else {}
    return _counting(tally, _rows(tally.unit, tally.scope, columns).subquery())


def rows_of(unit: Unit, scope: Scope, names: Iterable[str]) -> Select[*tuple[Any, ...]]:
    """Return the statement that gives these dimensions of every counted row."""
    return _rows(unit, scope, {name: _key(name) for name in names})


def _counting(tally: Tally, rows: FromClause) -> Select[*tuple[Any, ...]]:
    keys: list[ColumnElement[Any]] = [rows.c[name] for name in tally.by]
    what = func.count(distinct(rows.c[PERSON])) if tally.persons else func.count()
    total = func.sum(rows.c[SUMMED + tally.total]) if tally.total else literal(0)
    if tally.keyed:
        total = func.sum(distinct(rows.c[KEY])) if tally.persons else func.sum(rows.c[KEY])
    return select(*keys, what, total).select_from(rows).group_by(*keys)


def _rows(unit: Unit, scope: Scope, columns: Mapping[str, ColumnElement[Any]]) -> Select[*tuple[Any, ...]]:
    return select(*_named(columns)).select_from(_source(unit)).where(*_inside(scope))


def _named(columns: Mapping[str, ColumnElement[Any]]) -> list[ColumnElement[Any]]:
    return [key.label(name) for name, key in (columns or {"one": literal(1)}).items()]


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
        "hour": _hour(),
        "waited_s": func.coalesce(cast(c.waited_s, String), NOTHING),
        "handled_s": func.coalesce(cast(c.handled_s, String), NOTHING),
    }
    return plain[name]


def _hour() -> ColumnElement[str]:
    """Return the hour as `week.py` reads it: a few hundred groups instead of one for every hour of the year."""
    c, month = t.calls.c, func.substr(t.calls.c.day, 6, 2)
    season = case((month.between("04", "09"), literal("s")), else_=literal("w"))
    short = func.strftime("%w", c.day).concat(season).concat(func.substr(c.started_at, 11, 3))
    # the clocks change in March and October
    return case((month.in_(("03", "10")), func.substr(c.started_at, 1, 13)), else_=short)


def _code(name: str) -> ColumnElement[str]:
    there = CODED[name]
    code = there.c[name]
    reason = func.coalesce(func.json_extract(there.c.missing, f"$.{name}"), "not_asked")
    return case((code.is_(None), literal(NOTHING).op("||")(reason)), else_=code)
