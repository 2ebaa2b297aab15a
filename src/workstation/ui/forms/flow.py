"""A layout that runs from left to right and wraps; its last widget takes the rest of its line."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

GAP = 4
REST = 76


class Flow(QLayout):
    """Chips, and after them the box in which the next one is typed."""

    def __init__(self, parent: QWidget, *, rest: bool = True) -> None:
        super().__init__(parent)
        self._parts: list[QLayoutItem] = []
        self._rest = rest
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:
        """Add behind the others."""
        self._parts.append(item)

    def count(self) -> int:
        """Return how many there are."""
        return len(self._parts)

    def itemAt(self, at: int) -> QLayoutItem | None:  # type: ignore[override]
        """Return one of them."""
        return self._parts[at] if 0 <= at < len(self._parts) else None

    def takeAt(self, at: int) -> QLayoutItem | None:  # type: ignore[override]
        """Take one out."""
        return self._parts.pop(at) if 0 <= at < len(self._parts) else None

    def expandingDirections(self) -> Qt.Orientation:
        """Return that it grows with its lines only."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:
        """Return that its height follows from its width."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines."""
        return self._arrange(QRect(0, 0, width, 0), place=False)

    def sizeHint(self) -> QSize:
        """Return the size of one line."""
        return self.minimumSize()

    def minimumSize(self) -> QSize:
        """Return the size of the widest part."""
        tallest = max((part.sizeHint().height() for part in self._parts), default=24)
        return QSize(2 * REST, tallest)

    def setGeometry(self, rect: QRect) -> None:
        """Put every part in its place."""
        super().setGeometry(rect)
        self._arrange(rect, place=True)

    def _arrange(self, rect: QRect, *, place: bool) -> int:
        x, y, tallest = rect.x(), rect.y(), 0
        for at, part in enumerate(self._parts):
            last = self._rest and at == len(self._parts) - 1
            wish = part.sizeHint()
            width = REST if last else min(wish.width(), rect.width())
            if x + width > rect.right() + 1 and x > rect.x():
                x, y, tallest = rect.x(), y + tallest + GAP - 1, 0
            if place:
                part.setGeometry(QRect(x, y, rect.right() - x + 1 if last else width, wish.height()))
            x += width + GAP
            tallest = max(tallest, wish.height())
        return y + tallest - rect.y()
