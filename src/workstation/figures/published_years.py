"""Totals of the years that were published before this product, with the source of each."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from workstation import resources
from workstation.figures.around import Totals


@dataclass(frozen=True, slots=True)
class PublishedTotal:
    """One total of one year. `relation` is = for a number that was printed, ~ for one that follows from others."""

    year: int
    row: str
    n: int
    relation: str
    source: str


def shipped_totals() -> Iterator[PublishedTotal]:
    """Yield the totals that came with the program, oldest first."""
    for line in csv.DictReader(io.StringIO(resources.read("figures", "totals.csv"))):
        yield PublishedTotal(int(line["year"]), line["row"], int(line["n"]), line["relation"], line["source"])


def published_totals() -> dict[int, Totals]:
    """Return the published totals per year."""
    found: dict[int, dict[str, int]] = {}
    for total in shipped_totals():
        found.setdefault(total.year, {})[total.row] = total.n
    return {year: Totals(rows.get("calls"), rows.get("reported_persons")) for year, rows in found.items()}
