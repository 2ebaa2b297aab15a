"""What a search gives back."""

from dataclasses import dataclass
from datetime import datetime

from workstation.directory.freshness import Freshness
from workstation.directory.opening import Opening
from workstation.directory.places import PlaceHit
from workstation.domain.services import Service


@dataclass(frozen=True, slots=True)
class Hit:
    """A service found. `reasons` are Dutch phrases, the weightiest first: why it stands here.

    `opening_words` says in words what `opening` holds. `place` is the reading of the place it was found for, None
    when none was named or known. `warnings` are what the counsellor must know before naming it: no telephone number
    confirmed, coverage not sure, old source, someone wrote that it is wrong. `score` has meaning within one answer.
    """

    service: Service
    reasons: tuple[str, ...]
    opening: Opening
    freshness: Freshness
    score: float
    opening_words: str = ""
    warnings: tuple[str, ...] = ()
    place: PlaceHit | None = None


@dataclass(frozen=True, slots=True)
class GlanceLine:
    """One kind of service for a municipality. `service` None: none is known, and `words` says so.

    `link` says how sure it is that the service serves this municipality: verified, likely or unverified.
    """

    category: str
    title: str
    service: Service | None
    link: str | None
    words: str


@dataclass(frozen=True, slots=True)
class Glance:
    """The services of one municipality at a glance.

    `nis_code` is the municipality of today; `asked` the code that was asked for, which may be a former one.
    """

    asked: str
    nis_code: str
    municipality: str
    province: str
    lines: tuple[GlanceLine, ...]

    def of(self, category: str) -> Service | None:
        """Return the (first) service of a category, None when none is known."""
        return next((line.service for line in self.lines if line.category == category), None)


@dataclass(frozen=True, slots=True)
class Found:
    """An answer to one text at one moment.

    `places` are the readings of the place it names (none: empty); `puzzling` the words nothing is known of; `glance`
    is that of the likeliest place, None without one.
    """

    text: str
    at: datetime
    edition: str
    hits: tuple[Hit, ...]
    places: tuple[PlaceHit, ...] = ()
    puzzling: tuple[str, ...] = ()
    glance: Glance | None = None
