"""Recent calls in a town, as they are compared: codes only."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import Connection, select

from workstation.domain.ids import CallId
from workstation.domain.likeness import Facts, Other
from workstation.domain.lines import CallFilters
from workstation.domain.moments import from_text, local_day
from workstation.store import tables as t
from workstation.store.call_lines import conditions

MOST = 200


def recent_calls_in(connection: Connection, places: Collection[str], filters: CallFilters) -> tuple[Other, ...]:
    """Return the newest calls that pass the filters and have a reported person in one of the towns."""
    c, p = t.calls.c, t.reported_persons.c
    # the days lead, by their index; in a day there are few calls
    rows = select(c.id, c.number, c.started_at).distinct().join(t.reported_persons, p.call_id == c.id)
    rows = rows.where(p.municipality.in_(sorted(places)), *conditions(filters))
    calls = connection.execute(rows.order_by(c.started_at.desc(), c.id.desc()).limit(MOST)).all()
    persons: dict[str, list[Any]] = defaultdict(list)
    forms: dict[str, set[str]] = defaultdict(set)
    ids = [call for call, _, _ in calls]
    told = select(p.call_id, p.municipality, p.age_years, p.age_group, p.problem_type).where(p.call_id.in_(ids))
    for row in connection.execute(told):
        persons[row.call_id].append(row)
    f = t.person_forms.c
    for call, code in connection.execute(
        select(p.call_id, f.code).join(t.person_forms, f.person_id == p.id).where(p.call_id.in_(ids))
    ):
        forms[call].add(code)
    return tuple(
        Other(CallId(call), number, from_text(began), _facts(began, persons[call], forms[call]))
        for call, number, began in calls
    )


def _facts(began: str, persons: list[Any], forms: set[str]) -> Facts:
    return Facts(
        day=local_day(from_text(began)),
        places=frozenset(one.municipality for one in persons if one.municipality),
        years=frozenset(one.age_years for one in persons if one.age_years is not None),
        ages=frozenset(one.age_group for one in persons if one.age_group and one.age_group != "unknown"),
        themes=frozenset(one.problem_type for one in persons if one.problem_type and one.problem_type != "unknown"),
        forms=frozenset(forms - {"unknown"}),
    )
