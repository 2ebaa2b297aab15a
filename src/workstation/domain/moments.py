"""Time: aware and in UTC inside, Brussels on screen and for the day a call belongs to."""

import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

BRUSSELS = ZoneInfo("Europe/Brussels")

_MARKS = ("-", "-", "T", ":", ":", "Z")

Now = Callable[[], datetime]


def now() -> datetime:
    """Return the moment by the machine's wall clock, in UTC. Pass this in as `Now`; never call it in a rule."""
    return datetime.now(UTC)


def seconds_running() -> float:
    """Return seconds that only ever grow, whatever happens to the wall clock; on Linux they also count sleep."""
    boottime = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boottime is None else time.clock_gettime(boottime)


def local(moment: datetime) -> datetime:
    """Return the moment as a clock in Brussels shows it."""
    return moment.astimezone(BRUSSELS)


def local_day(moment: datetime) -> date:
    """Return the day in Brussels to which a moment belongs: codes and figures go by this day."""
    return local(moment).date()


def as_text(moment: datetime) -> str:
    """Return the form in which moments are kept: UTC, seconds, sortable as text."""
    return f"{moment.astimezone(UTC).isoformat(timespec='seconds')[:19]}Z"


def from_text(kept: str) -> datetime:
    """Return the moment again. Raises ValueError when the text is none of ours."""
    if len(kept) != 20 or (kept[4], kept[7], kept[10], kept[13], kept[16], kept[19]) != _MARKS:
        raise ValueError("a moment")
    return datetime.fromisoformat(kept)
