"""Upkeep of the directory: what should be looked at again, and what callers told of a service."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Literal, get_args

from workstation.domain.ids import ServiceId
from workstation.domain.services import Remark, Service

ServiceOutcome = Literal["reached", "waiting_list", "refused", "wrong_number"]
SERVICE_OUTCOMES: tuple[ServiceOutcome, ...] = get_args(ServiceOutcome)
# below this number of answers nothing is said of a service: one bad day is no pattern
ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Feedback:
    """How often what was told of a service; `weeks`: waiting times in weeks, as told."""

    service: ServiceId
    counts: Mapping[str, int]
    weeks: tuple[int, ...] = ()

    @property
    def total(self) -> int:
        """How many answers there are."""
        return sum(self.counts.values())

    @property
    def typical_wait(self) -> float | None:
        """The middle waiting time in weeks; None with fewer than ENOUGH answers."""
        return median(self.weeks) if len(self.weeks) >= ENOUGH else None

    @property
    def reached(self) -> int:
        """How often somebody was helped there."""
        return self.counts.get("reached", 0)

    @property
    def wrong_numbers(self) -> int:
        """How often the number was wrong; once is enough to look."""
        return self.counts.get("wrong_number", 0)

    @property
    def hard_to_reach(self) -> bool:
        """Whether people were refused or had to wait more often than not, with ENOUGH answers to say so."""
        hard = self.counts.get("refused", 0) + self.counts.get("waiting_list", 0)
        return self.total >= ENOUGH and hard * 2 > self.total


@dataclass(frozen=True, slots=True)
class UpkeepLine:
    """An entry to look at. `why`: codes of remark, wrong_number, outcomes, stale, unverified, no_phone."""

    service: Service
    why: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()
    feedback: Feedback | None = None


@dataclass(frozen=True, slots=True)
class EntryVersion:
    """One version in the history of an entry: what it said, who wrote it and when, what differs from the one before.

    `verified`: only the date and the source of checking changed; nobody edited a word.
    """

    service: Service
    at: datetime
    by: str
    changed: tuple[str, ...]

    @property
    def verified(self) -> bool:
        """Whether this version is a verification."""
        return bool(self.changed) and set(self.changed) <= {"checked_on", "confidence", "source"}
