"""A box for a few words of the counsellor's own, such as a safe moment to ring back."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QLineEdit

from workstation.forms.spec import Value
from workstation.ui.forms.keys import leaves_to_the_screen
from workstation.ui.forms.prose import clean

AT_MOST = 500


class WordsBox(QLineEdit):
    """Free words on one line; told at every key."""

    answered = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(AT_MOST)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.textEdited.connect(lambda text: self.answered.emit(clean(text) or None))

    @property
    def typing(self) -> bool:
        """Every key is told at once, so nothing is ever half typed."""
        return False

    def show_answer(self, value: Value, _reason: str | None = None) -> None:
        """Show what the draft says, without moving the caret when it is the same."""
        shown = str(value) if value is not None else ""
        if shown != clean(self.text()):
            self.setText(shown)

    def event(self, event: QEvent) -> bool:
        """Leave to the screen the keys that are the screen's."""
        if event.type() == QEvent.Type.ShortcutOverride and leaves_to_the_screen(event):
            event.ignore()
            return False
        return super().event(event)
