"""The gate: what may be published, and in plain words why not."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from workstation.figures.around import Around, Counted, is_known, row_of
from workstation.figures.attacker import Cells, Finding, Interval, Release, TooMuch, attack, too_narrow
from workstation.figures.disclosure import KINDS, needs_keyed, possible, rounded, taken_together
from workstation.figures.shares import Pile, fold
from workstation.figures.spec import Base, Figure, Unit

CELL_KEYS = "cell_keys"
PRACTICE = "published_practice"
METHODS = (CELL_KEYS, PRACTICE)
# always exact: the two numbers of the whole year everybody knows
OPEN = frozenset({"totals", "growth", "evolution"})


@dataclass(frozen=True, slots=True)
class Remark:
    """Something the gate says: key of text `figures.gate`, and what fills its gaps. `stops` forbids publication."""

    key: str
    values: tuple[tuple[str, object], ...] = ()
    stops: bool = True


def first_look(figures: Sequence[Figure], method: str) -> Iterator[Remark]:
    """Yield what forbids figures by their nature, before anything is counted."""
    for figure in figures:
        if figure.kind in OPEN:
            continue
        if figure.kind not in KINDS:
            yield Remark("internal_only", (("table", figure.id),))
        elif method == PRACTICE and len(figure.across) > 1:
            yield Remark("exact_crossed", (("table", figure.id),))


# a figure and the method it is, or was, published with
Published = tuple[Figure, str]


def judged(
    new: Sequence[Published], before: Sequence[Published], counted: Counted, around: Around
) -> tuple[Remark, ...]:
    """Return what the attacker finds in everything together, as far as the new figures are to blame.

    Exact tables of one dimension for all Flanders may follow the published practice: then small cells are warned
    about, not forbidden. What earlier publications gave away already is not held against a new one.
    """
    stops = any(method != PRACTICE for _, method in new)
    remarks = []
    for unit in Unit:
        try:
            known = {_place(found): found.values for found in _attacked(before, unit, counted, around)}
            found_now = _attacked((*before, *new), unit, counted, around)
        except TooMuch:
            return (Remark("too_much"),)
        fresh = [
            found for found in too_narrow(found_now) if found.values < known.get(_place(found), found.values + 1)
        ]
        remarks += [_remark(finding, around, stops=stops) for finding in fresh]
    return tuple(remarks)


def _place(finding: Finding) -> tuple[str, Cells]:
    return finding.table, finding.cell


def _attacked(published: Sequence[Published], unit: Unit, counted: Counted, around: Around) -> tuple[Finding, ...]:
    releases = [
        release
        for figure, method in published
        if figure.kind in KINDS and figure.unit is unit
        for release in releases_of(figure, counted, around, method)
    ]
    return attack(releases) if releases else ()


def _remark(finding: Finding, around: Around, *, stops: bool) -> Remark:
    cell = " × ".join("/".join(sorted(group)) for group in finding.cell)
    title = around.text(f"figures.title.{finding.table}")
    return Remark("narrow", (("table", title), ("cell", cell), ("values", finding.values)), stops)


def releases_of(figure: Figure, counted: Counted, around: Around, method: str) -> Iterable[Release]:
    """Return everything a published figure tells: its cells, its bases, and its bases of those known."""
    (tally,) = needs_keyed(figure, around.scope)
    counts = counted[tally]
    piles = fold(figure, counts, around)
    groups = _groups(figure, tuple(counts), around)
    if method == CELL_KEYS:
        piles, names = taken_together(figure, piles)
        groups = [_renamed(side, of_side) for side, of_side in zip(groups, names, strict=True)]
    dimensions = tuple(axis.dimension.name for axis in figure.across)
    width = len(dimensions)

    def said(keep: int, *, known: bool) -> Release:
        found: dict[Cells, Pile] = {}
        for key, pile in piles.items():
            sides = [groups[at][code] for at, code in enumerate(key[:width])]
            rest = [_everyone(groups[at], figure, at, known=known) for at in range(keep, width)]
            found.setdefault((*sides[:keep], *rest), Pile()).add(pile)
        cells = {cell: _interval(pile, method, known=known) for cell, pile in found.items() if all(cell)}
        return Release(figure.id, dimensions, cells)

    yield said(width, known=False)
    if figure.base is not Base.NONE:
        kept = 1 if figure.base is Base.ROW else 0
        yield said(kept, known=False)
        yield said(kept, known=True)


def _groups(figure: Figure, counted: Sequence[tuple[str, ...]], around: Around) -> list[dict[str, frozenset[str]]]:
    """Return per side of the table which counted codes each of its rows takes in."""
    found: list[dict[str, set[str]]] = [{} for _ in figure.across]
    for at, axis in enumerate(figure.across):
        codes = dict.fromkeys([*around.valid(axis.dimension), *(key[at] for key in counted)])
        for code in codes:
            if row := row_of(axis, code, around.codebook):
                found[at].setdefault(row, set()).add(code)
    return [{row: frozenset(codes) for row, codes in side.items()} for side in found]


def _renamed(side: dict[str, frozenset[str]], names: dict[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row, codes in side.items():
        name = names.get(row, row)
        found[name] = found.get(name, frozenset()) | codes
    return found


def _everyone(side: dict[str, frozenset[str]], figure: Figure, at: int, *, known: bool) -> frozenset[str]:
    everyone = frozenset[str]().union(*side.values())
    if not known:
        return everyone
    return frozenset(code for code in everyone if is_known(figure.across[at].dimension, code))


def _interval(pile: Pile, method: str, *, known: bool) -> Interval:
    n, keys = (pile.known, pile.known_keys) if known else (pile.n, pile.keys)
    low, high = (n, n) if method == PRACTICE else possible(rounded(n, keys))
    return Interval(n, low, high)
