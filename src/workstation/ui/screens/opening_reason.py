"""The question before a colleague's record opens: why. One key, and it opens."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton

from workstation.domain.opening import REASONS
from workstation.ui.parts import Card, button, label
from workstation.vocabulary.words import Words


class OpeningReason(Card):
    """Hidden until `ask`; `chosen` carries a code of domain.opening. `first`: the reason that is likely here.

    Enter takes the one in focus, arrows walk, and 1 to 4 take the one on that line.
    """

    chosen = Signal(str)

    def __init__(self, text: Words, first: str = "") -> None:
        self._buttons: list[QPushButton] = [
            button(text(f"opening.reason.{reason}"), partial(self._choose, reason), kind="row")
            for reason in sorted(REASONS, key=lambda one: one != first)
            if reason != "print"
        ]
        self._note = label(text("opening.note"), "muted", wrap=True)
        super().__init__(label(text("opening.why"), "h"), self._note, *self._buttons, spacing=6)
        for one in self._buttons:
            one.installEventFilter(self)
        self.setVisible(False)

    def ask(self) -> None:
        """Show the question, with the focus on its first answer."""
        self.setVisible(True)
        self._buttons[0].setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Answer by one key (Qt)."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent) or event.modifiers():
            return False
        at = next(n for n, one in enumerate(self._buttons) if one is watched)
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._buttons[at].click()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            step = 1 if key == Qt.Key.Key_Down else -1
            self._buttons[(at + step) % len(self._buttons)].setFocus()
        elif event.text() in {str(n + 1) for n in range(len(self._buttons))}:
            self._buttons[int(event.text()) - 1].click()
        else:
            return False
        return True

    def _choose(self, reason: str) -> None:
        self.setVisible(False)
        self.chosen.emit(reason)
