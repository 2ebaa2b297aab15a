"""A box in which one types what one hears: a code, part of a word, a postcode; also "?" and "-"."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QHideEvent, QKeyEvent, QKeySequence

from workstation.forms.spec import Value
from workstation.ui.forms.keys import ScreenKeysFirst
from workstation.ui.forms.suggestions import Offer, Suggestions
from workstation.ui.parts import set_property
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

Find = Callable[[str], tuple[Offer, ...]]
Label = Callable[[Value], str]
UNKNOWN, REFUSED = "contact_does_not_know", "refused"
LEAVES_OPEN = {"?": UNKNOWN, "-": REFUSED}


class TypeAhead(ScreenKeysFirst, Line):
    """One answer. Tab and Enter take the first meaning; text that means nothing stays as written.

    `answered(None)` says that the answer was taken back; `left_open` carries the reason ("?" was asked and is not
    known, "-" the caller would not say); `written` carries text that was not recognised.
    """

    answered = Signal(object)
    left_open = Signal(str)
    written = Signal(str)

    def __init__(self, name: str, find: Find, label: Label, text: Words) -> None:
        super().__init__(name)
        self._find, self._label, self._text = find, label, text
        self._list: Suggestions | None = None
        self._kept = ""
        self.typing = False
        self.textEdited.connect(self._typed)

    # -- showing -----------------------------------------------------------------------------------------------

    def show_answer(self, value: Value, reason: str | None = None) -> None:
        """Show what the draft says, unless the counsellor is typing here."""
        if self.typing:
            return
        shown = self._text(f"live.empty.{reason}") if reason else self._label(value) if value is not None else ""
        if shown or reason:
            self._kept = ""
        set_property(self, "state", "open" if reason else "odd" if self._kept else "")
        shown = shown or self._kept
        if self.text() != shown:
            self.setText(shown)
            if self.hasFocus():
                self.selectAll()
            else:
                self.setCursorPosition(0)

    def _offered(self, text: str) -> tuple[Offer, ...]:
        empties = tuple(Offer(key, self._text(f"live.empty.{reason}"), key) for key, reason in LEAVES_OPEN.items())
        if text in LEAVES_OPEN:
            return tuple(one for one in empties if one.value == text)
        return self._find(text) if text else (*self._find(""), *empties)

    def _typed(self, text: str) -> None:
        self.typing = True
        self._suggest(text.strip())

    def _suggest(self, text: str, *, all_of_them: bool = False) -> None:
        offers = self._offered(text) if text or all_of_them else ()
        if self._list is None and offers:
            self._list = Suggestions(self.window(), self._text("live.suggestions"))
            self._list.picked.connect(self._take)
        if self._list is not None:
            self._list.offer(offers, self)

    @property
    def open_list(self) -> Suggestions | None:
        """The list under the box, while it is shown."""
        return self._list if self._list is not None and self._list.isVisible() else None

    def close_list(self) -> None:
        """Put the list away; what was typed stays."""
        if self._list is not None:
            self._list.hide()

    # -- taking ------------------------------------------------------------------------------------------------

    def _take(self, offer: Offer) -> None:
        self.typing = False
        self._kept = ""
        self.close_list()
        reason = LEAVES_OPEN.get(str(offer.value))
        if reason:
            self.left_open.emit(reason)
        else:
            self.answered.emit(offer.value)

    def commit(self, *, first: bool) -> None:
        """Make an answer of what was typed. `first`: take the first meaning, not only an exact one."""
        chosen = self.open_list.current if self.open_list and self.open_list.moved else None
        if not (self.typing or chosen):
            self.close_list()
            return
        text = self.text().strip()
        offers = self._offered(text) if text else ()
        if chosen:
            self._take(chosen)
        elif not text:
            self._empty()
        elif offers and (first or _exact(offers, text)):
            self._take(offers[0])
        else:
            self._keep(text)

    def _empty(self) -> None:
        self.typing = False
        self._kept = ""
        self.close_list()
        self.answered.emit(None)

    def _keep(self, text: str) -> None:
        self.typing = False
        self._kept = text
        self.close_list()
        set_property(self, "state", "odd")
        self.written.emit(text)

    # -- keys --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows walk through the list, Enter takes, Escape only closes the list."""
        key = event.key()
        if key in (Qt.Key.Key_Down, Qt.Key.Key_Up) and not event.modifiers() & Qt.KeyboardModifier.AltModifier:
            if self.open_list:
                self.open_list.move_by(1 if key == Qt.Key.Key_Down else -1)
            elif key == Qt.Key.Key_Down:
                self._suggest(self.text().strip() if self.typing else "", all_of_them=True)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.commit(first=True)
        elif key == Qt.Key.Key_Escape and self.open_list:
            self.close_list()
        else:
            before = self.text()
            super().keyPressEvent(event)
            if event.matches(QKeySequence.StandardKey.Paste) and self.text() != before:
                self._typed(self.text())

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Take the first meaning before the focus goes on by Tab."""
        self.commit(first=True)
        return super().focusNextPrevChild(forward)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Select all, so that typing replaces."""
        super().focusInEvent(event)
        if event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Take only what is beyond doubt when the focus is called away."""
        if event.reason() not in (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason):
            self.commit(first=False)
        super().focusOutEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Take the list along when the box disappears."""
        self.close_list()
        super().hideEvent(event)


def _exact(offers: tuple[Offer, ...], text: str) -> bool:
    typed = text.casefold()
    return len(offers) == 1 or typed in (offers[0].short.casefold(), offers[0].label.casefold())
