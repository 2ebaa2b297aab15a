"""Small parts every screen is made of. Their look hangs on the properties `role`, `card`, `kind` of theme.qss."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayout,
    QLayoutItem,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

Part = QWidget | QLayout
L = TypeVar("L", QHBoxLayout, QVBoxLayout)


def label(text: str, role: str = "", buddy: QWidget | None = None, *, wrap: bool = False) -> QLabel:
    """Return a label. Roles: h title timer hero reading muted key ok warn danger tag tag_ok tag_warn say.

    With a `buddy` the label names that field for a screen reader, and its underlined letter jumps there.
    Text is never read as markup: what a counsellor or a directory wrote stays what it is.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setProperty("role", role)
    made.setWordWrap(wrap)
    if buddy is not None:
        made.setBuddy(buddy)
    return made


class OneLine(QLabel):
    """A label that ends in dots where it does not fit, so that no words ever make the window wider."""

    def __init__(self, role: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("role", role)

    def minimumSizeHint(self) -> QSize:
        """Return room for a few letters (Qt)."""
        return QSize(6 * self.fontMetrics().averageCharWidth(), super().minimumSizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw what fits (Qt)."""
        painter = QPainter(self)
        painter.setPen(self.palette().windowText().color())
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
        self.setToolTip("" if words == self.text() else self.text())


def set_role(widget: QWidget, role: str) -> None:
    """Give a label another role and let it show."""
    set_property(widget, "role", role)


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Change a property the style sheet looks at, and let it show."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)


def button(text: str, act: Callable[[], object] | None = None, *, kind: str = "", key: str = "") -> QPushButton:
    """Return a button. Kinds: primary flat row. `key` is shown behind the words, so that it is learnt by seeing."""
    made = QPushButton(f"{text}   {key}" if key else text)
    made.setAccessibleName(text)
    if kind:
        made.setProperty("kind", kind)
    made.setAutoDefault(False)
    if act is not None:
        made.clicked.connect(lambda: act())  # noqa: PLW0108 - Qt would hand over `checked`
    return made


def toggle(text: str) -> QPushButton:
    """Return a button that stays down, with a tick before its words while it does; read aloud as a check box."""
    made = QPushButton(f"○  {text}")
    made.setAccessibleName(text)
    made.setCheckable(True)
    made.setProperty("chip", "0")
    made.toggled.connect(lambda on: made.setText(f"✓  {text}" if on else f"○  {text}"))
    return made


def row(*parts: Part | None, spacing: int = 8) -> QHBoxLayout:
    """Return parts beside each other; None is the stretch between them."""
    made = QHBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return _filled(made, parts)


def column(*parts: Part | None, spacing: int = 6) -> QVBoxLayout:
    """Return parts under each other; None is the stretch between them."""
    made = QVBoxLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setSpacing(spacing)
    return _filled(made, parts)


def _filled(layout: L, parts: tuple[Part | None, ...]) -> L:
    for part in parts:
        if part is None:
            layout.addStretch(1)
        elif isinstance(part, QLayout):
            layout.addLayout(part)
        else:
            layout.addWidget(part)
    return layout


def heading(text: str, *more: Part, keys: tuple[str, ...] = ()) -> QHBoxLayout:
    """Return the heading of a card, with keycaps after it and more at the far end."""
    caps = [label(key, "key") for key in keys]
    for one in caps:  # a keycap keeps its height beside a taller button
        one.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
    return row(label(text, "h"), *caps, None, *more, spacing=6)


class Card(QFrame):
    """A white sheet on the ground, with parts under each other."""

    def __init__(self, *parts: Part | None, spacing: int = 6) -> None:
        super().__init__()
        self.setProperty("card", "1")
        self.column = column(*parts, spacing=spacing)
        self.column.setContentsMargins(12, 8, 12, 10)
        self.setLayout(self.column)


def scrolling(inside: QWidget, reads: str = "") -> QScrollArea:
    """Return a pane that scrolls up and down only. With nothing in it that takes the focus it is a stop for Tab
    itself, so that arrows move it: then `reads` is its name; otherwise it is none.
    """
    area = QScrollArea()
    area.setWidget(inside)
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.StrongFocus if reads else Qt.FocusPolicy.NoFocus)
    area.setAccessibleName(reads)
    set_property(area, "reads", "1" if reads else "")
    inside.setProperty("clear", "1")
    if (layout := inside.layout()) is not None:
        layout.setContentsMargins(0, 0, 6, 0)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    return area


def emptied(layout: QLayout) -> None:
    """Take everything out of a layout, for good."""
    while (item := layout.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            emptied(inner)


class Flow(QLayout):
    """Parts from left to right, wrapping; with `last_grows` the last one takes the rest of its line."""

    def __init__(self, parent: QWidget | None = None, *, last_grows: bool = False, spacing: int = 5) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._last_grows = last_grows
        self._gap = spacing
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add an item (Qt)."""
        self._items.append(item)

    def count(self) -> int:
        """Return how many there are (Qt)."""
        return len(self._items)

    def itemAt(self, at: int) -> QLayoutItem | None:
        """Return one (Qt)."""
        return self._items[at] if 0 <= at < len(self._items) else None

    def takeAt(self, at: int) -> QLayoutItem | None:
        """Take one out (Qt)."""
        return self._items.pop(at) if 0 <= at < len(self._items) else None

    def hasHeightForWidth(self) -> bool:
        """Return True: more lines when narrower (Qt)."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height at a width (Qt)."""
        return self._placed(QRect(0, 0, width, 0), move=False)

    def sizeHint(self) -> QSize:
        """Return the wish: everything on one line (Qt)."""
        width = sum(item.sizeHint().width() + self._gap for item in self._items if not item.isEmpty())
        return QSize(width, self.heightForWidth(width))

    def minimumSize(self) -> QSize:
        """Return the smallest size: the widest single item (Qt)."""
        sizes = [item.minimumSize() for item in self._items]
        return QSize(max((s.width() for s in sizes), default=0), max((s.height() for s in sizes), default=0))

    def setGeometry(self, rect: QRect) -> None:
        """Place everything (Qt)."""
        super().setGeometry(rect)
        self._placed(rect, move=True)

    def _placed(self, rect: QRect, *, move: bool) -> int:
        x, y, line = rect.x(), rect.y(), 0
        shown = [item for item in self._items if not item.isEmpty()]
        for at, item in enumerate(shown):
            size = item.sizeHint()
            grows = self._last_grows and at == len(shown) - 1
            width = max(70, item.minimumSize().width()) if grows else min(size.width(), rect.width())
            if x + width > rect.right() + 1 and x > rect.x():
                x, y, line = rect.x(), y + line + self._gap, 0
            if move:
                given = rect.right() - x + 1 if grows else width
                item.setGeometry(QRect(QPoint(x, y), QSize(given, size.height())))
            x += width + self._gap
            line = max(line, size.height())
        return y + line - rect.y()
