"""The attacker: everything that was published about a year, together, as a linear program.

He knows the method and every table. For each cell he asks: what is the least, what is the most it can be? Tables are
joined on the dimensions they share. Where the tables form a tree this is all there is to know; where they form a ring
the ring is taken as one table over all its dimensions, and when that grows too large `TooMuch` is raised: what cannot
be checked is not published.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from math import ceil, floor, prod
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from workstation.figures.programme import Programme

LARGEST = 20_000  # cells of a joined table
SMALL = 4
NARROWEST = 4  # possible values that must remain for a small cell
# one cell as the codes it takes in, per dimension: a group is several codes
Cells = tuple[frozenset[str], ...]
Codes = tuple[str, ...]


class TooMuch(Exception):
    """The tables hang together in a ring too large to be checked."""


@dataclass(frozen=True, slots=True)
class Interval:
    """What a published cell says: the true count lies from `low` to `high`. `n` is the truth, known to us only."""

    n: int
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Release:
    """One published table: its dimensions and what is said of which cell. Margins and bases are tables too.

    `summed` names the dimensions of which every cell takes in everyone.
    """

    name: str
    dimensions: Codes
    cells: Mapping[Cells, Interval]
    summed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Finding:
    """How far the attacker narrows a small cell: the true count lies from `low` to `high`."""

    table: str
    dimensions: Codes
    cell: Cells
    n: int
    low: int
    high: int

    @property
    def values(self) -> int:
        """How many counts remain possible."""
        return self.high - self.low + 1


def attack(releases: Sequence[Release]) -> tuple[Finding, ...]:
    """Return what can be deduced of every small cell (true count 1 to 4). Raises TooMuch."""
    system = _System(releases)
    found = []
    for release in releases:
        for cell, interval in release.cells.items():
            if 1 <= interval.n <= SMALL:
                low, high = system.reach(release.dimensions, cell)
                found.append(Finding(release.name, release.dimensions, cell, interval.n, low, high))
    return tuple(found)


def too_narrow(findings: Iterable[Finding], narrowest: int = NARROWEST) -> tuple[Finding, ...]:
    """Return the findings that forbid a publication."""
    return tuple(finding for finding in findings if finding.values < narrowest)


class _System:
    def __init__(self, releases: Sequence[Release]) -> None:
        self._alike = _alike(releases)
        codes = {dimension: dict.fromkeys(found.values()) for dimension, found in self._alike.items()}
        sizes = {dimension: len(found) for dimension, found in codes.items()}
        self._scopes = joined_scopes([frozenset(release.dimensions) for release in releases], sizes)
        self._places: list[dict[Codes, int]] = []
        self._number = 0
        for scope in self._scopes:
            cells = product(*(codes[dimension] for dimension in scope))
            self._places.append({cell: self._number + at for at, cell in enumerate(cells)})
            self._number += len(self._places[-1])
        self._bounds = [
            (self._members(release.dimensions, cell), interval)
            for release in releases
            for cell, interval in release.cells.items()
        ]
        self._solved: dict[tuple[int, ...], tuple[int, int]] = {}
        self._programme = self._model()

    def _members(self, dimensions: Codes, cell: Cells) -> tuple[int, ...]:
        """Return the variables a cell is the sum of."""
        scope, places = next(
            (scope, places)
            for scope, places in zip(self._scopes, self._places, strict=True)
            if set(dimensions) <= set(scope)
        )
        wanted = [
            (scope.index(dimension), {self._alike[dimension][code] for code in group})
            for dimension, group in zip(dimensions, cell, strict=True)
        ]
        return tuple(place for key, place in places.items() if all(key[at] in group for at, group in wanted))

    def _model(self) -> "Programme":
        # only here: the solver takes a third of a second to load
        from workstation.figures.programme import Programme

        rows = [(dict.fromkeys(members, 1.0), i.low, i.high) for members, i in self._bounds]
        for one, other in combinations(range(len(self._scopes)), 2):
            shared = [dimension for dimension in self._scopes[one] if dimension in self._scopes[other]]
            for plus, minus in zip(self._margins(one, shared), self._margins(other, shared), strict=True):
                rows.append((dict.fromkeys(plus, 1.0) | dict.fromkeys(minus, -1.0), 0, 0))
        return Programme(rows, self._number)

    def _margins(self, number: int, shared: Sequence[str]) -> list[list[int]]:
        scope = self._scopes[number]
        at = [scope.index(dimension) for dimension in shared]
        found: dict[Codes, list[int]] = {}
        for cell, place in self._places[number].items():
            found.setdefault(tuple(cell[i] for i in at), []).append(place)
        return [found[key] for key in sorted(found)]

    def reach(self, dimensions: Codes, cell: Cells) -> tuple[int, int]:
        """Return the least and the most a cell can be."""
        members = self._members(dimensions, cell)
        if members not in self._solved:
            low, high = self._programme.reach(members)
            self._solved[members] = (ceil(low - 1e-6), floor(high + 1e-6))
        return self._solved[members]


def _alike(releases: Sequence[Release]) -> dict[str, dict[str, str]]:
    """Return per dimension what stands for each code: codes that are always told together count as one."""
    groups: dict[str, dict[frozenset[str], int]] = {}
    seen: dict[str, dict[str, set[int]]] = {}
    for release in releases:
        for cell in release.cells:
            for dimension, group in zip(release.dimensions, cell, strict=True):
                of_dimension = groups.setdefault(dimension, {})
                if group in of_dimension:
                    continue
                of_dimension[group] = len(of_dimension)
                for code in sorted(group):
                    seen.setdefault(dimension, {}).setdefault(code, set()).add(of_dimension[group])
    found: dict[str, dict[str, str]] = {}
    for dimension, codes in seen.items():
        first: dict[frozenset[int], str] = {}
        found[dimension] = {code: first.setdefault(frozenset(marks), code) for code, marks in codes.items()}
    return found


def joined_scopes(tables: Sequence[frozenset[str]], sizes: Mapping[str, int]) -> list[Codes]:
    """Return the tables that matter: none inside another, and every ring of tables as one. Raises TooMuch."""
    largest = _maximal(tables)
    ring = _ring(largest)
    if ring:
        whole = frozenset[str]().union(*ring)
        if prod(sizes[dimension] for dimension in whole) > LARGEST:
            raise TooMuch
        largest = _maximal([*largest, whole])
    return [tuple(sorted(scope)) for scope in largest]


def _maximal(tables: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    different = sorted(set(tables), key=lambda table: (-len(table), sorted(table)))
    return [table for table in different if not any(table < other for other in different)]


def _ring(tables: Sequence[frozenset[str]]) -> list[frozenset[str]]:
    """Return what is left when leaves are taken off again and again (GYO reduction): nothing for a tree."""
    left = list(tables)
    moved = True
    while moved:
        moved = False
        counts: dict[str, int] = {}
        for table in left:
            for dimension in table:
                counts[dimension] = counts.get(dimension, 0) + 1
        bare = _maximal(frozenset(d for d in table if counts[d] > 1) for table in left)
        bare = [table for table in bare if table]
        if sorted(map(sorted, bare)) != sorted(map(sorted, left)):
            left, moved = bare, True
    return left if len(left) > 1 else []
