"""Counts for which municipalities the program's own search and its glance find the services that must be found."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from workstation.directory.search import Finder
from workstation.domain.services import Municipality

MUST_BE_FOUND = ("politie", "caw", "vk", "ocmw")
_SHOWN = 5  # found means: among the first so many


@dataclass(frozen=True, slots=True)
class Count:
    """For one category: of how many municipalities, how many by searching and how many at a glance."""

    category: str
    group: str
    asked: int
    searched: int
    glanced: int
    missed: tuple[str, ...]

    @property
    def complete(self) -> bool:
        """Whether none was missed."""
        return self.asked > 0 and self.asked == self.searched == self.glanced

    def __str__(self) -> str:
        missed = f"  missed: {', '.join(self.missed)}" if self.missed else ""
        found = f"{self.searched}/{self.asked} by search  {self.glanced}/{self.asked} at a glance"
        return f"{self.category:8} {self.group:8} {found}{missed}"


def coverage_report(finder: Finder, former: Iterable[Municipality], at: datetime) -> tuple[Count, ...]:
    """Return the counts for every municipality of today in Flanders and Brussels and for each former one there.

    What is right is told by the links of the directory; by search means typing the category and the name. Former
    municipalities in Wallonia are counted apart: the directory holds the Dutch-speaking offer, nothing local there.
    """
    today = finder.places.municipalities("flanders", "brussels")
    merged = tuple(one for one in former if finder.places.region(one.nis_code) != "wallonia")
    return tuple(
        _count(finder, category, group, towns, at)
        for category in MUST_BE_FOUND
        for group, towns in (("today", today), ("merged", merged))
    )


def abroad(finder: Finder, former: Iterable[Municipality]) -> tuple[Municipality, ...]:
    """Return the former municipalities in Wallonia: found as places, with no local service, which the glance says."""
    return tuple(
        one
        for one in former
        if finder.places.region(one.nis_code) == "wallonia"
        and all(line.service is None and line.words for line in finder.at_a_glance(one.nis_code).lines)
    )


def _count(finder: Finder, category: str, group: str, towns: tuple[Municipality, ...], at: datetime) -> Count:
    searched = glanced = 0
    missed: list[str] = []
    for town in towns:
        right = finder.serving(town.nis_code, category)
        hits = {hit.service.id for hit in finder.find(f"{category} {town.name}", at=at, limit=_SHOWN)}
        seen = finder.at_a_glance(town.nis_code).of(category)
        searched += bool(right & hits)
        glanced += seen is not None and seen.id in right
        if not (right & hits and seen is not None and seen.id in right):
            missed.append(town.name)
    return Count(category, group, len(towns), searched, glanced, tuple(missed))


def report_lines(finder: Finder, former: tuple[Municipality, ...], at: datetime) -> Iterator[str]:
    """Yield the report as lines of text; the last one is `complete` or `NOT COMPLETE`."""
    counts = coverage_report(finder, former, at)
    yield from map(str, counts)
    if names := ", ".join(one.name for one in abroad(finder, former)):
        yield f"merged in Wallonia, outside the Dutch-speaking offer, said so: {names}"
    yield "complete" if all(count.complete for count in counts) else "NOT COMPLETE"
