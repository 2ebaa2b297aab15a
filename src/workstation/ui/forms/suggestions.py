"""What typed text may mean: a list under the box, with the definition at hand. It never takes the focus."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

SHOWN = 8
Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True, slots=True)
class Offer:
    """One meaning. `value` is what is kept when it is taken, `short` its snelcode, `more` its definition."""

    value: str | int
    label: str
    short: str = ""
    more: str = ""


class Offers(QAbstractListModel):
    """The lines of the list."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offers: tuple[Offer, ...] = ()

    def give(self, offers: tuple[Offer, ...]) -> None:
        """Show these instead."""
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()

    def rowCount(self, _parent: Index | None = None) -> int:
        """Return how many lines there are."""
        return len(self.offers)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the label, and for a screen reader the whole line."""
        offer = self.offers[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return offer.label
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return ", ".join(part for part in (offer.label, offer.short, offer.more) if part)
        if role == Qt.ItemDataRole.UserRole:
            return offer.short
        return None


class _Line(QStyledItemDelegate):
    """Short code left, label after it."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one line in the colours of the palette."""
        palette: QPalette = option.palette
        rect: QRect = option.rect
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            painter.fillRect(rect, palette.highlight())
        painter.setPen(palette.highlightedText().color() if chosen else palette.text().color())
        unit = painter.fontMetrics().horizontalAdvance("m")
        line = rect.adjusted(unit // 2, 0, -unit // 2, 0)
        flags = Qt.AlignmentFlag.AlignVCenter
        label = painter.fontMetrics().elidedText(
            str(index.data()),
            Qt.TextElideMode.ElideRight,
            line.width() - 3 * unit,
        )
        painter.drawText(line.adjusted(3 * unit, 0, 0, 0), flags, label)
        if not chosen:
            # the view's own palette has Qt's pale idea of a placeholder, not ours
            painter.setPen(QApplication.palette().placeholderText().color())
        painter.drawText(line, flags, str(index.data(Qt.ItemDataRole.UserRole) or ""))

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return a line of at least 24 pixels."""
        return QSize(60, max(24, round(option.fontMetrics.height() * 1.45)))


class Suggestions(QFrame):
    """The list under one box. A child of the window, so that the cover lies over it and no window opens."""

    picked = Signal(object)  # Offer

    def __init__(self, window: QWidget, name: str) -> None:
        super().__init__(window)
        self._window = window
        self.setObjectName("pop")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._offers = Offers(self)
        self._list = QListView()
        self._list.setModel(self._offers)
        self._list.setItemDelegate(_Line(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setAccessibleName(name)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.clicked.connect(lambda index: self.picked.emit(self._offers.offers[index.row()]))
        self._more = QLabel()
        self._more.setWordWrap(True)
        self._more.setProperty("role", "muted")
        box = QVBoxLayout(self)
        box.setContentsMargins(2, 2, 2, 4)
        box.setSpacing(2)
        box.addWidget(self._list)
        box.addWidget(self._more)
        self.moved = False
        self.hide()

    def offer(self, offers: tuple[Offer, ...], under: QWidget) -> None:
        """Show these under a box, or nothing when there are none."""
        self.moved = False
        self._offers.give(offers)
        if not offers:
            self.hide()
            return
        self._list.setCurrentIndex(self._offers.index(0))
        self._tell_more()
        self._place(under)
        self.show()
        self.raise_()

    def move_by(self, steps: int) -> None:
        """Go up or down; the line reached is the one that Enter takes."""
        rows = len(self._offers.offers)
        row = max(0, min(rows - 1, self._list.currentIndex().row() + steps))
        self.moved = True
        self._list.setCurrentIndex(self._offers.index(row))
        self._tell_more()

    @property
    def current(self) -> Offer | None:
        """The line that Enter takes."""
        row = self._list.currentIndex().row()
        return self._offers.offers[row] if 0 <= row < len(self._offers.offers) else None

    def _tell_more(self) -> None:
        more = self.current.more if self.current else ""
        self._more.setText(more)
        self._more.setVisible(any(offer.more for offer in self._offers.offers))

    def _place(self, under: QWidget) -> None:
        window = self._window
        letter = self.fontMetrics()
        width = min(max(under.width(), 26 * letter.horizontalAdvance("m")), window.width())
        rows = min(len(self._offers.offers), SHOWN)
        lines = rows * max(24, round(letter.height() * 1.45)) + 4
        more = 3 * letter.height() if self._more.isVisibleTo(self) else 0
        height = lines + more + 8
        corner = under.mapTo(window, QPoint(0, under.height()))
        top = corner.y()
        if top + height > window.height():
            top = max(0, corner.y() - under.height() - height)
        self._list.setFixedHeight(lines)
        self.setGeometry(min(corner.x(), window.width() - width), top, width, height)
