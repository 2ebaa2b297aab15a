"""Draws a line of a list: the first row of its text strong, the rows after it quieter."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from workstation.ui.look import Look

Index = QModelIndex | QPersistentModelIndex
SIDE, ABOVE = 10, 5
WRAP = Qt.TextFlag.TextWordWrap


class TwoLines(QStyledItemDelegate):
    """Follows theme and letter size; it never shows a word that is not in the line's own text."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look

    def _fonts(self, option: QStyleOptionViewItem) -> tuple[QFont, QFont]:
        strong = QFont(option.font)
        strong.setPixelSize(self._look.px(15))
        strong.setBold(True)
        quiet = QFont(strong)
        quiet.setBold(False)
        quiet.setPixelSize(self._look.px(14))
        return strong, quiet

    def _parts(self, option: QStyleOptionViewItem, index: Index, width: int) -> list[tuple[str, QFont, int]]:
        first, _, rest = str(index.data() or "").partition("\n")
        strong, quiet = self._fonts(option)
        found = []
        for words, font in ((first, strong), (rest, quiet)):
            if words:
                room = QRect(0, 0, max(width, 40), 10_000)
                found.append((words, font, QFontMetrics(font).boundingRect(room, WRAP, words).height()))
        return found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground as the style sheet says, and the words on it (Qt)."""
        ground = QStyleOptionViewItem(option)
        self.initStyleOption(ground, index)
        ground.text = ""
        widget = option.widget
        widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, ground, painter, widget)
        area: QRect = option.rect.adjusted(SIDE, ABOVE, -SIDE, -ABOVE)
        tokens = self._look.tokens
        painter.save()
        y = area.y()
        for at, (words, font, height) in enumerate(self._parts(option, index, area.width())):
            painter.setFont(font)
            painter.setPen(QColor(tokens.text if at == 0 else tokens.muted))
            painter.drawText(QRect(area.x(), y, area.width(), height), WRAP, words)
            y += height + 1
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the room for the words at the present width of the list (Qt)."""
        view = option.widget
        width = (view.viewport().width() if isinstance(view, QAbstractItemView) else 200) - 2 * SIDE
        parts = self._parts(option, index, width)
        return QSize(100, sum(height + 1 for _, _, height in parts) + 2 * ABOVE)
