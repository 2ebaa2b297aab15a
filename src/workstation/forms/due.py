"""When a follow-up is due, read from how people say it: `do 14-16`, `morgen 10u`, `24/11`, `over 3 dagen voormiddag`.

A day without hours means the hours in which 1712 works; an hour without a day means its next time.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from workstation.domain.moments import BRUSSELS, local

WORKING = (time(9), time(17))
PARTS = {
    "voormiddag": (time(9), time(12)), "ochtend": (time(8), time(10)), "middag": (time(12), time(14)),
    "namiddag": (time(13), time(17)), "avond": (time(17), time(21)),
}  # fmt: skip
DAYS = ("maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag")
NEAR = {"vandaag": 0, "morgen": 1, "overmorgen": 2}
CLOCK = r"(\d{1,2})(?:\s*[:u.h]\s*(\d{2})?)?"
SPAN = re.compile(rf"{CLOCK}\s*(?:-|–|tot|en)\s*{CLOCK}$")
ONE = re.compile(rf"{CLOCK}$")
DATE = re.compile(r"(\d{1,2})/(\d{1,2})(?:/(\d{2,4}))?")
AWAY = re.compile(r"(?:over\s+)?(\d{1,2}|een)\s+(dag|dagen|week|weken|maand|maanden)\b")
IN_DAYS = {"dag": 1, "dagen": 1, "week": 7, "weken": 7, "maand": 30, "maanden": 30}


@dataclass(frozen=True, slots=True)
class Due:
    """A window in time, both ends with the zone of Brussels; a moment when both are alike."""

    since: datetime
    until: datetime


def read_due(typed: str, now: datetime) -> Due | None:
    """Return what is meant, None when it is not understood. What lies in the past is returned as it is."""
    words = " ".join(typed.casefold().replace("uur", "u").split())
    first, words = _day(words, local(now).date())
    last, rest = _until_day(words, local(now).date()) if first else (None, words)
    hours = _hours(re.sub(r"^(om|tussen|van|in de|op|vanaf)\b\s*", "", rest.strip()))
    if hours is None or (first is None and not rest.strip()):
        return None
    day = first or _next(hours[1], now)
    if last is not None and last < day:
        return None
    return Due(_at(day, hours[0]), _at(last or day, hours[1]))


def _day(words: str, today: date) -> tuple[date | None, str]:
    """Return the day a text begins with, and what comes after it."""
    if found := AWAY.match(words):
        count = 1 if found[1] == "een" else int(found[1])
        return today + timedelta(days=count * IN_DAYS[found[2]]), words[found.end() :].strip()
    if found := DATE.match(words):
        return _dated(found, today), words[found.end() :].strip()
    word, _, rest = words.partition(" ")
    if word in NEAR:
        return today + timedelta(days=NEAR[word]), rest
    named = next((at for at, name in enumerate(DAYS) if len(word) > 1 and name.startswith(word)), None)
    if named is None:
        return None, words
    return today + timedelta(days=(named - today.weekday()) % 7 or 7), rest


def _until_day(words: str, today: date) -> tuple[date | None, str]:
    """Return the last day of several, when a text goes on with one."""
    if found := re.match(r"(?:-|–|tot en met|t/m|tot)\s*", words):
        last, rest = _day(words[found.end() :], today)
        if last is not None:
            return last, rest
    return None, words


def _dated(found: re.Match[str], today: date) -> date | None:
    day, month = int(found[1]), int(found[2])
    year = int(found[3]) + (2000 if len(found[3]) == 2 else 0) if found[3] else today.year
    try:
        made = date(year, month, day)
        # without a year the next such day is meant; the last few days stay, to be told that they are over
        return made if found[3] or made >= today - timedelta(days=60) else made.replace(year=year + 1)
    except ValueError:
        return None


def _hours(words: str) -> tuple[time, time] | None:
    if not words:
        return WORKING
    if words in PARTS:
        return PARTS[words]
    if found := SPAN.match(words):
        since, until = _clock(found[1], found[2]), _clock(found[3], found[4])
        return (since, until) if since is not None and until is not None and since <= until else None
    if found := ONE.match(words):
        at = _clock(found[1], found[2])
        return (at, at) if at is not None else None
    return None


def _clock(hour: str, minute: str | None) -> time | None:
    found = int(hour), int(minute or 0)
    return time(*found) if found[0] < 24 and found[1] < 60 else None


def _next(until: time, now: datetime) -> date:
    here = local(now)
    return here.date() if until > here.time() else here.date() + timedelta(days=1)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, tzinfo=BRUSSELS)
