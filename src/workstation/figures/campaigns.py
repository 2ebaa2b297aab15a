"""Campaigns: calls per open day in the window against two earlier stretches, with an interval and no causal word."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from math import exp, sqrt

from workstation.figures.around import Around, Counted
from workstation.figures.spec import Cell, Figure, Scope, Tally, Unit
from workstation.vocabulary.codebook import Code

FEWEST = 30  # calls, in the window and in the stretch it is compared with
Days = Mapping[date, int]


@dataclass(frozen=True, slots=True)
class Ratio:
    """Calls per open day in the window divided by those before; `low` and `high` hold it with 95 % (Poisson)."""

    value: float
    low: float
    high: float


def needs(figure: Figure, scope: Scope) -> tuple[Tally, ...]:
    """Return the calls per day, of the year and of the year before: campaigns are compared with both."""
    del figure
    if scope.year is None:
        return (Tally(Unit.CALL, ("day",), scope),)
    wider = Scope(
        first=date(scope.year - 1, 1, 1), last=date(scope.year, 12, 31), team=scope.team, channel=scope.channel
    )
    return (Tally(Unit.CALL, ("day",), wider),)


def cells(figure: Figure, counted: Counted, around: Around) -> Iterable[Cell]:
    """Return the calls per day of the year, then per campaign the ratio against 4 weeks and 52 weeks before."""
    days = {date.fromisoformat(day): n for (day,), (n, _) in counted[needs(figure, around.scope)[0]].items()}
    year = around.scope.year
    for day in sorted(days):
        if year in {None, day.year}:
            yield Cell(figure.id, day.isoformat(), "", day.isoformat(), days[day], None, None, None, str(days[day]))
    if year is None:
        return
    for campaign in around.codebook.of_list("campaign"):
        if campaign.valid_until and campaign.valid_from.year <= year <= campaign.valid_until.year:
            yield from _campaign(figure, campaign, days, around)


def _campaign(figure: Figure, campaign: Code, days: Days, around: Around) -> Iterable[Cell]:
    first, last = campaign.valid_from, campaign.valid_until or campaign.valid_from
    window = [first + timedelta(n) for n in range((last - first).days + 1)]
    inside = _open(window, days)
    weekdays = {day.weekday() for day in inside}
    month = [first - timedelta(n) for n in range(1, 29)]
    before = {
        "weeks_4": [day for day in _open(month, days) if day.weekday() in weekdays],
        "weeks_52": _open([day - timedelta(weeks=52) for day in window], days),
    }
    n = sum(days[day] for day in inside)
    for column, earlier in before.items():
        ratio = compare(n, len(inside), sum(days[day] for day in earlier), len(earlier))
        if ratio:
            printed = " ".join(f"{value:.2f}".replace(".", ",") for value in (ratio.value, ratio.low, ratio.high))
            label = f"{campaign.label} · {around.text(f'figures.row.{column}')}"
            yield Cell(figure.id, campaign.code, column, label, n, None, None, None, printed)


def _open(window: list[date], days: Days) -> list[date]:
    """Return the days of a stretch on which there was anyone to call: a day without any call was closed."""
    return [day for day in window if days.get(day)]


def compare(n: int, days: int, n_before: int, days_before: int) -> Ratio | None:
    """Return the ratio of two rates with its interval; None under thirty calls on either side."""
    if min(n, n_before) < FEWEST:
        return None
    value = (n / days) / (n_before / days_before)
    spread = exp(1.96 * sqrt(1 / n + 1 / n_before))
    return Ratio(value, value / spread, value * spread)
