"""The harmonised view as a table: years beside each other although the lists differ, with the grade of each line."""

from collections.abc import Sequence

from workstation.figures.harmonised import TrendLine
from workstation.reports.tables import Table, Value
from workstation.vocabulary.words import Words


def trend_table(lines: Sequence[TrendLine], text: Words, *, most_years: int | None = None) -> Table:
    """Return a row per trend group; `most_years` keeps the latest years only. A year without a number stays empty."""
    years = sorted({point.year for line in lines for point in line.points})
    years = years[-most_years:] if most_years else years
    rows: list[tuple[Value, ...]] = []
    for line in lines:
        # some years were published on calls where others are on persons: the number says so itself
        printed = {p.year: p.printed.replace("(calls)", text("workbook.of_calls")) for p in line.points}
        if any(year in printed for year in years):
            name = text(f"figures.trend.{line.group.id}")
            rows.append((name, line.group.grade, *(printed.get(year) for year in years)))
    heads = (text("workbook.trend"), text("workbook.grade"), *(str(year) for year in years))
    grades = " ".join(text(f"figures.grade.{grade}") + "." for grade in "ABC")
    return Table("years", text("workbook.years_title"), text("workbook.years_base"), grades, heads, tuple(rows), 1)
