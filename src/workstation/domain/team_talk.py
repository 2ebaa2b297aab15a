"""What a team tells each other: case discussion, signals to policy, announcements."""

from dataclasses import dataclass
from datetime import datetime

from workstation.domain.ids import CallId

SIGNAL_TAGS = (
    "waiting_list", "no_offer", "refused", "reachability", "cost", "language", "police", "justice", "youth_care",
    "housing", "online", "law", "other",
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class DiscussionPoint:
    """A call marked for the case discussion. `discussed_at` None = still on the agenda. `question`, `minutes` and
    `agreed` are people's own words.
    """

    id: str
    call: CallId
    number: str
    marked_at: datetime
    marked_by: str
    question: str
    team: str | None = None
    discussed_at: datetime | None = None
    minutes: str = ""
    agreed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signal:
    """What callers run into. `calls` is the number of calls behind it; which ones they are stays in the store."""

    id: str
    at: datetime
    counsellor: str
    tag: str
    text: str
    calls: int
    passed_on_at: datetime | None = None
    passed_on_to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcement:
    """Something everybody must know until a moment. `read_by`: how many said that they read it."""

    id: str
    at: datetime
    counsellor: str
    text: str
    until: datetime
    must_read: bool = True
    read_by: int = 0


FEWEST_TOLD = 5


def told_outside(calls: int) -> int | None:
    """Return the number of calls behind a signal as it may be told outside the team; None = fewer than five."""
    return calls if calls >= FEWEST_TOLD else None
