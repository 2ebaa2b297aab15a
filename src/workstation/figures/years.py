"""Totals, growth and evolution: a year beside the years that are closed."""

from collections.abc import Iterable

from workstation.figures.around import Around, Counted
from workstation.figures.rounding import exact, half_up, in_dutch
from workstation.figures.spec import Cell, Figure, Scope, Tally, Unit

FIRST_YEAR = 2012


def needs(figure: Figure, scope: Scope) -> tuple[Tally, ...]:
    """Return the counts of all calls and all persons."""
    del figure
    return (Tally(Unit.CALL, (), scope), Tally(Unit.PERSON, (), scope))


def _both(counted: Counted, scope: Scope) -> dict[str, int]:
    calls, persons = Tally(Unit.CALL, (), scope), Tally(Unit.PERSON, (), scope)
    return {
        "calls": counted[calls].get((), (0, 0))[0],
        "reported_persons": counted[persons].get((), (0, 0))[0],
    }


def totals(figure: Figure, counted: Counted, around: Around) -> Iterable[Cell]:
    """Return the key figures: calls and reported persons."""
    for row, n in _both(counted, around.scope).items():
        yield Cell(figure.id, row, "", around.text(f"figures.row.{row}"), n, None, None, None, str(n))


def growth(figure: Figure, counted: Counted, around: Around) -> Iterable[Cell]:
    """Return the growth since last year and since the first one: n is this year, base is that year."""
    year = around.scope.year
    if year is None:
        return
    now = _both(counted, around.scope)
    for earlier in (year - 1, FIRST_YEAR):
        if (before := around.years.get(earlier)) is None or earlier >= year:
            continue
        for row, base in (("calls", before.calls), ("reported_persons", before.persons)):
            if base:
                label = around.text("figures.growth", what=around.text(f"figures.row.{row}"), year=earlier)
                printed = in_dutch(half_up(now[row] - base, base, 0), 0)
                change = exact(now[row] - base, base)
                yield Cell(figure.id, row, f"vs_{earlier}", label, now[row], base, change, None, printed)


def evolution(figure: Figure, counted: Counted, around: Around) -> Iterable[Cell]:
    """Return calls and persons of every year until the one in hand, which is as it is counted now."""
    now = _both(counted, around.scope)
    years: dict[int, dict[str, int | None]] = {
        year: {"calls": total.calls, "reported_persons": total.persons}
        for year, total in around.years.items()
        if around.scope.year is None or year < around.scope.year
    }
    if around.scope.year is not None:
        years[around.scope.year] = dict(now)
    for year in sorted(years):
        for column, n in years[year].items():
            if n is not None:
                label = f"{year} · {around.text(f'figures.row.{column}')}"
                yield Cell(figure.id, str(year), column, label, n, None, None, None, str(n))
