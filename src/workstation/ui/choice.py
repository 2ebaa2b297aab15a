"""One of a few: buttons beside each other, read aloud as radio buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QComboBox, QPushButton, QWidget

from workstation.ui.parts import Flow

BACK = (Qt.Key.Key_Left, Qt.Key.Key_Up)
ON = (Qt.Key.Key_Right, Qt.Key.Key_Down)


class Choice(QWidget):
    """A choice that always has a value once it was set. Arrows move it; Tab goes past it in one step."""

    changed = Signal(str)

    def __init__(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._group = QButtonGroup(self)
        self._group.setExclusive(True)
        self._buttons: dict[str, QPushButton] = {}
        flow = Flow(self)
        for value, words in options:
            made = QPushButton(words)
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.setProperty("seg", "1")
            made.setAccessibleName(f"{name}: {words}")
            made.clicked.connect(lambda _checked=False, value=value: self.changed.emit(value))
            made.installEventFilter(self)
            self._group.addButton(made)
            self._buttons[value] = made
            flow.addWidget(made)

    @property
    def value(self) -> str | None:
        """What is chosen, or None as long as nothing is."""
        return next((value for value, one in self._buttons.items() if one.isChecked()), None)

    def put(self, value: str | None) -> None:
        """Choose without telling anybody."""
        if value in self._buttons:
            self._buttons[value].setChecked(True)

    def focus_here(self) -> None:
        """Put the focus on what is chosen, or on the first."""
        for one in self._buttons.values():
            if one.isChecked():
                one.setFocus()
                return
        next(iter(self._buttons.values())).setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move with the arrows; Qt's own way goes by where the buttons happen to stand (Qt)."""
        arrows = (*BACK, *ON)
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() in arrows:
            self._step(1 if event.key() in ON else -1)
            return True
        return super().eventFilter(watched, event)

    def _step(self, step: int) -> None:
        values = list(self._buttons)
        at = values.index(self.value) if self.value in values else 0
        value = values[(at + step) % len(values)]
        self._buttons[value].setChecked(True)
        self._buttons[value].setFocus()
        self.changed.emit(value)


def offer_again(combo: QComboBox, options: Sequence[tuple[str, str]]) -> None:
    """Put these under the first line of a list: the codebook may be another. What was chosen stays chosen."""
    chosen = combo.currentData()
    combo.blockSignals(True)
    while combo.count() > 1:
        combo.removeItem(1)
    for value, words in options:
        combo.addItem(words, value)
    combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.blockSignals(False)
