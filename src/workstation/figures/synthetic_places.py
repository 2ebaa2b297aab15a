"""Real municipalities and services for synthetic calls, read from the shipped directory."""

import csv
import io
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from random import Random

from workstation import resources

TEAM_OF = {
    "Antwerpen": "antwerpen",
    "West-Vlaanderen": "noord_west_vlaanderen",
    "Limburg": "limburg",
    "Vlaams-Brabant": "oost_brabant",
    "Oost-Vlaanderen": "oost_vlaanderen",
}


@dataclass(frozen=True, slots=True)
class NamedService:
    """What a referral keeps of a directory entry."""

    id: str
    name: str
    category: str


@dataclass(frozen=True, slots=True)
class Places:
    """`towns` are (NIS code, team); `serving` goes by (outcome, NIS code), `everywhere` by outcome."""

    towns: tuple[tuple[str, str], ...]
    serving: dict[tuple[str, str], list[NamedService]]
    everywhere: dict[str, list[NamedService]]

    def service(self, outcome: str, town: str | None, random: Random) -> NamedService | None:
        """Return a service that leads to this outcome, near the town if one serves it; None when there is none."""
        near = self.serving.get((outcome, town), []) if town else []
        choice = near or self.everywhere.get(outcome, [])
        return random.choice(choice) if choice else None


def _rows(*parts: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(resources.read(*parts))))


@cache
def shipped_places() -> Places:
    """Return the places of the directory that came with the program."""
    outcome_of = {row["service_category"]: row["outcome"] for row in _rows("codebook", "outcome_from_service.csv")}
    towns = tuple(
        (row["nis_code"], TEAM_OF[row["province"]])
        for row in _rows("directory", "municipalities.csv")
        if row["province"] in TEAM_OF and not row["active_until"]
    )
    services = {
        row["id"]: (NamedService(row["id"], row["name"], row["category"]), row["coverage"])
        for row in _rows("directory", "services.csv")
    }
    serving: dict[tuple[str, str], list[NamedService]] = defaultdict(list)
    for row in _rows("directory", "coverage.csv"):
        if (found := services.get(row["service_id"])) and (outcome := outcome_of.get(found[0].category)):
            serving[outcome, row["nis_code"]].append(found[0])
    everywhere: dict[str, list[NamedService]] = defaultdict(list)
    for service, coverage in services.values():
        if coverage in {"flanders", "flanders+brussels", "belgium"} and service.category in outcome_of:
            everywhere[outcome_of[service.category]].append(service)
    return Places(towns, dict(serving), dict(everywhere))
