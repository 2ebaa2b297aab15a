"""What comes beside the running call for a moment: one card, where steps and services otherwise stand."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget

from workstation.ui.parts import scrolling

LEAST = 8  # lines of text: what does not fit scrolls, and follows the caret


class Side(QWidget):
    """Empty and hidden until `open`. Safety and note keep their places whatever is opened here."""

    turned = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._cards: list[QWidget] = []
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._area = scrolling(inside)
        self._inside.setContentsMargins(0, 0, 0, 0)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._area)
        self.setVisible(False)
        QApplication.instance().focusChanged.connect(self._follow)  # type: ignore[union-attr]  # it runs

    @property
    def card(self) -> QWidget | None:
        """The card that is open."""
        return None if self.isHidden() else next((one for one in self._cards if not one.isHidden()), None)

    def open(self, card: QWidget) -> None:
        """Show this card and no other."""
        if card not in self._cards:
            self._cards.append(card)
            self._inside.addWidget(card)
        for one in self._cards:
            one.setVisible(one is card)
        self.setMinimumHeight(LEAST * self.fontMetrics().height())
        self.setVisible(True)
        self.turned.emit(True)

    def close_card(self) -> None:
        """Give the place back to steps and services."""
        if not self.isHidden():
            self.setVisible(False)
            self.turned.emit(False)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        if now is not None and self.isVisible() and self._area.isAncestorOf(now):
            self._area.ensureWidgetVisible(now, 0, 20)
