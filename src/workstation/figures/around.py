"""What a figure needs beside its counts: the lists, the words, and the totals of other years."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from workstation.figures.spec import NOTHING, Axis, Counts, Dimension, Figure, Scope, Tally
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

Counted = Mapping[Tally, Counts]


@dataclass(frozen=True, slots=True)
class Totals:
    """Calls and reported persons of one year; None where a year published only one of them."""

    calls: int | None
    persons: int | None


@dataclass(frozen=True, slots=True)
class Around:
    """`years` are the totals of years that are closed, or counted in the same store, the year in hand included."""

    codebook: Codebook
    text: Words
    scope: Scope
    years: Mapping[int, Totals] = field(default_factory=dict)

    def label(self, axis: Axis | None, code: str) -> str:
        """Return the Dutch label of a row or a column: from the codebook, else from the words of the figures."""
        if axis is None or code == "":
            return ""
        if found := self.codebook.get(axis.dimension.codelist or "", code):
            return found.label
        for key in (f"figures.row.{axis.dimension.name}.{code}", f"figures.row.{code}"):
            if key in self.text:
                return self.text(key)
        return code

    def valid(self, dimension: Dimension) -> tuple[str, ...]:
        """Return the codes that could be chosen at some moment of the year, groups' names left out."""
        if self.scope.year is None or dimension.codelist is None:
            return ()
        ends = (date(self.scope.year, 1, 1), date(self.scope.year, 12, 31))
        offered = [code.code for day in ends for code in self.codebook.offered(dimension.codelist, day)]
        return tuple(dict.fromkeys(offered))


def is_known(dimension: Dimension, code: str) -> bool:
    """Return whether this is an answer: neither missing nor a code that says unknown."""
    return not code.startswith(NOTHING) and code != dimension.unknown


def row_of(axis: Axis, code: str, codebook: Codebook) -> str | None:
    """Return the row or column a counted code falls in; None when it stays out of the base."""
    if code == "?not_applicable":
        return None
    if code.startswith(NOTHING):
        code = axis.dimension.unknown
    found = codebook.get(axis.dimension.codelist or "", code)
    if axis.only and (found is None or found.parent != axis.only):
        return None
    if code in axis.groups:
        return axis.groups[code]
    return found.parent if axis.by_parent and found and found.parent else code


def ordered(axis: Axis, sizes: Mapping[str, int], codebook: Codebook) -> list[str]:
    """Return rows in the order they are printed: the list's own order, or the largest first; unknown at the end."""
    listed = {code.code: code.sort for code in codebook.of_list(axis.dimension.codelist or "")}

    def place(row: str) -> tuple[bool, bool, int, str]:
        unknown = row == axis.dimension.unknown
        size = listed.get(row, 0) if axis.in_order else -sizes[row]
        return unknown, row in axis.last, size, row.rjust(8) if row.isdigit() else row

    return sorted(sizes, key=place)


def tally(figure: Figure, scope: Scope, *more: Dimension) -> Tally:
    """Return the count a figure rests on."""
    return Tally(
        figure.unit, tuple(axis.dimension.name for axis in figure.across) + tuple(d.name for d in more), scope
    )
