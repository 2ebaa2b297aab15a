"""Counts from published percentages: margins, raking, and rounding that keeps every margin.

The steps of `figures.md` 4: a printed share allows an interval of counts; a table is a partition of its base inside
those intervals; a two-way table is raked to its margins and then rounded to whole numbers by a minimum-cost flow.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil, floor, inf
from typing import TypeVar

K = TypeVar("K")
R = TypeVar("R")
C = TypeVar("C")
ROUNDS = 200
CLOSE = 1e-9


class Impossible(ValueError):
    """The numbers contradict each other; the message says which range can be reached."""


@dataclass(frozen=True, slots=True)
class Range:
    """How many may stand in a cell: between `low` and `high`, both inclusive, best at `centre`."""

    low: int
    high: int
    centre: float


def printed_as(share: str, base: int) -> Range:
    """Return the counts that print as this share (a percentage with a point, "58.08") of the base, half up."""
    value = Fraction(share)
    half = Fraction(1, 2 * 10 ** len(share.partition(".")[2]))
    low = ceil((value - half) * base / 100)
    return Range(max(0, low), ceil((value + half) * base / 100) - 1, float(value * base / 100))


def between(low: str, high: str, base: int) -> Range:
    """Return the counts from `low` per cent (inclusive) to `high` per cent (exclusive) of the base."""
    first, last = ceil(Fraction(low) * base / 100), ceil(Fraction(high) * base / 100) - 1
    return Range(first, last, (first + last) / 2)


def partition(total: int, ranges: Mapping[K, Range]) -> dict[K, int]:
    """Return whole numbers inside their ranges that add up to the total.

    All cells move away from their centre by the same fraction of their own room, so that no cell carries the whole
    rounding. Raises Impossible when no such numbers exist.
    """
    low, high = sum(r.low for r in ranges.values()), sum(r.high for r in ranges.values())
    if any(r.low > r.high for r in ranges.values()) or not low <= total <= high:
        raise Impossible(f"{total} is not between {low} and {high}")
    real = _moved(total, ranges)
    counts = {key: min(max(floor(value + CLOSE), ranges[key].low), ranges[key].high) for key, value in real.items()}
    while (missing := total - sum(counts.values())) != 0:
        step = 1 if missing > 0 else -1
        open_ = [k for k in counts if ranges[k].low <= counts[k] + step <= ranges[k].high]
        chosen = max(open_, key=lambda k: step * (real[k] - counts[k]))
        counts[chosen] += step
    return counts


def _moved(total: int, ranges: Mapping[K, Range]) -> dict[K, float]:
    def at(t: float) -> dict[K, float]:
        return {
            k: r.centre + (t * (r.high - r.centre) if t > 0 else t * (r.centre - r.low)) for k, r in ranges.items()
        }

    low, high = -1.0, 1.0
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if sum(at(middle).values()) < total else (low, middle)
    return at(high)


def in_proportion(total: int, weights: Mapping[K, float]) -> dict[K, int]:
    """Return whole numbers that add up to the total, as near to the weights as largest remainders come."""
    whole = sum(weights.values()) or 1
    real = {key: total * weight / whole for key, weight in weights.items()}
    counts = {key: floor(value + CLOSE) for key, value in real.items()}
    by_remainder = sorted(real, key=lambda key: counts[key] - real[key])
    for key in by_remainder[: total - sum(counts.values())]:
        counts[key] += 1
    return counts


Matrix = list[list[float]]


def rake(seed: Sequence[Sequence[float]], rows: Sequence[int], columns: Sequence[int]) -> Matrix:
    """Return the seed scaled to the margins in turns (iterative proportional fitting); zeros stay zeros."""
    table = [[float(cell) for cell in line] for line in seed]
    for _ in range(ROUNDS):
        for i, wanted in enumerate(rows):
            got = sum(table[i])
            table[i] = [cell * wanted / got if got else 0.0 for cell in table[i]]
        worst = 0.0
        for j, wanted in enumerate(columns):
            got = sum(line[j] for line in table)
            worst = max(worst, abs(got - wanted))
            for line in table:
                line[j] = line[j] * wanted / got if got else 0.0
        if worst < CLOSE:
            break
    return table


Bounds = Mapping[tuple[int, int], Range]


@dataclass(slots=True)
class _Rounding:
    """Whole numbers on their way to given margins; every step is the cheapest one left (squared distance)."""

    real: Matrix
    counts: list[list[int]]
    room: list[list[tuple[int, float]]]
    row_gap: list[int]
    column_gap: list[int]

    def settle(self) -> None:
        """Move single units along cheapest paths until every margin holds."""
        while any(self.row_gap) or any(self.column_gap):
            self._one_step()

    def _one_step(self) -> None:
        height = len(self.row_gap)
        gaps = self.row_gap + [-gap for gap in self.column_gap]
        cost = [0.0 if gap > 0 else inf for gap in gaps]
        came: list[int | None] = [None] * len(gaps)
        moved = True
        while moved:
            moved = False
            for i in range(height):
                for j in range(len(self.column_gap)):
                    moved |= self._relax(i, j, cost, came)
        ends = [node for node, gap in enumerate(gaps) if gap < 0 and cost[node] < inf]
        if not ends:
            raise Impossible(f"margins are off by {self.row_gap} and {self.column_gap}")
        self._walk_back(min(ends, key=lambda node: cost[node]), came)

    def _relax(self, i: int, j: int, cost: list[float], came: list[int | None]) -> bool:
        column, count, away = len(self.row_gap) + j, self.counts[i][j], self.counts[i][j] - self.real[i][j]
        low, high = self.room[i][j]
        if count < high and cost[i] + 2 * away + 1 < cost[column] - CLOSE:
            cost[column], came[column] = cost[i] + 2 * away + 1, i
            return True
        if count > low and cost[column] - 2 * away + 1 < cost[i] - CLOSE:
            cost[i], came[i] = cost[column] - 2 * away + 1, column
            return True
        return False

    def _walk_back(self, node: int, came: list[int | None]) -> None:
        height = len(self.row_gap)
        self._close(node)
        while (before := came[node]) is not None:
            if node >= height:
                self.counts[before][node - height] += 1
            else:
                self.counts[node][before - height] -= 1
            node = before
        self._close(node)

    def _close(self, node: int) -> None:
        height = len(self.row_gap)
        gaps, place = (self.row_gap, node) if node < height else (self.column_gap, node - height)
        gaps[place] -= 1 if gaps[place] > 0 else -1


def round_within(
    real: Matrix,
    rows: Sequence[int],
    columns: Sequence[int],
    bounds: Bounds | None = None,
) -> list[list[int]]:
    """Return the whole numbers nearest to `real` that have exactly these margins and keep the bounds.

    A cell that is zero in `real` stays zero. Such numbers exist whenever real ones do (transportation matrices are
    totally unimodular); otherwise Impossible is raised.
    """
    if sum(rows) != sum(columns):
        raise Impossible(f"rows add up to {sum(rows)}, columns to {sum(columns)}")
    room: list[list[tuple[int, float]]] = [
        [((bound.low, bound.high) if (bound := (bounds or {}).get((i, j))) else (0, inf if cell else 0))
         for j, cell in enumerate(line)]
        for i, line in enumerate(real)
    ]  # fmt: skip
    counts = [
        [int(min(max(round(cell), room[i][j][0]), room[i][j][1])) for j, cell in enumerate(line)]
        for i, line in enumerate(real)
    ]
    row_gap = [wanted - sum(counts[i]) for i, wanted in enumerate(rows)]
    column_gap = [wanted - sum(line[j] for line in counts) for j, wanted in enumerate(columns)]
    rounding = _Rounding(real, counts, room, row_gap, column_gap)
    rounding.settle()
    return rounding.counts


def table(
    rows: Mapping[R, int],
    columns: Mapping[C, int],
    seed: Sequence[Sequence[float]],
    bounds: Bounds | None = None,
) -> dict[tuple[R, C], int]:
    """Return whole numbers per (row, column) with these margins, shaped like the seed; its zeros stay zero."""
    row_sums, column_sums = list(rows.values()), list(columns.values())
    counts = round_within(rake(seed, row_sums, column_sums), row_sums, column_sums, bounds)
    return {(row, column): counts[i][j] for i, row in enumerate(rows) for j, column in enumerate(columns)}
