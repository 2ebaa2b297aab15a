"""The coded side of the calls of a year, in the columns of a registration set. No narrative, no name, no place."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, Select, Table, func, select

from workstation.figures.registration_sets import CALL_COLUMNS, PERSON_COLUMNS
from workstation.store import tables as t

Line = tuple[str | None, ...]
AT_ONCE = 2000


class Registrations:
    """Streams rows in a fixed order: by beginning, then by id, then by place in the call."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def known(self, ids: Sequence[str]) -> frozenset[str]:
        """Return which of these ids are ids of calls that are kept; at most some thousand at once."""
        return frozenset(self._connection.execute(select(t.calls.c.id).where(t.calls.c.id.in_(ids))).scalars())

    def calls(self, year: int) -> Iterator[Line]:
        """Yield the columns of calls.csv; moments as they are kept, NULL as None; last the JSON of `missing`."""
        c = t.calls.c
        special = {
            "call_id": c.id,
            "qualifiers": _joined(t.call_qualifiers, t.call_qualifiers.c.call_id == c.id),
            "help_offered": _joined(t.call_help_offered, t.call_help_offered.c.call_id == c.id),
        }
        columns = _columns(CALL_COLUMNS, t.calls, special)
        yield from self._stream(select(*columns, t.calls.c.missing).where(t.calls.c.year == year).order_by(*_order()))

    def persons(self, year: int) -> Iterator[Line]:
        """Yield the columns of reported_persons.csv and the JSON of `missing`."""
        p = t.reported_persons.c
        special = {
            "person_id": p.id,
            "violence_forms": _joined(t.person_forms, t.person_forms.c.person_id == p.id),
        }
        columns = _columns(PERSON_COLUMNS, t.reported_persons, special)
        of_year = select(*columns, p.missing).join(t.calls, t.calls.c.id == p.call_id).where(t.calls.c.year == year)
        yield from self._stream(of_year.order_by(*_order(), p.position))

    def outcomes(self, year: int) -> Iterator[Line]:
        """Yield the columns of outcomes.csv."""
        p, o = t.reported_persons.c, t.outcomes.c
        of_year = (
            select(o.person_id, o.code, o.service_id)
            .join(t.reported_persons, p.id == o.person_id)
            .join(t.calls, t.calls.c.id == p.call_id)
            .where(t.calls.c.year == year)
        )
        yield from self._stream(of_year.order_by(*_order(), p.position, o.position))

    def _stream(self, rows: Select[*tuple[Any, ...]]) -> Iterator[Line]:
        found = self._connection.execution_options(yield_per=AT_ONCE).execute(rows)
        for row in found:
            yield tuple(None if value is None else str(value) for value in row)


def _order() -> tuple[Column[str], Column[str]]:
    return t.calls.c.started_at, t.calls.c.id


def _columns(names: tuple[str, ...], table: Table, special: Mapping[str, Any]) -> list[ColumnElement[Any]]:
    return [special[name] if name in special else table.c[name] for name in names]


def _joined(table: Table, mine: ColumnElement[bool]) -> ColumnElement[Any]:
    ordered = select(table.c.code).where(mine).order_by(table.c.position)
    codes = ordered.correlate(t.calls, t.reported_persons).subquery()
    return select(func.group_concat(codes.c.code, ";")).scalar_subquery()
