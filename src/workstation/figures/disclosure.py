"""Numbers that may leave the house: rounded to base 5 by the keys of the records behind them.

Every record has a key, fixed for ever and known to nobody (`trust.md` 5). The same group of records therefore gives
the same rounded number in every table; another group of the same size may give another one. Rounding is unbiased:
7 becomes 5 or 10, and on average 7.
"""

import hmac
from collections.abc import Callable, Iterable
from dataclasses import replace
from hashlib import sha256

from workstation.figures.around import Around, Counted
from workstation.figures.rounding import exact, percentage
from workstation.figures.shares import Pile, fold, in_order, needs, summed
from workstation.figures.spec import Base, Cell, Figure, Scope, Tally

BASE = 5
SPACE = 1 << 32
SMALLEST_BASE = 30  # under this rounded base no percentage is printed
SMALLEST_GROUP = 20  # rows and columns of crossed tables under this rounded total are taken together
TOGETHER = "small_groups"
FEWEST = "0 tot 4"
WITHHELD = "."
KINDS = frozenset({"shares"})


def key_maker(secret: bytes) -> Callable[[str], int]:
    """Return what gives a record its key: 32 bits of an HMAC over its id, useless without the secret of the year."""

    def key_of(record: str) -> int:
        return int.from_bytes(hmac.digest(secret, record.encode(), sha256)[:4], "big")

    return key_of


def rounded(n: int, keys: int) -> int:
    """Return a count as it may be seen: a multiple of five less than five away, chosen by the sum of the keys."""
    rest = n % BASE
    up = rest * SPACE > BASE * (keys % SPACE)
    return n - rest + (BASE if up else 0)


def possible(shown: int) -> tuple[int, int]:
    """Return which counts may lie behind a rounded one, for somebody who knows the method."""
    return max(0, shown - BASE + 1), shown + BASE - 1


def needs_keyed(figure: Figure, scope: Scope) -> tuple[Tally, ...]:
    """Return the counts of a figure, with the keys of their records."""
    return tuple(replace(tally, keyed=True) for tally in needs(figure, scope))


Piles = dict[tuple[str, str], Pile]


def _shown(pile: Pile) -> int:
    return rounded(pile.n, pile.keys)


def taken_together(
    figure: Figure, piles: Piles, size: Callable[[Pile], int] = _shown
) -> tuple[Piles, tuple[dict[str, str], ...]]:
    """Return the piles with small rows and columns of a crossed table as one, and what every row and column became.

    "All of them are minors" must not be said of twelve people. A single small group takes the next one along.
    """
    if len(figure.across) == 1:
        return piles, ({row: row for row, _ in piles},)
    names = tuple(_names(piles, side, size) for side in (0, 1))
    found: Piles = {}
    for (row, column), pile in piles.items():
        found.setdefault((names[0][row], names[1][column]), Pile()).add(pile)
    return found, names


def _names(piles: Piles, side: int, size: Callable[[Pile], int]) -> dict[str, str]:
    totals: dict[str, Pile] = {}
    for key, pile in piles.items():
        totals.setdefault(key[side], Pile()).add(pile)
    small: set[str] = set()
    together = Pile()
    for name in sorted(totals, key=lambda name: (totals[name].n, name)):
        large = size(totals[name]) >= SMALLEST_GROUP
        if large and (not small or size(together) >= SMALLEST_GROUP):
            break
        small.add(name)
        together.add(totals[name])
    return {name: TOGETHER if name in small else name for name in totals}


def protected(figure: Figure, counted: Counted, around: Around) -> Iterable[Cell]:
    """Return the cells of a figure as they may leave the house. Only plain and crossed counts can be protected.

    Percentages come from the rounded counts and are withheld under a rounded base of 30; nought is said as 0 to 4.
    Small rows and columns of crossed tables are taken together. Totals may not add up.
    """
    piles, _ = taken_together(figure, fold(figure, counted[needs_keyed(figure, around.scope)[0]], around))
    everyone = summed(piles.values())
    of_row: dict[str, Pile] = {}
    for (row, _), pile in piles.items():
        of_row.setdefault(row, Pile()).add(pile)
    for key, pile in in_order(figure, piles, around):
        yield _cell(figure, key, pile, of_row[key[0]] if figure.base is Base.ROW else everyone, around)


def _cell(figure: Figure, key: tuple[str, str], pile: Pile, whole: Pile, around: Around) -> Cell:
    row, column = key
    axes = figure.across
    label = around.label(axes[0], row) + (f" · {around.label(axes[1], column)}" if column else "")
    n, base = rounded(pile.n, pile.keys), rounded(whole.n, whole.keys)
    if figure.base is Base.NONE:
        return Cell(figure.id, row, column, label, n, None, None, None, FEWEST if n == 0 else str(n))
    if base < SMALLEST_BASE:
        return Cell(figure.id, row, column, label, n, base, None, None, WITHHELD)
    unknown = (column or row) == (axes[1] if column else axes[0]).dimension.unknown
    known = rounded(whole.known, whole.known_keys)
    of_known = None if unknown or known < SMALLEST_BASE else exact(rounded(pile.known, pile.known_keys), known)
    printed = FEWEST if n == 0 else percentage(min(n, base), base, figure.decimals)
    return Cell(figure.id, row, column, label, n, base, exact(n, base), of_known, printed)
