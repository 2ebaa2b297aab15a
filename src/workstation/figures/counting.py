"""From declarations to counts to cells: which counts a set of figures needs, and what they become."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from workstation.figures import campaigns, completeness, durations, shares, week, years
from workstation.figures.around import Around, Counted
from workstation.figures.spec import Cell, Figure, Scope, Tally


@dataclass(frozen=True, slots=True)
class Maker:
    """How a kind of figure is made: what must be counted, and how counts become cells."""

    needs: Callable[[Figure, Scope], tuple[Tally, ...]]
    cells: Callable[[Figure, Counted, Around], Iterable[Cell]]


MAKERS = {
    "shares": Maker(shares.needs, shares.cells),
    "persons_with": Maker(shares.needs_persons_with, shares.persons_with),
    "totals": Maker(years.needs, years.totals),
    "growth": Maker(years.needs, years.growth),
    "evolution": Maker(years.needs, years.evolution),
    "durations": Maker(durations.needs, durations.cells),
    "workload": Maker(durations.needs_workload, durations.workload),
    "campaigns": Maker(campaigns.needs, campaigns.cells),
    "week": Maker(week.needs, week.cells),
    "completeness": Maker(completeness.needs, completeness.cells),
}


def needed(figures: Sequence[Figure], scope: Scope) -> tuple[Tally, ...]:
    """Return every count these figures rest on, each once."""
    return tuple(dict.fromkeys(tally for figure in figures for tally in MAKERS[figure.kind].needs(figure, scope)))


def cells_of(figure: Figure, counted: Counted, around: Around) -> tuple[Cell, ...]:
    """Return the cells of a figure in the order of the report."""
    return tuple(MAKERS[figure.kind].cells(figure, counted, around))
