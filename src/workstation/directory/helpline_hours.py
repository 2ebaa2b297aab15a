"""When 1712 itself is open, channel by channel, as it was and is: the hours changed over the years."""

import csv
import io
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from workstation import resources
from workstation.directory.opening import UNKNOWN, Opening, opening
from workstation.domain.moments import local_day


@dataclass(frozen=True, slots=True)
class HelplineHours:
    """The hours of one channel (a code of list channel) from a day up to and including a day, None = still.

    `assumed` names what no source says: valid_from, valid_until.
    """

    channel: str
    spec: str
    valid_from: date
    valid_until: date | None
    assumed: frozenset[str]
    source: str


@dataclass(frozen=True, slots=True)
class Line:
    """A channel at a moment: open, closed, or not known."""

    channel: str
    opening: Opening


def read_hours(text: str) -> tuple[HelplineHours, ...]:
    """Return the hours of a CSV text (columns of `resources/helpline/opening_hours.csv`)."""
    return tuple(
        HelplineHours(
            row["channel"],
            row["opening_hours_spec"],
            date.fromisoformat(row["valid_from"]),
            date.fromisoformat(row["valid_until"]) if row["valid_until"] else None,
            frozenset(row["assumed"].split(";")) - {""},
            row["source"],
        )
        for row in csv.DictReader(io.StringIO(text))
    )


@cache
def shipped_hours() -> tuple[HelplineHours, ...]:
    """Return the hours that came with the program."""
    return read_hours(resources.read("helpline", "opening_hours.csv"))


def hours_on(channel: str, day: date) -> HelplineHours | None:
    """Return the hours that held for a channel on a day, None where no source says."""
    for hours in shipped_hours():
        if (
            hours.channel == channel
            and hours.valid_from <= day
            and (not hours.valid_until or day <= hours.valid_until)
        ):
            return hours
    return None


def channel_opening(channel: str, at: datetime) -> Opening:
    """Return whether a channel is open at a moment, and when that changes."""
    hours = hours_on(channel, local_day(at))
    return opening(hours.spec, at) if hours else UNKNOWN


def is_open(channel: str, at: datetime) -> bool | None:
    """Return whether a channel was, or is, open at a moment; None = not known, or it has no hours of its own."""
    return channel_opening(channel, at).open


def lines_open(at: datetime) -> tuple[Line, ...]:
    """Return every channel that has hours, in the order of the file, with whether it is open at a moment."""
    channels = dict.fromkeys(hours.channel for hours in shipped_hours())
    return tuple(Line(channel, channel_opening(channel, at)) for channel in channels)
