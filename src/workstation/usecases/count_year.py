"""Count a year: every figure of the annual report, as cells, from one consistent view of the store."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from workstation.figures.annual import FIGURES
from workstation.figures.around import Around, Totals
from workstation.figures.counting import cells_of, needed
from workstation.figures.published_years import published_totals
from workstation.figures.spec import Cell, Figure, Scope, Tally, Unit
from workstation.store.counting import Counting
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

if TYPE_CHECKING:  # a hub counts without any vault
    from workstation.store.vault import Vault

# kinds of figures that show other years too
BESIDE = frozenset({"totals", "growth", "evolution"})
Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class CountedYear:
    """The figures asked for, each with its cells in the order of the report, and the calls they rest on."""

    scope: Scope
    edition: str
    calls: int
    persons: int
    figures: tuple[tuple[Figure, tuple[Cell, ...]], ...]


def count_year(
    vault: "Vault",
    codebook: Codebook,
    text: Words,
    scope: Scope,
    figures: Sequence[Figure] = tuple(FIGURES.values()),
) -> CountedYear:
    """Return the figures of a scope. Years that are closed come from what was published, others are counted."""
    from workstation.store.publications import Publications

    with vault.reading() as work:
        approved = Publications(work.connection).totals()
        return count_in(Counting(work.connection), approved, codebook, text, scope, figures)


def count_in(  # whoever holds the rows: a vault, or what a hub may read
    counting: Counting, approved: dict[int, Totals], codebook: Codebook, text: Words, scope: Scope,
    figures: Sequence[Figure],
) -> CountedYear:  # fmt: skip
    """Return the figures of a scope over these rows."""
    tallies = needed(figures, scope)
    everyone = tuple(Tally(unit, (), scope) for unit in (Unit.CALL, Unit.PERSON))
    counted = counting.count_all((*tallies, *everyone))
    beside = any(figure.kind in BESIDE for figure in figures)
    years = _other_years(counting, approved, scope) if beside else {}
    around = Around(codebook, text, scope, years)
    calls, persons = (counted[tally].get((), (0, 0))[0] for tally in everyone)
    cells = tuple((figure, cells_of(figure, counted, around)) for figure in figures)
    return CountedYear(scope, codebook.edition, calls, persons, cells)


def _other_years(counting: Counting, approved: dict[int, Totals], scope: Scope) -> dict[int, Totals]:
    if (scope.team, scope.channel) != (None, None):
        return {}
    years = published_totals() | approved
    for year in counting.years():
        if year not in years and year != scope.year:
            calls, persons = (
                counting.count(Tally(unit, (), Scope(year=year))).get((), (0, 0))[0]
                for unit in (Unit.CALL, Unit.PERSON)
            )
            years[year] = Totals(calls, persons)
    return years
