"""A figure on screen: title, sentence, chart or its table, base and definition."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QSizePolicy

from workstation.reports.pictures import Picture
from workstation.reports.tables import Table, Value
from workstation.ui.charts import ChartView
from workstation.ui.lists.lines import Column, Lines, LineTable
from workstation.ui.look import Look
from workstation.ui.parts import Card, label
from workstation.vocabulary.words import Words

MOST_ROWS = 14  # seen at once; more scroll
MOST_COLUMNS = 5  # more than these scroll sideways
# n, base, % of all, % of known, printed: from this width in digits
GIVE_WAY = (0, 66, 0, 50, 84)
Row = tuple[Value, ...]


def said(value: Value) -> str:
    """Return a value as a table shows it."""
    if value is None:
        return "–"
    if isinstance(value, float):
        return f"{value:.2f} %".replace(".", ",")
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


class FigureCard(Card):
    """Shows a picture. The table is made when it is first asked for: most people look at charts."""

    def __init__(self, look: Look, text: Words) -> None:
        self._look = look
        self._text = text
        self._title = label("", "h", wrap=True)
        self._message = label("", wrap=True)
        self.chart = ChartView(look)
        self._base = label("", "muted", wrap=True)
        self._definition = label("", "muted", wrap=True)
        self.table: LineTable | None = None
        self._picture: Picture | None = None
        super().__init__(self._title, self._message, self.chart, self._base, self._definition, None)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)

    def give(self, picture: Picture, *, as_table: bool) -> None:
        """Show a picture, as a chart or as its table. What has no chart is always a table."""
        self._picture = picture
        self._title.setText(picture.title)
        self._message.setText(picture.message)
        self._base.setText(picture.table.base)
        self._definition.setText(picture.table.definition)
        table = as_table or picture.chart is None
        self.chart.setVisible(not table)
        self.chart.give(None if table else picture.chart, picture.aloud)
        self._drop_table()
        if table and picture.table.rows:
            self._show_table(picture.table, picture.aloud)

    def _drop_table(self) -> None:
        if self.table is not None:
            self.column.removeWidget(self.table)
            self.table.hide()
            self.table.deleteLater()
            self.table = None

    def _show_table(self, table: Table, aloud: str) -> None:
        lines = Lines[Row](columns_of(table), lambda at: table.columns[int(at)])
        lines.give(table.rows)
        made = LineTable(lines, aloud)
        lines.setParent(made)
        made.setWordWrap(False)
        row = made.verticalHeader().defaultSectionSize()
        rows = min(MOST_ROWS, len(table.rows))
        made.setFixedHeight(made.horizontalHeader().sizeHint().height() + rows * row + 8)
        self.table = made
        self.column.insertWidget(2, made)
        made.first()


def columns_of(table: Table) -> Sequence[Column[Row]]:
    """Return the columns of a table: the first takes what room there is, each other one what its contents need.

    Where a card is narrow, the base and the printed text give way: both stand elsewhere on the card.
    """
    long = len(table.columns) == table.words + len(GIVE_WAY)
    made = []
    for at, head in enumerate(table.columns):
        if at and all(row[at] is None for row in table.rows):
            continue  # nothing to read, and the others need its room
        longest = max((len(said(row[at])) for row in table.rows), default=0)
        from_width = GIVE_WAY[at - table.words] if long and at >= table.words else 0
        number = at >= table.words
        wide = min(30, max(4, len(head), longest))
        stretch = at == 0 and (long or len(table.columns) <= MOST_COLUMNS)
        made.append(Column(str(at), partial(_shown, at), wide, stretch=stretch, right=number, from_width=from_width))
    return tuple(made)


def _shown(at: int, row: Row) -> str:
    return said(row[at])
