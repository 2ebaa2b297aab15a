"""The second method: small numbers are left out, and others beside them, until nothing can be worked out.

1 to 4 is hidden wherever it is told. Then the attacker tries; where he still comes too close, the smallest number
beside it is hidden too, and so on. Nought is shown as nought, so who knows the method knows a hidden number is 1 or
more. What is exact stays exact; in return some of it is missing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from workstation.figures.around import Around, Counted
from workstation.figures.attacker import NARROWEST, SMALL, Cells, Finding, Interval, Release, attack
from workstation.figures.disclosure import SMALLEST_BASE, WITHHELD
from workstation.figures.publications import PublishedTable
from workstation.figures.rounding import exact, percentage
from workstation.figures.shares import Pile, in_order, summed
from workstation.figures.spec import WHOLE, Base, Cell, Figure
from workstation.figures.telling import MANY, THRESHOLD, Where, merged, releases_of, where

ROUNDS = 60
ONE_DECIMAL_FROM = 200  # under this base whole percentages only
Blamed = Callable[[Iterable[Finding]], Sequence[Finding]]


def primary(releases: Sequence[Release]) -> frozenset[Where]:
    """Return the numbers from 1 to 4."""
    return frozenset(
        where(release, cell)
        for release in releases
        for cell, interval in release.cells.items()
        if 1 <= interval.n <= SMALL
    )


def hidden_in(new: Sequence[Release], before: Sequence[Release], blamed: Blamed) -> frozenset[Where]:
    """Return what must be hidden in new tables, told exactly, beside tables that are out already. Raises TooMuch.

    When nothing is left to hide, the rest is returned as it is: whoever publishes lets the attacker judge.
    """
    hidden = primary(new)
    for _ in range(ROUNDS):
        masked = [_masked(release, hidden) for release in new]
        narrow = blamed(attack((*before, *masked)))
        more: set[Where] = set()
        for finding in narrow:
            more |= _partner(finding, new, hidden | more)
        if not more:
            break
        hidden |= more
    return hidden


def _masked(release: Release, hidden: frozenset[Where]) -> Release:
    cells = {
        cell: Interval(interval.n, 1, MANY) if where(release, cell) in hidden else interval
        for cell, interval in release.cells.items()
    }
    return replace(release, cells=cells)


def _lines(release: Release) -> Iterator[list[Cells]]:
    """Yield the cells that differ in one dimension only: they add up to something that may be known."""
    for at, dimension in enumerate(release.dimensions):
        if dimension in release.summed:
            continue
        lines: dict[Cells, list[Cells]] = {}
        for cell in release.cells:
            lines.setdefault(cell[:at] + cell[at + 1 :], []).append(cell)
        yield from (line for line in lines.values() if len(line) > 1)


def _smallest(release: Release, line: Iterable[Cells], hidden: Iterable[Where]) -> list[Where]:
    gone = frozenset(hidden)
    shown = [cell for cell in line if release.cells[cell].n and where(release, cell) not in gone]
    best = min(shown, key=lambda cell: (release.cells[cell].n, sorted(map(sorted, cell))), default=None)
    return [where(release, best)] if best else []


def _partner(finding: Finding, releases: Sequence[Release], hidden: Iterable[Where]) -> set[Where]:
    """Return one more number to hide for a number that is too well known: beside it, else around it."""
    for release in releases:
        if release.name != finding.table or finding.cell not in release.cells:
            continue
        gone = frozenset(hidden)
        if rectangle := _rectangle(release, finding.cell, gone):
            return rectangle
        lines = [line for line in _lines(release) if finding.cell in line]
        lines.sort(key=lambda line: sum(release.cells[c].n for c in line if where(release, c) in gone))
        for line in lines:
            if found := _smallest(release, line, hidden):
                return set(found)
    around = [
        (interval.n, where(release, cell))
        for release in releases
        for cell, interval in release.cells.items()
        if interval.n and _takes_in(release, cell, finding, releases) and where(release, cell) not in hidden
    ]
    return {min(around, key=lambda one: one[0])[1]} if around else set()


def _rectangle(release: Release, cell: Cells, gone: frozenset[Where]) -> set[Where]:
    """Return three numbers that make a rectangle with this one, so that all four can move; the least that does.

    One corner can go up as far as its two neighbours can go down, and down as far as itself and the corner across.
    """
    lines = [line for line in _lines(release) if cell in line]
    if len(lines) != 2:
        return set()
    counts = {one: interval.n for one, interval in release.cells.items() if interval.n}
    best: tuple[int, set[Where]] | None = None
    for beside in lines[0]:
        for below in lines[1]:
            across = tuple(b if b != c else a for a, b, c in zip(beside, below, cell, strict=True))
            corners = (beside, below, across)
            if cell in {beside, below} or not all(corner in counts for corner in corners):
                continue
            room = min(counts[beside], counts[below]) - 1 + min(counts[cell], counts[across]) - 1
            fresh = [corner for corner in corners if where(release, corner) not in gone]
            cost = sum(counts[corner] for corner in fresh)
            if room >= NARROWEST - 1 and fresh and (best is None or cost < best[0]):
                best = cost, {where(release, corner) for corner in fresh}
    return best[1] if best else set()


def _takes_in(release: Release, cell: Cells, finding: Finding, releases: Sequence[Release]) -> bool:
    """Return whether a cell is a wider group around the finding, but not everyone."""
    own = next(
        (dict(zip(one.dimensions, finding.cell, strict=True)) for one in releases if one.name == finding.table), {}
    )
    place = where(release, cell)
    return bool(place) and all(name in own and own[name] <= group for name, group in place)


def suppressed(figure: Figure, counted: Counted, around: Around, hidden: frozenset[Where]) -> Iterator[Cell]:
    """Return the cells of a figure as they may leave the house: exact, or a full stop."""
    piles, groups = merged(figure, counted, around, THRESHOLD)
    places = _places(figure, counted, around)
    everyone = summed(piles.values())
    of_row: dict[str, Pile] = {}
    for (row, _), pile in piles.items():
        of_row.setdefault(row, Pile()).add(pile)
    for key, pile in in_order(figure, piles, around):
        codes = tuple(groups[at][code] for at, code in enumerate(key) if code)
        own, base = places(codes), places(codes[:1] if figure.base is Base.ROW else ())
        whole = of_row[key[0]] if figure.base is Base.ROW else everyone
        yield _cell(figure, key, None if own in hidden else pile.n, None if base in hidden else whole.n, around)


def _places(figure: Figure, counted: Counted, around: Around) -> Callable[[tuple[frozenset[str], ...]], Where]:
    """Return what makes a number's place of the codes of its row and column."""
    first = next(iter(releases_of(figure, counted, around, THRESHOLD)))
    own = tuple(axis.dimension.name for axis in figure.across)
    some = next(iter(first.cells), ())
    part = [(name, group) for name, group in zip(first.dimensions, some, strict=False) if name not in own]
    return lambda codes: frozenset((*zip(own, codes, strict=False), *part))


def _cell(figure: Figure, key: tuple[str, str], n: int | None, base: int | None, around: Around) -> Cell:
    row, column = key
    label = around.label(figure.across[0], row) + (f" · {around.label(figure.across[1], column)}" if column else "")
    if figure.base is Base.NONE:
        return Cell(figure.id, row, column, label, n, None, None, None, WITHHELD if n is None else str(n))
    if n is None or base is None or base < SMALLEST_BASE:
        return Cell(figure.id, row, column, label, n, base, None, None, WITHHELD)
    decimals = figure.decimals if base >= ONE_DECIMAL_FROM else WHOLE
    return Cell(figure.id, row, column, label, n, base, exact(n, base), None, percentage(n, base, decimals))


def hidden_before(table: PublishedTable, figure: Figure, counted: Counted, around: Around) -> frozenset[Where]:
    """Return what was hidden in a table that is out, as places."""
    _, groups = merged(figure, counted, around, THRESHOLD)
    places = _places(figure, counted, around)
    found = {
        places(tuple(groups[at].get(code, frozenset()) for at, code in enumerate(key) if code))
        for key in table.hidden
    }
    if figure.base is Base.ROW:
        found |= {places((groups[0].get(row, frozenset()),)) for row in table.without_base}
    return frozenset(found)
