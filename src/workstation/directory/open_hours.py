"""How often each hour of the week was open: the base of a rate per open hour."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache

from workstation.directory.helpline_hours import is_open
from workstation.domain.moments import BRUSSELS

CHANNELS = ("phone", "chat")  # what has opening hours; e-mail is never closed


@cache
def open_hours(first: date, last: date, channel: str | None = None) -> Mapping[tuple[str, str], int]:
    """Return per (weekday "1" to "7", hour "00" to "23") how often it was open, both days included.

    An hour is open when a channel answers at half past; `channel` None: any that has hours.
    """
    channels = CHANNELS if channel is None else (channel,)
    found: dict[tuple[str, str], int] = {}
    for number in range((last - first).days + 1):
        day = first + timedelta(number)
        for hour in range(24):
            at = datetime(day.year, day.month, day.day, hour, 30, tzinfo=BRUSSELS).astimezone(UTC)
            if at.astimezone(BRUSSELS).hour != hour:
                continue  # the hour the clocks skip in March
            if any(is_open(one, at) for one in channels if one != "email"):
                place = (str(day.isoweekday()), f"{hour:02}")
                found[place] = found.get(place, 0) + 1
    return found
