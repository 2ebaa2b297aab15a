"""Read-only lists over frozen lines: declared columns, what is read aloud, Enter asks to open. They never fetch."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, NamedTuple, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QListView, QTableView

from workstation.ui.lists.two_lines import TwoLines
from workstation.ui.look import Look
from workstation.ui.parts import set_property

T = TypeVar("T")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(frozen=True, slots=True)
class Column(Generic[T]):
    """One column. `name` is its word under the screen's `columns`; `stretch` takes the room that is left.

    `width` is in digits' widths; in a table narrower than `from_width` digits the column is left out.
    """

    name: str
    show: Callable[[T], str]
    width: int = 10
    stretch: bool = False
    right: bool = False
    from_width: int = 0


class Lines(QAbstractTableModel, Generic[T]):
    """The lines now on screen. `aloud` is what a screen reader says of a whole line."""

    def __init__(
        self,
        columns: Sequence[Column[T]],
        title: Callable[[str], str],
        aloud: Callable[[T], str] | None = None,
    ) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._title = title
        self._aloud = aloud
        self.lines: tuple[T, ...] = ()

    def give(self, lines: Sequence[T]) -> None:
        """Show these lines instead."""
        self.beginResetModel()
        self.lines = tuple(lines)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many lines (Qt)."""
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return how many columns (Qt)."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401 - Qt
        """Return what a cell shows or says (Qt)."""
        if not index.isValid():
            return None
        line, column = self.lines[index.row()], self._columns[index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.show(line)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            if self._aloud is not None:
                return self._aloud(line)
            return ", ".join(said for one in self._columns if (said := one.show(line)))
        if role == Qt.ItemDataRole.TextAlignmentRole and column.right:
            return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:  # noqa: ANN401 - Qt
        """Return the title of a column (Qt)."""
        if role == Qt.ItemDataRole.DisplayRole and orientation == Qt.Orientation.Horizontal:
            return self._title(self._columns[section].name)
        return None

    @property
    def columns(self) -> tuple[Column[T], ...]:
        """The declared columns."""
        return self._columns


class Place(NamedTuple):
    """Where one was reading: a line, and its height in the view in pixels."""

    id: object
    height: int


class LineTable(QTableView):
    """A table of lines. Tab leaves it, arrows move in it; `opened` and `moved` give the line."""

    opened = Signal(object)
    moved = Signal(object)

    def __init__(self, lines: Lines[Any], name: str) -> None:
        super().__init__()
        self._lines = lines
        self.setModel(lines)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(False)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().currentRowChanged.connect(lambda _now, _before: self.moved.emit(self.current))
        self._fit()

    @property
    def current(self) -> object | None:
        """The line the cursor is on, or None."""
        row = self.currentIndex().row()
        return self._lines.lines[row] if 0 <= row < len(self._lines.lines) else None

    def first(self) -> None:
        """Put the cursor on the first line."""
        if self._lines.lines:
            self.selectRow(0)
        else:
            self.moved.emit(None)

    def place(self) -> Place | None:
        """Return which line the cursor is on and how far down the view it stands."""
        current = self.current
        if current is None:
            return None
        return Place(getattr(current, "id", None), self.rowViewportPosition(self.currentIndex().row()))

    def go_back_to(self, place: Place) -> bool:
        """Put the cursor on the line of a place, at the same height of the view; False when it is gone."""
        ids = [getattr(line, "id", None) for line in self._lines.lines]
        if place.id not in ids:
            return False
        row = ids.index(place.id)
        self.selectRow(row)
        bar = self.verticalScrollBar()
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        bar.setValue(bar.value() + self.rowViewportPosition(row) - place.height)
        return True

    def _fit(self) -> None:
        header = self.horizontalHeader()
        letter = self.fontMetrics().horizontalAdvance("0")
        for at, column in enumerate(self._lines.columns):
            if column.stretch:
                header.setSectionResizeMode(at, QHeaderView.ResizeMode.Stretch)
            else:
                self.setColumnWidth(at, column.width * letter + 18)
        self.verticalHeader().setDefaultSectionSize(self.fontMetrics().height() + 12)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what may be left out when it is narrow (Qt)."""
        room = event.size().width() // max(1, self.fontMetrics().horizontalAdvance("0"))
        for at, column in enumerate(self._lines.columns):
            self.setColumnHidden(at, room < column.from_width)
        super().resizeEvent(event)

    def look_changed(self) -> None:
        """Make columns and rows fit the letters again."""
        self.ensurePolished()
        self._fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter; typing letters searches nothing here (Qt)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        elif event.text() and not event.modifiers() and event.key() != Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)


class LineList(QListView):
    """A list of lines, one text each (the first column); its first row is strong, further rows are quieter."""

    opened = Signal(object)
    moved = Signal(object)

    def __init__(self, lines: Lines[Any], name: str, look: Look) -> None:
        super().__init__()
        self._lines = lines
        self._drawn = TwoLines(look)
        self.setModel(lines)
        self.setItemDelegate(self._drawn)
        self.setAccessibleName(name)
        look.changed.connect(self.scheduleDelayedItemsLayout)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setResizeMode(QListView.ResizeMode.Adjust)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.doubleClicked.connect(lambda _index: self._open())
        self.selectionModel().currentChanged.connect(lambda _now, _before: self.moved.emit(self.current))

    @property
    def current(self) -> object | None:
        """The line the cursor is on, or None."""
        row = self.currentIndex().row()
        return self._lines.lines[row] if 0 <= row < len(self._lines.lines) else None

    def first(self) -> None:
        """Put the cursor on the first line."""
        if self._lines.lines:
            self.setCurrentIndex(self._lines.index(0, 0))
        else:
            self.moved.emit(None)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show where the cursor is (Qt)."""
        set_property(self, "here", "1")
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Hide the cursor of a plain list: it is not where the keys go now (Qt)."""
        set_property(self, "here", "0")
        super().focusOutEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter (Qt)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open()
        else:
            super().keyPressEvent(event)

    def _open(self) -> None:
        if self.current is not None:
            self.opened.emit(self.current)
