"""The report about one team or one quarter: for the coordinator exact and beside all teams; for outside protected."""

from collections.abc import Mapping

from workstation.figures.around import Around
from workstation.figures.rounding import thousands
from workstation.figures.spec import Cell, Figure, Scope
from workstation.reports.annual_report import measured, on_paper
from workstation.reports.book import LEAD, Book
from workstation.reports.charts import Bar, Bars
from workstation.reports.pictures import picture
from workstation.reports.tables import Table, base_line, number, share
from workstation.usecases.count_year import CountedYear
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

PARTS = (
    ("how_much", ("X01", "T13", "X08")),
    ("who_and_what", ("T06", "T09", "T10", "T12")),
    ("after", ("T16",)),
    ("quality", ("X13",)),
)
COMPARED = frozenset({"T06", "T09", "T10", "T12", "T13", "T16"})
FEWEST = 30


PUBLISHED = (
    ("how_much", ("T13",)),
    ("who_and_what", ("T03", "T06", "T08", "T09", "T10", "T11", "T12")),
    ("after", ("T16",)),
)


def published_part(counted: CountedYear, codebook: Codebook, text: Words, *, note: str, status: str) -> bytes:
    """Return the report of a team or a quarter as it may leave the house; its figures are protected already.

    Nothing is said but what stands in the figures: no totals, no other teams. `note` says how numbers are protected.
    """
    around = Around(codebook, text, counted.scope)
    period = period_of(counted.scope, text)
    team = codebook.label("team", counted.scope.team) if counted.scope.team else text("annual_report.team.all_teams")
    title = text("annual_report.team.published_title", team=team)
    book = Book(text, title=f"{title} · {period}", status=status)
    book.part(title)
    book.prose(text("annual_report.team.published_subtitle", period=period), LEAD, after=8)
    book.prose(text("annual_report.method.sample"))
    book.prose(note, after=10)
    figures = {figure.id: (figure, cells) for figure, cells in counted.figures}
    for part, names in PUBLISHED:
        there = [figures[name] for name in names if name in figures]
        if there:
            book.section(text(f"annual_report.team.{part}"))
        for figure, cells in there:
            shown = picture(figure, cells, around)
            drawing = measured(shown.chart, len(cells)) if shown.chart is not None else None
            book.figure(shown.title, shown.message, drawing, shown.aloud, on_paper(figure, cells, around))
    return book.finish()


def team_report(
    counted: CountedYear, everyone: CountedYear, codebook: Codebook, text: Words, *, status: str = ""
) -> bytes:
    """Return the report of a scope; `everyone` is the same period of all teams, to stand beside it."""
    around = Around(codebook, text, counted.scope)
    period = period_of(counted.scope, text)
    team = codebook.label("team", counted.scope.team) if counted.scope.team else text("annual_report.team.all_teams")
    title = text("annual_report.team.title", team=team)
    book = Book(text, title=f"{title} · {period}", status=status or text("annual_report.team.status"))
    book.part(title)
    book.prose(text("annual_report.team.subtitle", period=period))
    intro = text(
        "annual_report.team.intro", calls=thousands(counted.calls), persons=thousands(counted.persons), team=team,
        period=period,
    )  # fmt: skip
    book.prose(intro, LEAD, after=10)
    book.numbers((
        (thousands(counted.calls), text("figures.row.calls")),
        (thousands(counted.persons), text("figures.row.reported_persons")),
        (_part_of(counted, everyone), text("annual_report.team.of_all")),
    ))  # fmt: skip
    figures = {figure.id: (figure, cells) for figure, cells in counted.figures}
    others = {figure.id: cells for figure, cells in everyone.figures}
    for part, names in PARTS:
        book.section(text(f"annual_report.team.{part}"))
        for name in names:
            if name in figures:
                _figure(book, *figures[name], others, around)
    return book.finish()


def period_of(scope: Scope, text: Words) -> str:
    """Return the period in words: a quarter, a whole year, or its days."""
    first, last = scope.first, scope.last
    if first is None or last is None:
        return text("annual_report.team.whole_year", year=scope.year)
    if first.day == 1 and first.month % 3 == 1 and 88 <= (last - first).days <= 92:
        return text("annual_report.team.quarter", quarter=first.month // 3 + 1, year=first.year)
    return f"{first:%d/%m/%Y} – {last:%d/%m/%Y}"


def _part_of(counted: CountedYear, everyone: CountedYear) -> str:
    return f"{100 * counted.calls / everyone.calls:.0f} %" if everyone.calls else "–"


def _figure(
    book: Book, figure: Figure, cells: tuple[Cell, ...], others: Mapping[str, tuple[Cell, ...]], around: Around
) -> None:
    shown = picture(figure, cells, around)
    if not any(number(cell) for cell in cells):
        return
    if figure.id in COMPARED:
        table = compared(figure, cells, others.get(figure.id, ()), around)
        chart = Bars(tuple(_bar(cell) for cell in cells if number(cell)), "%")
        book.figure(shown.title, shown.message, measured(chart, len(chart.bars)), shown.aloud, table)
        return
    drawing = measured(shown.chart, len(cells)) if shown.chart is not None else None
    book.figure(shown.title, shown.message, drawing, shown.aloud, on_paper(figure, cells, around))


def _bar(cell: Cell) -> Bar:
    few = (cell.base or 0) < FEWEST
    return Bar(cell.label, share(cell), thousands(number(cell)) if few else f"{cell.printed} %")


def compared(figure: Figure, cells: tuple[Cell, ...], others: tuple[Cell, ...], around: Around) -> Table:
    """Return a table with the share of all teams beside that of this one; no percentages on a base under thirty."""
    text = around.text
    of_all = {cell.row: cell for cell in others}
    rows = tuple(
        (cell.label, number(cell), _share(cell), _share(of_all[cell.row]) if cell.row in of_all else "–")
        for cell in cells
        if number(cell) or number(of_all.get(cell.row, cell))
    )
    heads = (
        text("annual_report.column.row"), text("annual_report.column.n"), text("annual_report.team.own_team"),
        text("annual_report.team.all_teams"),
    )  # fmt: skip
    base = base_line(figure, cells, around)
    return Table(
        figure.id, text(f"figures.title.{figure.id}"), base, text("annual_report.team.compared"), heads, rows
    )


def _share(cell: Cell) -> str:
    return "–" if (cell.base or 0) < FEWEST else f"{cell.printed} %"
