"""How times, lengths and codes are said on screen."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from workstation.domain.moments import local
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

DAYS = ("ma", "di", "wo", "do", "vr", "za", "zo")


def clock(moment: datetime) -> str:
    """Return `14:05`."""
    return f"{local(moment):%H:%M}"


def day(moment: datetime) -> str:
    """Return `zo 22/11`."""
    here = local(moment)
    return f"{DAYS[here.weekday()]} {here:%d/%m}"


def full_day(moment: datetime) -> str:
    """Return `zo 22/11/2026`."""
    here = local(moment)
    return f"{DAYS[here.weekday()]} {here:%d/%m/%Y}"


def day_and_clock(moment: datetime, now: datetime) -> str:
    """Return `14:05` for today, `vr 14:05` within a week, and the date before that."""
    here, today = local(moment).date(), local(now).date()
    if here == today:
        return clock(moment)
    if timedelta(0) < today - here < timedelta(days=7):
        return f"{DAYS[here.weekday()]} {clock(moment)}"
    return f"{local(moment):%d/%m} {clock(moment)}"


def length(span: timedelta) -> str:
    """Return `2 u 14` or `14 min`, rounded down; never less than nothing."""
    minutes = max(0, int(span.total_seconds()) // 60)
    return f"{minutes // 60} u {minutes % 60:02d}" if minutes >= 60 else f"{minutes} min"


def labels(codebook: Codebook, listed: str, codes: Iterable[str]) -> str:
    """Return the labels of some codes, joined."""
    return ", ".join(codebook.label(listed, code) for code in codes)


def minutes(count: int | None, text: Words) -> str:
    """Return `18 min`, or the word for a call that was not ended."""
    return text("said.not_ended") if count is None else text("said.minutes", count=count)
