"""The box for a caller's code: three words of one list, with what is typed so far completed under it."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QHideEvent, QKeyEvent

from workstation.domain.word_codes import LENGTH, nearest
from workstation.ui.forms.keys import ScreenKeysFirst
from workstation.ui.forms.suggestions import SHOWN, Offer, Suggestions
from workstation.ui.text_fields import Line

FROM = 2  # letters: under this nearly the whole list would be offered


class CodeBox(ScreenKeysFirst, Line):
    """Space, Tab and Enter take the first word that fits; Enter after the third word is `entered(words)`.

    A word that begins like none is replaced by the one that sounds like it, to be read before Enter is pressed again;
    where none does, it stays as it was typed, and looking up says so. `left`: Escape with no list open.
    """

    entered = Signal(str)
    left = Signal()

    def __init__(self, name: str, hint: str, words: Sequence[str]) -> None:
        super().__init__(name, hint)
        self.setMaxLength(80)
        self._words = tuple(words)
        self._list: Suggestions | None = None
        self.textEdited.connect(lambda _typed: self._suggest())

    def offered(self, typed: str) -> tuple[str, ...]:
        """Return the words that what was typed may become; the one that sounds like it when none begins so."""
        part = typed.casefold()
        if len(part) < FROM:
            return ()
        found = tuple(one for one in self._words if one.startswith(part))[:SHOWN]
        near = "" if found or len(part) <= FROM else nearest(part, self._words)
        return found or ((near,) if near else ())

    @property
    def open_list(self) -> Suggestions | None:
        """The list under the box, while it is shown."""
        return self._list if self._list is not None and self._list.isVisible() else None

    def close_list(self) -> None:
        """Put the list away; what was typed stays."""
        if self._list is not None:
            self._list.hide()

    def _last(self) -> str:
        return "" if self.text().endswith(" ") else (self.text().split() or [""])[-1]

    def _suggest(self) -> None:
        found = self.offered(self._last())
        if self._list is None and found:
            self._list = Suggestions(self.window(), self.accessibleName())
            self._list.picked.connect(lambda offer: self._put(str(offer.value)))
        if self._list is not None:
            self._list.offer(tuple(Offer(one, one) for one in found), self)

    def _take(self) -> bool:
        """Complete the last word; return whether it stands in the list now."""
        typed = self._last().casefold()
        if not typed or (typed in self._words and not (self.open_list and self.open_list.moved)):
            self.close_list()
            return bool(typed)
        chosen = self.open_list.current if self.open_list else None
        if chosen is None:
            return False
        self._put(str(chosen.value))
        return True

    def _put(self, word: str) -> None:
        before = self.text()[: len(self.text()) - len(self._last())]
        whole = f"{before}{word}"
        self.setText(whole if len(whole.split()) >= LENGTH else f"{whole} ")
        self.close_list()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Complete, walk through the list, or go (Qt)."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and self.open_list:
            self.open_list.move_by(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._enter()
        elif key == Qt.Key.Key_Space and self._last():
            if not self._take() or not self.text().endswith(" "):
                self.insert(" ")
            self.close_list()
        elif key == Qt.Key.Key_Escape:
            if self.open_list:
                self.close_list()
            else:
                self.left.emit()
        else:
            super().keyPressEvent(event)

    def _enter(self) -> None:
        typed = self._last().casefold()
        heard_wrong = bool(typed) and not any(one.startswith(typed) for one in self._words)
        if self._take() and heard_wrong:
            return  # what was only guessed at is read first; nothing is looked up for it
        if len(self.text().split()) >= LENGTH:
            self.entered.emit(self.text())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Complete the word first; Tab leaves the box once all three stand there (Qt)."""
        if forward and self.open_list and self._take() and len(self.text().split()) < LENGTH:
            return True
        self.close_list()
        return super().focusNextPrevChild(forward)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the list along when the box disappears (Qt)."""
        self.close_list()
        super().hideEvent(event)
