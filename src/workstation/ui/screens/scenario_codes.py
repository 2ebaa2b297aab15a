"""Finding a code of the codebook by what people say, to be put into a scenario."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from workstation.ui.parts import column
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

MOST_ROWS = 6


@dataclass(frozen=True, slots=True)
class FoundCode:
    """A code that may stand in a scenario: the field as the file calls it, and both in Dutch."""

    field: str
    code: str
    field_name: str
    label: str


FindCode = Callable[[str], tuple[FoundCode, ...]]


class CodeFinder(QWidget):
    """Type a word, take a code with Enter. `taken(code)`, `left` with Escape."""

    taken = Signal(str)
    left = Signal()

    def __init__(self, find: FindCode, text: Words) -> None:
        super().__init__()
        self._find, self._text = find, text
        self.words = Line(text("rehearsal.find_code"), text("rehearsal.find_code_hint"))
        self.words.textEdited.connect(self._look)
        self.words.returnPressed.connect(self._take)
        self.found = QListWidget(self)
        self.found.setAccessibleName(text("rehearsal.find_code"))
        self.found.itemActivated.connect(lambda _: self._take())
        self.setLayout(column(self.words, self.found, spacing=4))
        self.found.hide()

    def _look(self, words: str) -> None:
        self.found.clear()
        for one in self._find(words.strip()) if words.strip() else ():
            item = QListWidgetItem(f'{one.label}   {one.field_name}   {one.field} = "{one.code}"')
            item.setData(Qt.ItemDataRole.UserRole, one.code)
            self.found.addItem(item)
        count = self.found.count()
        self.found.setVisible(bool(count))
        self.found.setFixedHeight(min(MOST_ROWS, max(1, count)) * max(1, self.found.sizeHintForRow(0)) + 4)
        self.found.setCurrentRow(0)

    def _take(self) -> None:
        item = self.found.currentItem()
        if item is not None:
            code = item.data(Qt.ItemDataRole.UserRole)
            self.words.clear()
            self.found.clear()
            self.found.hide()
            self.taken.emit(code)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk through what was found with the arrows; Escape goes back to the text (Qt)."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
        if step and self.found.count():
            self.found.setCurrentRow(max(0, min(self.found.count() - 1, self.found.currentRow() + step)))
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)
