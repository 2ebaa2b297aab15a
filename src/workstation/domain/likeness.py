"""Whether two calls look like each other: only so that somebody may look, never so that anything happens.

Only codes are compared, no word of a note. A likeness is told with its reasons, or not at all.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

from workstation.domain.ids import CallId

Reason = Literal["place", "same_day", "recent", "years", "age", "theme", "forms"]
PERIOD = timedelta(days=14)
RECENT = timedelta(days=3)
WEIGHTS: dict[Reason, int] = {"place": 2, "same_day": 2, "recent": 1, "years": 3, "age": 1, "theme": 1, "forms": 1}
ENOUGH = (
    7  # one town, one day, one age group and one theme are not; with a form of violence or a year of age they are
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is compared. `years` are ages as told, `ages` their bands; all of the reported persons together."""

    day: date
    places: frozenset[str] = frozenset()
    years: frozenset[int] = frozenset()
    ages: frozenset[str] = frozenset()
    themes: frozenset[str] = frozenset()
    forms: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Likeness:
    """A filed call that looks like the running one, and why."""

    call: CallId
    number: str
    started_at: datetime
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Other:
    """A filed call as it is compared."""

    call: CallId
    number: str
    started_at: datetime
    facts: Facts


def reasons(one: Facts, other: Facts) -> tuple[Reason, ...]:
    """Return in what two calls agree, the strongest first; without a town in common nothing."""
    if not one.places & other.places:
        return ()
    found: list[Reason] = ["place"]
    apart = abs(one.day - other.day)
    if not apart:
        found.append("same_day")
    elif apart <= RECENT:
        found.append("recent")
    if one.years & other.years:
        found.append("years")
    elif one.ages & other.ages:
        found.append("age")
    if one.themes & other.themes:
        found.append("theme")
    if one.forms & other.forms:
        found.append("forms")
    return tuple(found)


def most_alike(one: Facts, others: Iterable[Other]) -> Likeness | None:
    """Return the call that looks most like it, the newest of several; None when none does enough."""
    best: tuple[int, datetime, Likeness] | None = None
    for other in others:
        why = reasons(one, other.facts)
        weight = sum(WEIGHTS[reason] for reason in why)
        if weight >= ENOUGH and (best is None or (weight, other.started_at) > best[:2]):
            best = (weight, other.started_at, Likeness(other.call, other.number, other.started_at, why))
    return best[2] if best else None
