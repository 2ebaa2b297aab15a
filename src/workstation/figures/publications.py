"""A publication: what was printed about one year, fixed for ever, whoever counts again later."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from workstation.figures.spec import Cell, Scope

QUARTERS = {f"q{number}": (3 * number - 2, 3 * number) for number in (1, 2, 3, 4)}
TEAM = "@"
CROSSED = "crossed"  # the crossed tables of a whole year, rounded beside exact plain ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Publication:
    """One approved report. `kind` is annual, or the name of another release of the same year; a part of the year or
    of Flanders stands in the name (`kind_of`).

    `method` says how small numbers were protected: `published_practice` for exact tables of all Flanders,
    `cell_keys` for rounding to base 5, `threshold` for hidden small numbers.
    `report_sha256` is the hash of the file that was approved.
    """

    id: str
    year: int
    kind: str
    edition: str
    method: str
    approved_at: datetime
    approved_by: str
    report_sha256: bytes
    cells: tuple[Cell, ...] = ()


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """A table that is out. Under `threshold`: which cells were hidden, and of which rows the base was."""

    kind: str
    method: str
    table: str
    hidden: frozenset[tuple[str, str]] = frozenset()
    without_base: frozenset[str] = frozenset()


def kind_of(scope: Scope) -> str:
    """Return the name of a release of a team, a quarter or both; a whole year of all Flanders is `annual`."""
    quarter = next((name for name in QUARTERS if _days(scope.year or 0, name) == (scope.first, scope.last)), "")
    return "/".join(part for part in (quarter, f"{TEAM}{scope.team}" if scope.team else "") if part) or "annual"


def scope_of(kind: str, year: int) -> Scope:
    """Return what a release spoke of."""
    scope = Scope(year=year)
    for part in kind.split("/"):
        if part in QUARTERS:
            first, last = _days(year, part)
            scope = replace(scope, first=first, last=last)
        elif part.startswith(TEAM):
            scope = replace(scope, team=part.removeprefix(TEAM))
    return scope


def quarter_of(year: int, number: int) -> Scope:
    """Return a quarter of a year, counted from 1."""
    return scope_of(f"q{number}", year)


def months_of(scope: Scope) -> frozenset[str]:
    """Return the months of a quarter as they are counted by; nothing for a whole year."""
    if scope.first is None or scope.last is None:
        return frozenset()
    return frozenset(f"{month:02}" for month in range(scope.first.month, scope.last.month + 1))


def _days(year: int, quarter: str) -> tuple[date, date]:
    first, last = QUARTERS[quarter]
    after = date(year + last // 12, last % 12 + 1, 1)
    return date(year, first, 1), after - timedelta(days=1)
