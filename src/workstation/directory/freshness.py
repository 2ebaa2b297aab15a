"""How fresh and how sure an entry is, in words."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from workstation.domain.services import Service
from workstation.vocabulary.words import Words

OLD_AFTER_MONTHS = 24
VERY_OLD_AFTER_MONTHS = 60

# certainty of an entry or of a link, surest first
LEVELS = ("verified", "likely", "unverified")


@dataclass(frozen=True, slots=True)
class Freshness:
    """`confidence` of the entry (verified, likely, unverified); `link` of "it serves this place", None where no list
    of municipalities plays a part. `months` is the age of the source, None when it bears no date.
    """

    confidence: str
    link: str | None
    checked_on: str
    months: int | None
    words: str

    @property
    def stale(self) -> bool:
        """Whether the source is old or undated: then ask before you lean on it."""
        return self.months is None or self.months > OLD_AFTER_MONTHS

    @property
    def sure(self) -> bool:
        """Whether nothing about this entry or its link needs a caution."""
        return self.confidence != "unverified" and self.link != "unverified" and not self.stale


@lru_cache(maxsize=1024)
def months_between(checked_on: str, day: date) -> int | None:
    """Return the age in whole months of a year, a month or a day; a bare year counts from its last month."""
    parts = checked_on.split("-")
    if not parts[0].isdigit():
        return None
    month = int(parts[1]) if len(parts) > 1 else 12
    return max(0, (day.year - int(parts[0])) * 12 + day.month - month)


def date_words(checked_on: str, text: Words) -> str:
    """Return `november 2023`, or the bare year."""
    parts = checked_on.split("-")
    return " ".join((text(f"directory.month.{int(parts[1])}"), parts[0])) if len(parts) > 1 else parts[0]


def freshness(service: Service, link: str | None, day: date, text: Words) -> Freshness:
    """Return how fresh and sure an entry is on a day."""
    months = months_between(service.checked_on, day)
    level = service.confidence if service.confidence in LEVELS else LEVELS[-1]
    said = [text(f"directory.confidence.{level}")]
    if months is None:
        said.append(text("directory.age.undated"))
    else:
        said.append(text("directory.age.source_of", date=date_words(service.checked_on, text)))
        if months > OLD_AFTER_MONTHS:
            said.append(text("directory.age.years", years=months // 12))
    return Freshness(level, link, service.checked_on, months, ", ".join(said))
