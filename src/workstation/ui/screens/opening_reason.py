"""The question before a colleague's record opens: why. One key, and it opens."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton

from workstation.domain.opening import REASONS
from workstation.ui.parts import Card, button, label
from workstation.vocabulary.words import Words


class OpeningReason(Card):
    """Hidden until `ask`; `chosen` carries a code of domain.opening."""

    chosen = Signal(str)

    def __init__(self, text: Words) -> None:
        self._buttons: list[QPushButton] = [
            button(text(f"opening.reason.{reason}"), partial(self._choose, reason), kind="row")
            for reason in REASONS
            if reason != "print"
        ]
        self._note = label(text("opening.note"), "muted", wrap=True)
        super().__init__(label(text("opening.why"), "h"), self._note, *self._buttons, spacing=6)
        self.setVisible(False)

    def ask(self) -> None:
        """Show the question, with the focus on its first answer."""
        self.setVisible(True)
        self._buttons[0].setFocus()

    def _choose(self, reason: str) -> None:
        self.setVisible(False)
        self.chosen.emit(reason)
