"""The workbook of a counted year: a sheet per table with its native chart, its base, definition and edition.

Numbers are numbers, words are words: nothing a cell says can become a formula.
"""

import io
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from workstation.figures.around import Around
from workstation.figures.harmonised import TrendLine
from workstation.figures.rounding import thousands
from workstation.figures.spec import Base, Cell, Figure
from workstation.reports.pictures import picture
from workstation.reports.tables import Table, long_table, wide_table
from workstation.reports.trend_tables import trend_table
from workstation.usecases.count_year import CountedYear
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

HEAD = 6  # the row of the column heads; above it title, sentence, base, definition, edition
LONGEST_CHART = 20  # rows
BLUE = "#0A549E"
COLOURS = (BLUE, "#A35200", "#5A6672", "#2A6B45")


def workbook(
    counted: CountedYear,
    codebook: Codebook,
    text: Words,
    *,
    made_at: datetime,
    trends: Sequence[TrendLine] = (),
) -> bytes:
    """Return the file. `made_at` goes into its properties; the same arguments give the same bytes."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    around = Around(codebook, text, counted.scope)
    book.set_properties({
        "title": title_of(counted, around), "comments": counted.edition, "created": made_at.replace(tzinfo=None),
    })  # fmt: skip
    writer = _Writer(book, counted, around)
    writer.explanation(trends)
    for figure, cells in counted.figures:
        writer.figure(figure, cells)
    if trends:
        writer.plain(trend_table(trends, text))
    book.close()
    return out.getvalue()


def title_of(counted: CountedYear, around: Around) -> str:
    """Return what the workbook is called: year, and team, channel or days where those limit it."""
    scope, text = counted.scope, around.text
    parts = [text("annual_report.title", year=scope.year or "")]
    if scope.team:
        parts.append(around.codebook.label("team", scope.team))
    if scope.channel:
        parts.append(around.codebook.label("channel", scope.channel))
    if scope.first and scope.last:
        parts.append(f"{scope.first:%d/%m/%Y} – {scope.last:%d/%m/%Y}")
    return " · ".join(parts)


class _Writer:
    def __init__(self, book: Any, counted: CountedYear, around: Around) -> None:  # noqa: ANN401 - xlsxwriter has no types
        self._book = book
        self._counted = counted
        self._around = around
        self._text = around.text
        self._said = ""  # what a screen reader says of the chart in hand
        add = book.add_format
        self._formats = {
            "title": add({"bold": True, "font_size": 14, "font_color": BLUE}),
            "head": add({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top", "bg_color": "#E3EFFB"}),
            "number": add(
                {
                    "bold": True,
                    "bottom": 1,
                    "text_wrap": True,
                    "valign": "top",
                    "bg_color": "#E3EFFB",
                    "align": "right",
                }
            ),
            "quiet": add({"font_color": "#4D5661"}),
            "wrap": add({"text_wrap": True, "valign": "top"}),
            "count": add({"num_format": "#,##0"}),
            "share": add({"num_format": "0.00%"}),
            "right": add({"align": "right"}),
        }

    def explanation(self, trends: Sequence[TrendLine]) -> None:
        """Write the first sheet: what this is, how to read it, and where each table stands."""
        text, formats = self._text, self._formats
        sheet = self._sheet(text("workbook.explanation"))
        sheet.set_column(0, 0, 12)
        sheet.set_column(1, 1, 100)
        sheet.write_string(0, 0, title_of(self._counted, self._around), formats["title"])
        counts = text(
            "annual_report.cover_numbers", calls=thousands(self._counted.calls),
            persons=thousands(self._counted.persons),
        )  # fmt: skip
        edition = text("annual_report.cover_edition", edition=self._counted.edition)
        lines = [
            counts,
            edition,
            *(text(f"workbook.note_{name}") for name in ("internal", "sample", "known", "printed")),
        ]
        row = 1
        for line in lines:
            sheet.write_string(row, 1, line, formats["wrap"])
            # not every program makes a row as high as its words
            sheet.set_row(row, 15 * (1 + len(line) // 95))
            row += 1
        row += 1
        sheet.write_string(row, 0, text("workbook.sheet"), formats["head"])
        sheet.write_string(row, 1, text("workbook.table"), formats["head"])
        for figure, _ in self._counted.figures:
            row += 1
            sheet.write_url(row, 0, f"internal:'{figure.id}'!A1", string=figure.id)
            sheet.write_string(row, 1, text(f"figures.title.{figure.id}"))
        if trends:
            row += 1
            sheet.write_url(row, 0, f"internal:'{text('workbook.years')}'!A1", string=text("workbook.years"))
            sheet.write_string(row, 1, text("workbook.years_title"))

    def figure(self, figure: Figure, cells: Sequence[Cell]) -> None:
        """Write one table, and beside it its chart."""
        table = long_table(figure, cells, self._around)
        shown = picture(figure, cells, self._around)
        self._said = shown.aloud
        sheet = self._begun(figure.id, table, shown.message)
        self._rows(sheet, HEAD, 0, table)
        if not cells:
            return
        right = len(table.columns) + 1
        if figure.kind in {"shares", "evolution"} and any(cell.column for cell in cells):
            wide = wide_table(figure, cells, self._around)
            self._rows(sheet, HEAD, right, wide)
            self._crossed(sheet, figure, wide, right)
        elif figure.id == "X02":
            self._week(sheet, cells, right)
        elif figure.id == "X10":
            self._days(sheet, cells, right)
        elif figure.base is not Base.NONE or figure.kind == "completeness":
            self._bars(sheet, table, right)

    def plain(self, table: Table) -> None:
        """Write a table without a chart."""
        sheet = self._begun(self._text("workbook.years"), table, "")
        self._rows(sheet, HEAD, 0, table)

    def _sheet(self, name: str) -> Any:  # noqa: ANN401 - xlsxwriter has no types
        sheet = self._book.add_worksheet(name)
        sheet.hide_gridlines(2)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        return sheet

    def _begun(self, name: str, table: Table, message: str) -> Any:  # noqa: ANN401 - xlsxwriter has no types
        sheet = self._sheet(name)
        edition = self._text("annual_report.cover_edition", edition=self._counted.edition)
        for row, (line, look) in enumerate(
            (
                (table.title, "title"),
                (message, ""),
                (table.base, "quiet"),
                (table.definition, "quiet"),
                (edition, "quiet"),
            )
        ):
            sheet.write_string(row, 0, line, self._formats.get(look))
        for column in range(len(table.columns)):
            wide = max([len(str(r[column] or "")) for r in table.rows] or [8]) if column < table.words else 12
            sheet.set_column(column, column, min(60, wide + 2))
        sheet.freeze_panes(HEAD + 1, table.words)
        return sheet

    def _rows(self, sheet: Any, top: int, left: int, table: Table) -> None:  # noqa: ANN401 - xlsxwriter has no types
        for at, name in enumerate(table.columns):
            sheet.write_string(top, left + at, name, self._formats["number" if at >= table.words else "head"])
        sheet.set_row(top, 32)
        for down, row in enumerate(table.rows, top + 1):
            for at, value in enumerate(row, left):
                if isinstance(value, str):
                    sheet.write_string(down, at, value, self._formats["right"] if at - left >= table.words else None)
                elif isinstance(value, float):
                    sheet.write_number(down, at, value / 100, self._formats["share"])
                elif value is not None:
                    sheet.write_number(down, at, value, self._formats["count"])

    # --- charts -------------------------------------------------------------------------------------------------

    def _chart(self, sheet: Any, kind: dict[str, str], place: tuple[int, int], rows: int) -> Any:  # noqa: ANN401 - xlsxwriter has no types
        chart = self._book.add_chart(kind)
        chart.set_title({"none": True})
        if kind["type"] == "bar":
            chart.set_y_axis({"reverse": True, "num_font": {"size": 9}})
            chart.set_x_axis({"major_gridlines": {"visible": True, "line": {"color": "#D5DAE0"}}})
        chart.set_size({"width": 640, "height": min(900, 120 + 24 * max(4, rows))})
        sheet.insert_chart(place[0], place[1], chart, {"description": self._said, "object_position": 2})
        return chart

    def _bars(self, sheet: Any, table: Table, right: int) -> None:  # noqa: ANN401 - xlsxwriter has no types
        rows = min(len(table.rows), LONGEST_CHART * 2)
        shares = table.words + 2
        chart = self._chart(sheet, {"type": "bar"}, (HEAD, right), rows)
        name, first, last = sheet.get_name(), HEAD + 1, HEAD + rows
        chart.add_series({
            "name": table.title, "categories": [name, first, 0, last, table.words - 1],
            "values": [name, first, shares, last, shares], "fill": {"color": BLUE}, "gap": 45,
            "data_labels": {"value": True, "num_format": "[<0.0095]0.00%;0.0%"},
        })  # fmt: skip
        chart.set_x_axis({"num_format": "0%", "major_gridlines": {"visible": True, "line": {"color": "#D5DAE0"}}})
        chart.set_legend({"none": True})

    def _crossed(self, sheet: Any, figure: Figure, wide: Table, left: int) -> None:  # noqa: ANN401 - xlsxwriter has no types
        line = figure.kind == "evolution"
        kind = {"type": "line"} if line else {
            "type": "bar", "subtype": "percent_stacked" if figure.base is Base.ROW else "stacked",
        }  # fmt: skip
        place = (HEAD, left + len(wide.columns) + 1)
        chart = self._chart(sheet, kind, place, len(wide.rows))
        name, first, last = sheet.get_name(), HEAD + 1, HEAD + len(wide.rows)
        for at in range(1, len(wide.columns)):
            series: dict[str, Any] = {
                "name": [name, HEAD, left + at], "categories": [name, first, left, last, left],
                "values": [name, first, left + at, last, left + at],
            }  # fmt: skip
            if at <= len(COLOURS):
                series |= {"line": {"color": COLOURS[at - 1]}} if line else {"fill": {"color": COLOURS[at - 1]}}
            chart.add_series(series)
        chart.set_legend({"position": "top"})

    def _week(self, sheet: Any, cells: Sequence[Cell], left: int) -> None:  # noqa: ANN401 - xlsxwriter has no types
        places = {(cell.row, cell.column): cell.n or 0 for cell in cells if cell.table == "X02"}
        hours = sorted({hour for _, hour in places})
        for at, hour in enumerate(hours, 1):
            sheet.write_string(HEAD, left + at, f"{int(hour)} u", self._formats["head"])
        for day in range(1, 8):
            sheet.write_string(HEAD + day, left, self._text(f"figures.weekday.{day}"))
            for at, hour in enumerate(hours, 1):
                sheet.write_number(HEAD + day, left + at, places.get((str(day), hour), 0))
        sheet.conditional_format(
            HEAD + 1, left + 1, HEAD + 7, left + len(hours),
            {"type": "2_color_scale", "min_color": "#FFFFFF", "max_color": "#5A8FC4"},
        )  # fmt: skip

    def _days(self, sheet: Any, cells: Sequence[Cell], right: int) -> None:  # noqa: ANN401 - xlsxwriter has no types
        days = sum(not cell.column for cell in cells)
        if not days:
            return
        words = 2 if days < len(cells) else 1
        chart = self._chart(sheet, {"type": "line"}, (HEAD, right), 12)
        name = sheet.get_name()
        chart.add_series({
            "name": self._text("figures.row.calls"), "categories": [name, HEAD + 1, 0, HEAD + days, 0],
            "values": [name, HEAD + 1, words, HEAD + days, words], "line": {"color": BLUE, "width": 1},
        })  # fmt: skip
        chart.set_legend({"none": True})
