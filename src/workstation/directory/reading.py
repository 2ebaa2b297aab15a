"""Reads the edition of the referral directory that came with the program."""

import csv
import hashlib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from workstation import resources
from workstation.domain.ids import ServiceId
from workstation.domain.services import Coverage, Municipality, Place, Service

FILES = ("municipalities.csv", "postcodes.csv", "services.csv", "coverage.csv")


@dataclass(frozen=True, slots=True)
class DirectoryEdition:
    """Everything of one edition. `edition` is made from the files themselves: another letter, another name."""

    municipalities: tuple[Municipality, ...]
    places: tuple[Place, ...]
    services: tuple[Service, ...]
    coverage: tuple[Coverage, ...]
    edition: str


def _rows(text: str) -> Iterator[tuple[dict[str, int], list[str]]]:
    """Yield column numbers and row; four times as fast as a dictionary a row."""
    lines = csv.reader(io.StringIO(text))
    columns = {name: number for number, name in enumerate(next(lines))}
    for line in lines:
        yield columns, line


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if text else None


def _several(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _municipalities(text: str) -> Iterator[Municipality]:
    for at, row in _rows(text):
        yield Municipality(
            nis_code=row[at["nis_code"]],
            name=row[at["name_nl"]],
            name_fr=row[at["name_fr"]],
            province=row[at["province"]],
            arrondissement=row[at["arrondissement"]],
            region=row[at["region"]],
            active_from=_day(row[at["active_from"]]),
            active_until=_day(row[at["active_until"]]),
            merged_into=row[at["merged_into_nis"]] or None,
        )


def _places(text: str) -> Iterator[Place]:
    for at, row in _rows(text):
        yield Place(
            row[at["postcode"]],
            row[at["place_name_nl"]],
            row[at["nis_code"]],
            row[at["former_nis_code"]] or None,
        )


def _services(text: str) -> Iterator[Service]:
    for at, row in _rows(text):
        yield Service(
            id=ServiceId(row[at["id"]]),
            category=row[at["category"]],
            name=row[at["name"]],
            description=row[at["short_description_nl"]],
            phone=row[at["phone"]],
            email=row[at["email"]],
            website=row[at["website"]],
            address=row[at["address"]],
            postcode=row[at["postcode"]],
            opening_hours=row[at["opening_hours"]],
            opening_spec=row[at["opening_hours_spec"]],
            audience=_several(row[at["audience"]]),
            topics=_several(row[at["topics"]]),
            languages=_several(row[at["languages"]]),
            cost=row[at["cost"]],
            anonymous=row[at["anonymous"]],
            coverage=row[at["coverage"]],
            source=row[at["source"]],
            checked_on=row[at["checked_on"]],
            confidence=row[at["confidence"]],
            notes=row[at["notes"]],
        )


def _coverage(text: str) -> Iterator[Coverage]:
    for at, row in _rows(text):
        yield Coverage(ServiceId(row[at["service_id"]]), row[at["nis_code"]], row[at["confidence"]])


def read_directory(municipalities: str, places: str, services: str, coverage: str) -> DirectoryEdition:
    """Return the edition that four CSV texts make (columns: see `resources/directory/SOURCES.md`)."""
    mark = hashlib.sha256(f"{municipalities}\0{places}\0{services}\0{coverage}".encode()).hexdigest()[:8]
    return DirectoryEdition(
        tuple(_municipalities(municipalities)),
        tuple(_places(places)),
        tuple(_services(services)),
        tuple(_coverage(coverage)),
        f"2026-{mark}",
    )


@cache
def shipped_directory() -> DirectoryEdition:
    """Return the shipped edition, read once; call it in a worker, it takes tens of milliseconds."""
    return read_directory(*(resources.read("directory", name) for name in FILES))
