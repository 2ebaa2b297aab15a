"""Workload and wellbeing: one's own figures for oneself; the team's without names, never of fewer than five people.

The team's figures hold whole weeks only and end with the last one, so that everybody sees their own first. What a
person marks as heavy, and their breaks, stay with that person: the team's figures are made of calls alone.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from workstation.domain.shifts import Shift

FEWEST = 5
WEEKS = 6
WEEK = timedelta(days=7)
PARTS = (("morning", 0), ("afternoon", 13), ("evening", 17))  # of the day, each from an hour on


@dataclass(frozen=True, slots=True)
class WorkedCall:
    """One call as work: whose, the day and hour in Brussels, seconds of talk and of writing (None = not measured)."""

    counsellor: str
    team: str | None
    day: date
    hour: int
    talk_s: int | None
    wrap_up_s: int | None
    danger: bool


@dataclass(frozen=True, slots=True)
class Load:
    """The sum of some calls."""

    calls: int = 0
    talk_s: int = 0
    wrap_up_s: int = 0
    danger: int = 0


@dataclass(frozen=True, slots=True)
class OwnLoad:
    """What one person did: this week so far, the six weeks before, and what only that person knows."""

    this_week: Load
    before: tuple[tuple[date, Load], ...]
    heavy: int
    shifts: int
    without_break: int


@dataclass(frozen=True, slots=True)
class TeamWeek:
    """A week of the team, by its Monday. `load` None: fewer than FEWEST people took calls, so nothing is said."""

    monday: date
    people: int | None
    load: Load | None


def monday_of(day: date) -> date:
    """Return the Monday of a day's week."""
    return day - timedelta(days=day.weekday())


def load_of(calls: Iterable[WorkedCall]) -> Load:
    """Return the sum of calls."""
    found = list(calls)
    return Load(
        calls=len(found),
        talk_s=sum(one.talk_s or 0 for one in found),
        wrap_up_s=sum(one.wrap_up_s or 0 for one in found),
        danger=sum(one.danger for one in found),
    )


def own_load(calls: Sequence[WorkedCall], shifts: Sequence[Shift], me: str, today: date) -> OwnLoad:
    """Return one's own figures; `shifts` are one's own since the first of the weeks."""
    mine = [one for one in calls if one.counsellor == me]
    now = monday_of(today)
    ended = [one for one in shifts if one.ended_at is not None]
    return OwnLoad(
        this_week=load_of(one for one in mine if one.day >= now),
        before=tuple((monday, load_of(_of_week(mine, monday))) for monday in _mondays(today)),
        heavy=sum(len(one.heavy_calls) for one in shifts),
        shifts=len(shifts),
        without_break=sum(not one.breaks for one in ended),
    )


def team_weeks(calls: Sequence[WorkedCall], today: date) -> tuple[TeamWeek, ...]:
    """Return the whole weeks before this one, newest first. There is no total: it would tell a week left out."""
    found = []
    for monday in _mondays(today):
        week = _of_week(calls, monday)
        people = len({one.counsellor for one in week})
        told = people >= FEWEST
        found.append(TeamWeek(monday, people if told else None, load_of(week) if told else None))
    return tuple(found)


def parts_of_day(calls: Sequence[WorkedCall], today: date) -> tuple[tuple[str, int], ...]:
    """Return how many calls began in each part of the day, over the weeks of which anything is told.

    All parts or none: where one part is the work of fewer than FEWEST people, the others and the total would tell it.
    """
    told = [week.monday for week in team_weeks(calls, today) if week.load is not None]
    people: dict[str, set[str]] = defaultdict(set)
    counts: dict[str, int] = defaultdict(int)
    for one in calls:
        if monday_of(one.day) in told:
            part = next(name for name, since in reversed(PARTS) if one.hour >= since)
            people[part].add(one.counsellor)
            counts[part] += 1
    if any(len(one) < FEWEST for one in people.values()):
        return ()
    return tuple((name, counts[name]) for name, _ in PARTS if name in counts)


def _mondays(today: date) -> list[date]:
    return [monday_of(today) - WEEK * back for back in range(1, WEEKS + 1)]


def _of_week(calls: Iterable[WorkedCall], monday: date) -> list[WorkedCall]:
    return [one for one in calls if monday <= one.day < monday + WEEK]
