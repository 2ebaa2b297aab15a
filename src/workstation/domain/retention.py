"""What must be erased when: rules per kind of record, and what is decided about one call.

Source: retention table of the trust model (all periods are proposals that the controller can change with two
persons). Erasing takes the narrative and everything by which somebody could be recognised; the codes that are
counted stay, under a number that leads nowhere.
"""

import calendar
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Literal

Kind = Literal["narrative", "narrative_of_minor", "caller_code", "backup"]
Verdict = Literal["keep", "erase", "held", "waiting", "undecided"]


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time; `months` go by the calendar. Both 0 = at once."""

    months: int = 0
    days: int = 0

    def after(self, day: date) -> date:
        """Return the day on which the period that began on `day` is over."""
        years, month = divmod(day.month - 1 + self.months, 12)
        last = calendar.monthrange(day.year + years, month + 1)[1]
        return date(day.year + years, month + 1, min(day.day, last)) + timedelta(days=self.days)


# None: not decided by anybody; nothing of the kind is erased until somebody does
DEFAULTS: Mapping[Kind, Period | None] = {
    "narrative": Period(months=12),
    "narrative_of_minor": None,
    "caller_code": Period(months=6),
    "backup": Period(days=35),
}


@dataclass(frozen=True, slots=True)
class Hold:
    """A legal hold on a call: who set it, when and why."""

    by: str
    at: datetime
    reason: str


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What the rules ask of a call. `of_minor`: a person in it is under eighteen; `awaited`: the hub lacks it."""

    day: date
    of_minor: bool = False
    followed_up: bool = False
    held: bool = False
    awaited: bool = False


def verdict(facts: CallFacts, today: date, rules: Mapping[Kind, Period | None] = DEFAULTS) -> Verdict:
    """Return what happens to a call today. held: a legal hold · waiting: an open follow-up, or the hub lacks it."""
    period = rules["narrative_of_minor" if facts.of_minor else "narrative"]
    if period is None:
        usual = rules["narrative"]
        return "undecided" if usual is not None and usual.after(facts.day) <= today else "keep"
    if period.after(facts.day) > today:
        return "keep"
    if facts.held:
        return "held"
    return "waiting" if facts.followed_up or facts.awaited else "erase"
