"""One choice out of a few, side by side: letters pick, the same letter takes it back."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLayout, QPushButton, QSizePolicy, QWidget

from workstation.forms.spec import Value
from workstation.ui.forms.type_ahead import REFUSED, UNKNOWN
from workstation.ui.parts import Flow
from workstation.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Segment:
    """One choice. `letter` picks it; `weight` is how it looks when chosen: "" plain, let (attention), alarm."""

    value: str
    label: str
    letter: str
    weight: str = ""


OPEN = "?"


class Segments(QWidget):
    """A segmented choice with the three honest empties.

    Nothing chosen = not asked. The last button stands for "asked, not known" (keys O and ?) and, pressed again,
    for "would not say" (R and -); Delete takes everything back. The group is one stop for Tab.
    """

    answered = Signal(object)
    left_open = Signal(str)
    moved_on = Signal()

    def __init__(
        self, name: str, choices: tuple[Segment, ...], text: Words, *, may_be_open: bool = True, wraps: bool = False
    ) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._name, self._text = name, text
        self._chosen: str | None = None
        row: QLayout = Flow(self, spacing=3) if wraps else QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(3)
        self._choices = {one.value: one for one in choices}
        self._letters = {one.letter: one.value for one in choices}
        self._buttons = {one.value: self._button(one.label, f"{name}: {one.label}", one.weight) for one in choices}
        if may_be_open:
            self._letters |= {"o": UNKNOWN, "?": UNKNOWN, "r": REFUSED, "-": REFUSED}
            self._buttons[OPEN] = self._button("?", f"{name}: {text('live.empty.contact_does_not_know')}", "")
        for button in self._buttons.values():
            row.addWidget(button)
        self._one_tab_stop()

    def _button(self, label: str, name: str, weight: str) -> QPushButton:
        button = QPushButton(label)
        button.setCheckable(True)
        button.setAutoExclusive(True)  # a screen reader then says "radio button"
        button.setProperty("seg", weight or "1")
        button.setAccessibleName(name)
        button.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        button.clicked.connect(self._clicked)
        button.installEventFilter(self)
        return button

    @property
    def typing(self) -> bool:
        """Segments are never half typed."""
        return False

    @property
    def buttons(self) -> tuple[QPushButton, ...]:
        """The buttons from left to right."""
        return tuple(self._buttons.values())

    # -- showing -----------------------------------------------------------------------------------------------

    def show_answer(self, value: Value, reason: str | None = None) -> None:
        """Show what the draft says; nothing chosen for what was not asked."""
        chosen = reason if reason and OPEN in self._buttons else str(value) if value is not None else None
        if chosen == self._chosen:
            return
        self._chosen = chosen
        key = OPEN if chosen in (UNKNOWN, REFUSED) else chosen
        for value_of, button in self._buttons.items():
            button.setAutoExclusive(False)
            button.setChecked(value_of == key)
            button.setAutoExclusive(True)
        if OPEN in self._buttons:
            self._show_why()
        self._one_tab_stop()

    def _show_why(self) -> None:
        button = self._buttons[OPEN]
        refused = self._chosen == REFUSED
        why = self._text(f"live.empty.{REFUSED if refused else UNKNOWN}")
        button.setText("–" if refused else "?")
        button.setAccessibleName(f"{self._name}: {why}")
        button.setToolTip(self._text("live.segment_tip") if not refused else why)

    def _one_tab_stop(self) -> None:
        stop = next((button for button in self.buttons if button.isChecked()), self.buttons[0])
        if any(button.hasFocus() for button in self.buttons):
            stop = next(button for button in self.buttons if button.hasFocus())
        for button in self.buttons:
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if button is stop else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(stop)

    # -- choosing ----------------------------------------------------------------------------------------------

    def _clicked(self) -> None:
        sender = self.sender()
        value = next(value for value, button in self._buttons.items() if button is sender)
        if value != OPEN:
            self.pick(value)
        elif self._chosen == UNKNOWN:
            self.pick(REFUSED)
        elif self._chosen == REFUSED:
            self.take_back()
        else:
            self.pick(UNKNOWN)
        self._show_as_told()

    def _show_as_told(self) -> None:
        # Qt has checked the button by itself; what is shown is what the draft says
        chosen, self._chosen = self._chosen, "\0"
        self.show_answer(None if chosen in (UNKNOWN, REFUSED) else chosen, _reason(chosen))

    def pick(self, value: str) -> None:
        """Choose; the chosen one again takes it back."""
        if value == self._chosen:
            self.take_back()
        elif value in (UNKNOWN, REFUSED):
            self.show_answer(None, value)
            self.left_open.emit(value)
        else:
            self.show_answer(value)
            self.answered.emit(value)

    def take_back(self) -> None:
        """Make it "not asked" again."""
        self.show_answer(None)
        self.answered.emit(None)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Pick by letter, walk by arrows, take back by Delete."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.modifiers() & ~(Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier):
            return False
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.take_back()
        elif event.key() in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step(1 if event.key() == Qt.Key.Key_Right else -1)
        elif event.text() and event.text().lower() in self._letters:
            self.pick(self._letters[event.text().lower()])
            self.moved_on.emit()
        else:
            return False
        return True

    def _step(self, by: int) -> None:
        at = next((i for i, button in enumerate(self.buttons) if button.hasFocus()), 0)
        self.buttons[max(0, min(len(self.buttons) - 1, at + by))].setFocus(Qt.FocusReason.OtherFocusReason)
        self._one_tab_stop()


def _reason(chosen: str | None) -> str | None:
    return chosen if chosen in (UNKNOWN, REFUSED) else None
