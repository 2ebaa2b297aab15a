"""What a figure is: whom it counts, by what, on which base, how unknown is shown, with how many decimals."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from types import MappingProxyType

NO_GROUPS: Mapping[str, str] = MappingProxyType({})
# a code that is not there: the reason stands behind the mark (list missing_reason)
NOTHING = "?"
NOT_APPLICABLE = "?not_applicable"


class Unit(StrEnum):
    """Whose rows are counted. A contact person is a call seen from the other side: one each."""

    CALL = "call"
    PERSON = "person"
    OUTCOME = "outcome"


@dataclass(frozen=True, slots=True)
class Dimension:
    """Something a row is counted by. `codelist` None: not coded (a month, a number of seconds).

    `unknown` is the code that takes in every missing answer but `not_applicable`, which leaves the base.
    """

    name: str
    unit: Unit
    codelist: str | None = None
    unknown: str = "unknown"


@dataclass(frozen=True, slots=True)
class Axis:
    """One side of a table: a dimension, perhaps with its codes merged.

    `by_parent` merges details into the group the codebook gives them; `groups` merges by name and comes first.
    `only` keeps the codes of one group and leaves the rest out of the base. `in_order` keeps the order of the
    list; otherwise the largest comes first, `last` codes and the unknown at the end.
    """

    dimension: Dimension
    by_parent: bool = False
    groups: Mapping[str, str] = field(default_factory=lambda: NO_GROUPS)
    only: str = ""
    in_order: bool = False
    last: tuple[str, ...] = ()


class Base(StrEnum):
    """What 100 % is: everyone of the unit, everyone of the same row, or no percentage at all."""

    ALL = "all"
    ROW = "row"
    NONE = "none"


# (below this percentage, so many decimals), the first that fits
Decimals = tuple[tuple[int, int], ...]
WHOLE: Decimals = ((1000, 0),)
ONE: Decimals = ((1000, 1),)
TWO: Decimals = ((1000, 2),)
TWO_UNDER_ONE: Decimals = ((1, 2), (1000, 0))
ONE_UNDER_TWO: Decimals = ((2, 1), (1000, 0))
BY_SIZE: Decimals = ((1, 2), (20, 1), (1000, 0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One table of the annual report (`report_spec.csv`); `noun` names what is counted in the base line.

    `kind` picks how its cells are made: `shares` for a plain or crossed count, otherwise a maker of its own.
    """

    id: str
    noun: str
    unit: Unit
    across: tuple[Axis, ...] = ()
    base: Base = Base.ALL
    decimals: Decimals = WHOLE
    kind: str = "shares"
    unknown_drawn: bool = True


@dataclass(frozen=True, slots=True)
class Scope:
    """Which calls are looked at; None sets no limit. Days are those of Brussels, both inclusive."""

    year: int | None = None
    first: date | None = None
    last: date | None = None
    team: str | None = None
    channel: str | None = None


@dataclass(frozen=True, slots=True)
class Tally:
    """A plain description of one count, for whoever holds the rows (the store, the hub).

    Only counted calls are meant. `by` names dimensions; `persons` counts reported persons once instead of outcomes;
    `total` names a number of seconds to add up beside the count; `keyed` adds up the keys of the records instead
    (`disclosure.py`), which needs a holder of rows that knows them.
    """

    unit: Unit
    by: tuple[str, ...]
    scope: Scope
    persons: bool = False
    total: str = ""
    keyed: bool = False


# (codes in the order of `by`) → (how many, added-up seconds or keys)
Counts = Mapping[tuple[str, ...], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Cell:
    """One number of a figure. Percentages are exact to four decimals; None where there is no such base.

    `n` None: it was published as a percentage only, before this product.

    `printed` is the text of the report: decimal comma, rounded half up from the counts.
    """

    table: str
    row: str
    column: str
    label: str
    n: int | None
    base: int | None
    of_all: str | None
    of_known: str | None
    printed: str
