"""What was published before this product: totals per year, and the tables of 2024, each with its source."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from workstation import resources
from workstation.figures.around import Totals
from workstation.figures.spec import Cell


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


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """A cell of a report from before. `relation` is =, ~ (about), < or > as the text says it."""

    cell: Cell
    relation: str
    source: str
    note: str


def shipped_cells(year: int) -> tuple[PublishedCell, ...]:
    """Return the cells of a report that came with the program; none for a year of which only totals are known."""
    try:
        text = resources.read("figures", f"published_{year}.csv")
    except FileNotFoundError:
        return ()
    return tuple(
        PublishedCell(
            Cell(line["table_id"], line["row"], line["column"], line["label_nl"], _number(line["n"]),
                 _number(line["base_n"]), None, None, line["printed"]),
            line["relation"], line["source"], line["note"],
        )
        for line in csv.DictReader(io.StringIO(text))
    )  # fmt: skip


def _number(text: str) -> int | None:
    return int(text) if text else None
