"""What the program has to say: one line with undo at the bottom, and a loud bar for what went wrong and stays.

Nothing here ever opens a dialog: a counsellor may be listening to somebody.
"""

from collections.abc import Callable

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QWidget

from workstation.ui.parts import OneLine, button, label, row
from workstation.ui.read_aloud import read_aloud
from workstation.vocabulary.words import Words

SHOWN_S = 12


class Notices(QWidget):
    """The line in the bottom bar. `alarm` is the bar above the screen, to be placed by the window."""

    def __init__(self, text: Words) -> None:
        super().__init__()
        self._text = text
        self._undo: Callable[[], object] | None = None
        self._line = OneLine("muted")
        self._button = button(text("notices.undo"), self.undo, kind="flat", key="Ctrl+Shift+Z")
        self.setLayout(row(self._line, self._button))
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._over)
        self._after = ""
        self.alarm = Alarm()
        self.clear()

    def say(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Show one line for a while; with `undo`, the act can be taken back by one key as long as it stands."""
        self._undo = undo
        self._line.setText(words)
        self._line.setVisible(True)
        self._button.setVisible(undo is not None)
        self._timer.start(SHOWN_S * 1000)
        read_aloud(self._line, words)

    def say_after(self, words: str) -> None:
        """Show a line once what stands there has been read: it may be an act that can still be taken back."""
        if self._line.isHidden():
            self.say(words)
        else:
            self._after = words

    def _over(self) -> None:
        self.clear()
        words, self._after = self._after, ""
        if words:
            self.say(words)

    def undo(self) -> bool:
        """Take the last act back; False when there is nothing to take back here."""
        act, self._undo = self._undo, None
        if act is None:
            return False
        self.clear()
        act()
        return True

    def clear(self) -> None:
        """Show nothing."""
        self._undo = None
        self._line.setText("")
        self._line.setVisible(False)
        self._button.setVisible(False)

    def warn(self, about: str, words: str, again: Callable[[], object] | None = None, again_words: str = "") -> None:
        """Say a failure loudly until `settled(about)`; `again` is what a button beside it does."""
        self.alarm.put(about, words, again, again_words or self._text("notices.again"))

    def settled(self, about: str) -> None:
        """Take a failure away, because it is over."""
        self.alarm.take(about)

    @property
    def shown(self) -> str:
        """The line now, for tests and the walkthrough."""
        return self._line.text()


class Alarm(QFrame):
    """The loud amber bar. Several failures stand under each other's key; the newest is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("alarm")
        self._waiting: dict[str, tuple[str, Callable[[], object] | None, str]] = {}
        self._words: QLabel = label("", wrap=True)
        self._button: QPushButton = button("")
        self._button.clicked.connect(self._again)
        line = row(self._words, self._button)
        line.setStretch(0, 1)
        line.setContentsMargins(12, 5, 8, 5)
        self.setLayout(line)
        self.setVisible(False)

    def put(self, about: str, words: str, again: Callable[[], object] | None, again_words: str) -> None:
        """Show a failure; the same one again only changes its words."""
        new = about not in self._waiting
        self._waiting.pop(about, None)
        self._waiting[about] = (words, again, again_words)
        self._show()
        if new:
            read_aloud(self._words, words)

    def take(self, about: str) -> None:
        """Take a failure away."""
        if self._waiting.pop(about, None) is not None:
            self._show()

    @property
    def words(self) -> str:
        """What the bar says; empty when it is not there."""
        return self._words.text() if self._waiting else ""

    def _show(self) -> None:
        if self._waiting:
            words, again, again_words = list(self._waiting.values())[-1]
            self._words.setText(words)
            self._button.setText(again_words)
            self._button.setAccessibleName(again_words)
            self._button.setVisible(again is not None)
        self.setVisible(bool(self._waiting))

    def _again(self) -> None:
        _, again, _ = list(self._waiting.values())[-1]
        if again is not None:
            again()
