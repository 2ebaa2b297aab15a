"""The annual report as PDF: cover, contents, method, and seven parts in the order of the report of 2024."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from workstation.directory.open_hours import open_hours
from workstation.figures.around import Around
from workstation.figures.harmonised import TrendLine
from workstation.figures.rounding import thousands
from workstation.figures.spec import Base, Cell, Figure
from workstation.reports.annual_texts import METHOD, proposed_texts
from workstation.reports.book import BOLD, LEAD, LEFT, PAGE, REGULAR, WIDTH, Book
from workstation.reports.charts import Drawing
from workstation.reports.letters import face, readable
from workstation.reports.lines import Breaker
from workstation.reports.pictures import Chart, OpenHours, picture
from workstation.reports.structure import Marker, Node
from workstation.reports.tables import Table, Value, base_line, definition, shown_count, wide_table, with_sign
from workstation.reports.trend_tables import trend_table
from workstation.usecases.count_year import CountedYear
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

PARTS = (
    ("one", ("F03", "T02")),
    ("two", ("T03", "T04", "T05", "T06", "F07")),
    ("three", ("T09b", "T09c", "T09", "T08")),
    ("four", ("T10", "T11", "T11b", "T12", "T12b")),
    ("five", ("T13", "F14", "F15", "X01", "X02")),
    ("six", ("T16", "T16c")),
    ("seven", ("X10",)),
)
TERMS = ("problem_type", "violence_form", "outcome")
NOTES = ("X13", "X08", "X14")
INTRODUCED = frozenset({"two", "three", "four", "five", "six", "seven", "notes"})


def annual_report(
    counted: CountedYear,
    codebook: Codebook,
    text: Words,
    *,
    texts: Mapping[str, str] | None = None,
    status: str = "",
    trends: Sequence[TrendLine] = (),
) -> bytes:
    """Return the report of a counted year.

    `texts` replaces proposed texts by name (`proposed_texts`); an empty one is left out. `status` says at the foot of
    every page what this copy is; "" = a draft that was not released. `trends` puts earlier years beside this one.
    """
    around = Around(codebook, text, counted.scope)
    return _Report(counted, around, dict(texts or {}), status).made(trends)


class _Report:
    def __init__(self, counted: CountedYear, around: Around, texts: dict[str, str], status: str) -> None:
        text = around.text
        self._counted = counted
        self._around = around
        self._text = text
        self._texts = proposed_texts(counted, around) | texts
        self._figures = {figure.id: (figure, cells) for figure, cells in counted.figures}
        self._status = status or text("annual_report.status_draft")
        self._title = text("annual_report.title", year=counted.scope.year)
        foot = text("annual_report.status_edition", status=self._status, edition=counted.edition)
        self._book = Book(text, title=self._title, status=foot)

    def made(self, trends: Sequence[TrendLine]) -> bytes:
        book, text = self._book, self._text
        book.cover(self._cover)
        book.contents()
        book.part(text("annual_report.part.method"))
        for name in METHOD:
            book.prose(self._texts[f"method_{name}"])
        book.prose(text("annual_report.notes.contact"))
        self._key_figures()
        for number, (part, figures) in enumerate(PARTS, 1):
            book.part(text(f"annual_report.part.{part}"))
            if not any(name in self._figures for name in figures):
                pass
            elif part in INTRODUCED:
                book.prose(self._texts[part], LEAD, after=10)
            elif self._texts["first_years"]:
                book.prose(self._texts["first_years"])
            self._put(figures, number)
            if part == "one" and trends:
                self._trends(trends)
        self._notes()
        return book.finish()

    def _trends(self, trends: Sequence[TrendLine]) -> None:
        year = self._counted.scope.year or 0
        until = [replace(line, points=tuple(p for p in line.points if p.year <= year)) for line in trends]
        table = trend_table(until, self._text, most_years=5)
        heading, said = (self._text(f"annual_report.trends.{name}") for name in ("title", "said"))
        self._book.figure(heading, said, None, "", table)

    def _key_figures(self) -> None:
        book, text = self._book, self._text
        book.part(text("annual_report.part.key"))
        book.prose(self._texts["key"], LEAD, after=12)
        ratio = f"{self._counted.persons / max(1, self._counted.calls):.2f}".replace(".", ",")
        book.numbers((
            (thousands(self._counted.calls), text("figures.row.calls")),
            (thousands(self._counted.persons), text("figures.row.reported_persons")),
            (ratio, text("figures.title.X14")),
        ))  # fmt: skip
        shares = (("T13", "phone"), ("T09b", "minor_group"), ("T11", "intrafamilial"))
        cells = [cell for table, row in shares if (cell := self._cell(table, row))]
        found = [(with_sign(cell), cell.label) for cell in cells if cell.printed[-1:].isdigit()]
        if found:
            book.numbers(found)
        for name in ("T06", "T09b", "T11", "T12b", "T13"):
            book.prose(self._texts.get(name, ""))

    def _cell(self, table: str, row: str) -> Cell | None:
        _, cells = self._figures.get(table, (None, ()))
        return next((cell for cell in cells if cell.row == row and not cell.column), None)

    def _put(self, names: Sequence[str], part: int) -> None:
        number, inside = 0, []
        for name in names:
            if name not in self._figures:
                inside.append(self._text(f"figures.title.{name}"))
                continue
            figure, cells = self._figures[name]
            number += 1
            title = self._text(f"figures.title.{name}")
            heading = self._text("annual_report.figure", part=part, number=number, title=title)
            self._one(heading, figure, cells)
        if inside:
            self._book.note(self._text("annual_report.inside", titles=", ".join(inside)))

    def _one(self, heading: str, figure: Figure, cells: Sequence[Cell]) -> None:
        shown = picture(figure, cells, self._around, hours_of(figure, self._around))
        drawing = measured(shown.chart, len(cells)) if shown.chart is not None else None
        said = self._texts.get(figure.id) or shown.message
        self._book.figure(heading, said, drawing, shown.aloud, on_paper(figure, cells, self._around))

    def _notes(self) -> None:
        book, text = self._book, self._text
        book.part(text("annual_report.part.notes"))
        book.prose(self._texts["notes"], LEAD, after=10)
        for name in NOTES:
            if name in self._figures:
                self._one(text(f"figures.title.{name}"), *self._figures[name])
        self._terms()
        for name in ("rounding", "source", "lists", "accessible"):
            book.note(text(f"annual_report.notes.{name}", edition=self._counted.edition))

    def _terms(self) -> None:
        """Put the lists that were in use that year, each answer with its definition."""
        text, year = self._text, self._counted.scope.year
        if year is None:
            return
        for name in TERMS:
            codes = [c for c in self._around.codebook.offered(name, date(year, 12, 31)) if c.definition]
            heads = (text("annual_report.column.row"), text("annual_report.column.definition"))
            title = text(f"annual_report.terms.{name}")
            self._book.table(Table(name, title, "", "", heads, tuple((c.label, c.definition) for c in codes), 2))

    def _cover(self, canvas: Any, marker: Marker, node: Node) -> None:  # noqa: ANN401 - reportlab has no types
        text = self._text
        with marker.marked(None):
            canvas.setFillColor("#0a3d73")
            canvas.rect(0, 300, PAGE[0], PAGE[1] - 300, stroke=0, fill=1)
            canvas.setFillColor("#c77700")
            canvas.rect(LEFT, 300, 90, 7, stroke=0, fill=1)
        year = str(self._counted.scope.year)
        numbers = text(
            "annual_report.cover_numbers", calls=thousands(self._counted.calls),
            persons=thousands(self._counted.persons),
        )  # fmt: skip
        edition = text("annual_report.cover_edition", edition=self._counted.edition)
        lines = [
            ("1712", BOLD, 26, 742, "#ffffff"), (year, BOLD, 96, 470, "#ffffff"),
            (self._title, BOLD, 24, 420, "#ffffff"),
            (numbers, BOLD, 15, 245, "#1c242e"), (self._status, REGULAR, 10.5, 92, "#4d5661"),
            (edition, REGULAR, 10.5, 76, "#4d5661"),
        ]  # fmt: skip
        subtitle = Breaker(face(REGULAR), 14).lines(text("annual_report.subtitle"), 330, sparing=True)
        lines += [(line, REGULAR, 14, 386 - at * 19, "#ffffff") for at, line in enumerate(subtitle)]
        for words, weight, size, y, colour in lines:
            with marker.marked(node.grow("P")):
                canvas.setFillColor(colour)
                canvas.setFont(face(weight).name, size)
                canvas.drawString(LEFT, y, readable(words, text))


def hours_of(figure: Figure, around: Around) -> OpenHours | None:
    """Return when the lines were open, for the one figure that needs it."""
    if figure.id != "X02" or around.scope.year is None:
        return None
    year = around.scope.year
    return open_hours(date(year, 1, 1), date(year, 12, 31))


def measured(chart: Chart, rows: int) -> Drawing:
    """Return a chart laid out for the width of a page; many rows get smaller letters."""
    return chart.drawn(WIDTH, width_of, 8.0 if rows > 11 else 9.0)


def width_of(words: str, size: float, bold: bool) -> float:
    """Return how wide these words are in the letters of the report, in points."""
    return face(BOLD if bold else REGULAR).width(words, size)


def on_paper(figure: Figure, cells: Sequence[Cell], around: Around) -> Table | None:
    """Return the table under a chart; None where the chart with its numbers says everything there is."""
    text = around.text
    notes = (text(f"figures.title.{figure.id}"), base_line(figure, cells, around), definition(figure, around))
    if figure.id == "X02":
        return Table(figure.id, *notes, (), ())
    if figure.kind == "campaigns":
        cells = [cell for cell in cells if cell.column]
        rows = tuple((cell.label, cell.n, "{} ({}–{})".format(*cell.printed.split())) for cell in cells)
        heads = tuple(text(f"annual_report.column.{name}") for name in ("row", "n", "ratio"))
        return Table(figure.id, *notes, heads, rows)
    if figure.kind == "growth":
        heads = tuple(text(f"annual_report.column.{name}") for name in ("row", "n", "base", "growth"))
        return Table(figure.id, *notes, heads, tuple((c.label, c.n, c.base, f"{c.printed} %") for c in cells))
    if figure.kind == "durations":
        return turned(wide_table(figure, cells, around))
    if any(cell.column for cell in cells):
        return wide_table(figure, cells, around)
    if figure.base is Base.NONE:
        return None
    heads = tuple(text(f"annual_report.column.{name}") for name in ("row", "n", "percent", "of_known"))
    return Table(figure.id, *notes, heads, tuple(_line(cell) for cell in cells))


def turned(table: Table) -> Table:
    """Return a crossed table with rows and columns changed over: many measures, few columns."""
    heads = (table.columns[0], *(str(row[0]) for row in table.rows))
    rows = tuple((name, *(row[at] for row in table.rows)) for at, name in enumerate(table.columns[1:], 1))
    return replace(table, columns=heads, rows=rows)


def _line(cell: Cell) -> tuple[str, Value, str, str]:
    known = f"{float(cell.of_known):.1f}".replace(".", ",") if cell.of_known else "–"
    return cell.label, shown_count(cell), cell.printed, known
