"""Shares: counts by one or two dimensions, with percentages of everyone and of everyone known."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from workstation.figures.around import Around, Counted, is_known, ordered, row_of, tally
from workstation.figures.rounding import exact, percentage
from workstation.figures.spec import Base, Cell, Counts, Figure, Scope, Tally, Unit


@dataclass(slots=True)
class Pile:
    """How many there are, and how many of those are an answer; `keys` are the added-up keys of both."""

    n: int = 0
    known: int = 0
    keys: int = 0
    known_keys: int = 0

    def add(self, other: "Pile") -> None:
        """Put another pile on this one."""
        self.n += other.n
        self.known += other.known
        self.keys += other.keys
        self.known_keys += other.known_keys


def needs(figure: Figure, scope: Scope) -> tuple[Tally, ...]:
    """Return the one count a plain figure rests on."""
    return (tally(figure, scope),)


def cells(figure: Figure, counted: Counted, around: Around) -> Iterable[Cell]:
    """Return the cells of a plain or crossed count."""
    piles = fold(figure, counted[tally(figure, around.scope)], around)
    everyone = summed(piles.values())
    of_row: dict[str, Pile] = {}
    for (row, _), pile in piles.items():
        of_row[row] = summed((of_row.get(row, Pile()), pile))
    for key, pile in in_order(figure, piles, around):
        whole = of_row[key[0]] if figure.base is Base.ROW else everyone
        yield cell(figure, key, pile, whole, around)


def cell(figure: Figure, key: tuple[str, str], pile: Pile, whole: Pile, around: Around) -> Cell:
    """Return one cell with its percentages, or with its count alone where there is no base."""
    row, column = key
    axis = figure.across[0] if column == "" else figure.across[1]
    label = around.label(figure.across[0], row)
    if column:
        label = f"{label} · {around.label(axis, column)}"
    if figure.base is Base.NONE:
        return Cell(figure.id, row, column, label, pile.n, None, None, None, str(pile.n))
    known = exact(pile.known, whole.known) if (column or row) != axis.dimension.unknown else None
    printed = percentage(pile.n, whole.n, figure.decimals)
    return Cell(figure.id, row, column, label, pile.n, whole.n, exact(pile.n, whole.n), known, printed)


def fold(figure: Figure, counts: Counts, around: Around) -> dict[tuple[str, str], Pile]:
    """Return the piles per (row, column); codes that could be chosen and never were are piles of nobody."""
    piles: dict[tuple[str, str], Pile] = {}
    if len(figure.across) == 1:
        for code in around.valid(figure.across[0].dimension):
            if row := row_of(figure.across[0], code, around.codebook):
                piles[row, ""] = Pile()
    for codes, (n, keys) in counts.items():
        places = [row_of(axis, code, around.codebook) for axis, code in zip(figure.across, codes, strict=True)]
        if None in places:
            continue
        key = (str(places[0]), str(places[1]) if len(places) > 1 else "")
        # within a row what counts is whether the column is known; a plain table has one side only
        sides = (
            list(zip(figure.across, codes, strict=True))[-1:]
            if figure.base is Base.ROW
            else zip(figure.across, codes, strict=True)
        )
        known = all(is_known(axis.dimension, code) for axis, code in sides)
        piles.setdefault(key, Pile()).add(Pile(n, n, keys, keys) if known else Pile(n, 0, keys, 0))
    return piles


def summed(piles: Iterable[Pile]) -> Pile:
    """Return one pile of many."""
    whole = Pile()
    for pile in piles:
        whole.add(pile)
    return whole


def in_order(
    figure: Figure,
    piles: Mapping[tuple[str, str], Pile],
    around: Around,
) -> Iterable[tuple[tuple[str, str], Pile]]:
    """Yield the piles as the report prints them, empty ones of a crossed table too."""
    rows: dict[str, int] = {}
    columns: dict[str, int] = {}
    for (row, column), pile in piles.items():
        rows[row] = rows.get(row, 0) + pile.n
        columns[column] = columns.get(column, 0) + pile.n
    across = ordered(figure.across[1], columns, around.codebook) if len(figure.across) > 1 else [""]
    for row in ordered(figure.across[0], rows, around.codebook):
        for column in across:
            yield (row, column), piles.get((row, column), Pile())


def needs_persons_with(figure: Figure, scope: Scope) -> tuple[Tally, ...]:
    """Return the persons per outcome, and all persons."""
    by_outcome = tally(figure, scope)
    return (Tally(by_outcome.unit, by_outcome.by, scope, persons=True), Tally(Unit.PERSON, (), scope))


def persons_with(figure: Figure, counted: Counted, around: Around) -> Iterable[Cell]:
    """Return per outcome the persons who had it, as a share of all reported persons: adds to more than 100."""
    by_outcome, everyone = needs_persons_with(figure, around.scope)
    piles = fold(figure, counted[by_outcome], around)
    whole, _ = counted[everyone].get((), (0, 0))
    for key, pile in in_order(figure, piles, around):
        yield cell(figure, key, pile, Pile(whole, whole), around)
