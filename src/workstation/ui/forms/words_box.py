"""A box for a few words of the counsellor's own, such as a safe moment to ring back."""

from PySide6.QtCore import Signal

from workstation.forms.spec import Value
from workstation.ui.forms.keys import ScreenKeysFirst
from workstation.ui.text_fields import Line, printable

AT_MOST = 500


class WordsBox(ScreenKeysFirst, Line):
    """Free words on one line; told at every key."""

    answered = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.setMaxLength(AT_MOST)
        self._shown = ""
        self.textChanged.connect(self._tell)

    def _tell(self, text: str) -> None:
        kept = printable(text)
        if kept != self._shown:
            self._shown = kept
            self.answered.emit(kept or None)

    def show_answer(self, value: Value, _reason: str | None = None) -> None:
        """Show what the draft says, without moving the caret when it is the same."""
        shown = str(value) if value is not None else ""
        if shown != self._shown:
            self._shown = shown
            self.setText(shown)
