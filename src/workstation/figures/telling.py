"""What a published table tells somebody who knows the method: the releases the attacker is given."""

from collections.abc import Iterable, Mapping, Sequence

from workstation.figures import dimensions as d
from workstation.figures.around import Around, Counted, is_known, row_of
from workstation.figures.attacker import Cells, Interval, Release
from workstation.figures.disclosure import Piles, needs_keyed, possible, rounded, taken_together
from workstation.figures.publications import kind_of, months_of
from workstation.figures.shares import Pile, fold
from workstation.figures.spec import Base, Figure

CELL_KEYS, PRACTICE, THRESHOLD = "cell_keys", "published_practice", "threshold"
MANY = 10**6
MONTHS = tuple(f"{month:02}" for month in range(1, 13))
Groups = Sequence[Mapping[str, frozenset[str]]]
# a number, wherever it is told: the codes it takes in, without the dimensions in which it takes in everyone
Where = frozenset[tuple[str, frozenset[str]]]


def parts_of(around: Around) -> dict[str, tuple[str, ...]]:
    """Return the dimensions by which a part can be published, with their codes."""
    return {"team": (*around.valid(d.TEAM), d.TEAM.unknown), "month": MONTHS}


def where(release: Release, cell: Cells) -> Where:
    """Return which number a cell of a release is."""
    sides = zip(release.dimensions, cell, strict=True)
    return frozenset((dimension, group) for dimension, group in sides if dimension not in release.summed)


def merged(figure: Figure, counted: Counted, around: Around, method: str) -> tuple[Piles, Groups]:
    """Return the piles as the method publishes them, and which codes each row and column takes in."""
    (tally,) = needs_keyed(figure, around.scope)
    piles = fold(figure, counted[tally], around)
    groups = _groups(figure, tuple(counted[tally]), around)
    if method == PRACTICE:
        return piles, groups
    size = (lambda pile: pile.n) if method == THRESHOLD else _rounded
    piles, names = taken_together(figure, piles, size)
    return piles, [_renamed(side, of_side) for side, of_side in zip(groups, names, strict=True)]


def releases_of(
    figure: Figure, counted: Counted, around: Around, method: str, hidden: frozenset[Where] = frozenset()
) -> Iterable[Release]:
    """Return everything a published figure tells: its cells, its bases, and its bases of those known.

    Under `threshold` nothing is told of those known.
    """
    piles, groups = merged(figure, counted, around, method)
    dimensions, width = tuple(axis.dimension.name for axis in figure.across), len(figure.across)
    part = {name: group for name, group in _part(around).items() if name not in dimensions}
    name = f"{figure.id} {kind}" if (kind := kind_of(around.scope)) != "annual" else figure.id

    def said(keep: int, *, known: bool) -> Release:
        found: dict[Cells, Pile] = {}
        for key, pile in piles.items():
            sides = [groups[at][code] for at, code in enumerate(key[:width])]
            rest = [_everyone(groups[at], figure, at, known=known) for at in range(keep, width)]
            cell = (*(_inside(s, d, around) for s, d in zip((*sides[:keep], *rest), dimensions, strict=True)),)
            found.setdefault((*cell, *part.values()), Pile()).add(pile)
        summed = frozenset() if known else frozenset(dimensions[keep:])
        release = Release(name, (*dimensions, *part), dict.fromkeys(found, Interval(0, 0, 0)), summed)
        cells = {
            cell: Interval(pile.n, 1, MANY)
            if where(release, cell) in hidden
            else _interval(pile, method, known=known)
            for cell, pile in found.items()
            if all(cell)
        }
        return Release(release.name, release.dimensions, cells, summed)

    yield said(width, known=False)
    if figure.base is not Base.NONE:
        kept = 1 if figure.base is Base.ROW else 0
        yield said(kept, known=False)
        if method != THRESHOLD:
            yield said(kept, known=True)


def _part(around: Around) -> dict[str, frozenset[str]]:
    scope = around.scope
    part = {"team": frozenset({scope.team})} if scope.team else {}
    return part | ({"month": months} if (months := months_of(scope)) else {})


def _inside(group: frozenset[str], dimension: str, around: Around) -> frozenset[str]:
    return group & _part(around).get(dimension, group)


def _rounded(pile: Pile) -> int:
    return rounded(pile.n, pile.keys)


def _groups(figure: Figure, counted: Sequence[tuple[str, ...]], around: Around) -> list[dict[str, frozenset[str]]]:
    """Return per side of the table which counted codes each of its rows takes in."""
    found: list[dict[str, set[str]]] = [{} for _ in figure.across]
    for at, axis in enumerate(figure.across):
        codes = dict.fromkeys([*around.valid(axis.dimension), *(key[at] for key in counted)])
        for code in codes:
            if row := row_of(axis, code, around.codebook):
                found[at].setdefault(row, set()).add(code)
    return [{row: frozenset(codes) for row, codes in side.items()} for side in found]


def _renamed(side: Mapping[str, frozenset[str]], names: Mapping[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for row, codes in side.items():
        name = names.get(row, row)
        found[name] = found.get(name, frozenset()) | codes
    return found


def _everyone(side: Mapping[str, frozenset[str]], figure: Figure, at: int, *, known: bool) -> frozenset[str]:
    everyone = frozenset[str]().union(*side.values())
    if not known:
        return everyone
    return frozenset(code for code in everyone if is_known(figure.across[at].dimension, code))


def _interval(pile: Pile, method: str, *, known: bool) -> Interval:
    n, keys = (pile.known, pile.known_keys) if known else (pile.n, pile.keys)
    low, high = possible(rounded(n, keys)) if method == CELL_KEYS else (n, n)
    return Interval(n, low, high)
