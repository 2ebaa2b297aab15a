"""The week: on which weekday and at which hour of Brussels contacts begin."""

from collections.abc import Iterable
from datetime import UTC, datetime
from functools import cache

from workstation.domain.moments import local
from workstation.figures.around import Around, Counted, tally
from workstation.figures.dimensions import CHANNEL
from workstation.figures.spec import Cell, Figure, Scope, Tally


def needs(figure: Figure, scope: Scope) -> tuple[Tally, ...]:
    """Return the counts per hour (in UTC) and channel."""
    return (tally(figure, scope, CHANNEL),)


# hours that the clocks of Brussels are ahead of UTC
CLOCKS = {"w": 1, "s": 2}


@cache
def weekday_and_hour(hour: str) -> tuple[str, str]:
    """Return the weekday (1 is Monday) and the hour in Brussels of an hour in UTC: "2024-03-04T09" or "1wT09".

    The short one is for months without a change of clock: weekday in Brussels (0 is Sunday), winter or summer time.
    """
    if hour[1] in CLOCKS:
        return hour[0].replace("0", "7"), f"{(int(hour[3:]) + CLOCKS[hour[1]]) % 24:02}"
    there = local(datetime.fromisoformat(hour).replace(tzinfo=UTC))
    return str(there.isoweekday()), f"{there.hour:02}"


def cells(figure: Figure, counted: Counted, around: Around) -> Iterable[Cell]:
    """Return the calls per weekday and hour; e-mails, which know no opening hours, once more apart."""
    everything: dict[tuple[str, str], int] = {}
    mails: dict[tuple[str, str], int] = {}
    for (hour, channel), (n, _) in counted[needs(figure, around.scope)[0]].items():
        place = weekday_and_hour(hour)
        everything[place] = everything.get(place, 0) + n
        if channel == "email":
            mails[place] = mails.get(place, 0) + n
    for table, places in ((figure.id, everything), (f"{figure.id}m", mails)):
        for (weekday, hour), n in sorted(places.items()):
            label = f"{around.text(f'figures.weekday.{weekday}')} {hour} u"
            yield Cell(table, weekday, hour, label, n, None, None, None, str(n))
