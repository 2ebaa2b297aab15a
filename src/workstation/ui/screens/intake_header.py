"""The top line of a call: its clock, its channel, and the other open calls."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QPushButton, QWidget

from workstation.ui.forms.sheet import Question
from workstation.ui.look import Look
from workstation.ui.parts import button, label, row, set_role
from workstation.ui.screens.intake_call import OpenCall
from workstation.vocabulary.words import Words


class Tabs(QWidget):
    """The open calls, when there is more than one. Where there is no room, each keeps to its letter."""

    chosen = Signal(int)

    def __init__(self, text: Words) -> None:
        super().__init__()
        self._text = text
        self._row = row(spacing=3)
        self._buttons: list[QPushButton] = []
        self._letters: list[str] = []
        self.setLayout(self._row)
        self.setAccessibleName(text("live.header.tabs"))
        self.hide()

    def show_calls(self, calls: list[OpenCall], shown: OpenCall | None) -> None:
        """Show a button for each, the one in view pressed."""
        while len(self._buttons) < len(calls):
            made = button("")
            made.setCheckable(True)
            made.setAutoExclusive(True)
            made.setProperty("seg", "1")
            made.setMinimumWidth(24)  # what it says adapts to the width, never the other way round
            made.clicked.connect(self._clicked)
            self._buttons.append(made)
            self._row.addWidget(made)
        self._letters = [call.letter for call in calls]
        for at, made in enumerate(self._buttons):
            made.setVisible(at < len(calls))
            if at < len(calls):
                what = calls[at].label if " " in calls[at].label else f"{calls[at].label} {self._new}"
                made.setAccessibleName(f"{calls[at].letter} · {what}")
                made.setToolTip(made.accessibleName())
                with QSignalBlocker(made):
                    made.setChecked(calls[at] is shown)
        self.setVisible(len(calls) > 1)

    def fit(self, room: int) -> None:
        """Say as much as goes into so many pixels."""
        shown = self._buttons[: len(self._letters)]
        for made in shown:
            made.setText(made.accessibleName())
        if sum(made.sizeHint().width() + self._row.spacing() for made in shown) > room:
            for made, letter in zip(shown, self._letters, strict=True):
                made.setText(letter)

    @property
    def _new(self) -> str:
        return self._text("live.header.tab_new")

    def _clicked(self) -> None:
        self.chosen.emit(self._buttons.index(self.sender()))  # type: ignore[arg-type]  # only buttons are connected


class Header(QWidget):
    """Left in the top bar while a call is in view."""

    def __init__(self, channel: Question, anonymous: Question, look: Look, text: Words) -> None:
        super().__init__()
        self._text = text
        self._icon = label("")
        look.set_icon(self._icon, "phone", "accent", 20)
        self._clock = label("00:00", "timer")
        self._clock.setAccessibleName(text("live.header.duration"))
        self._state = label("", "h")
        self.tabs = Tabs(text)
        self._channel, self._anonymous = channel, anonymous
        self._row = row(self._icon, self._clock, self._state, self.tabs, channel, anonymous, None, spacing=10)
        self._row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(self._row)

    def tick(self, call: OpenCall | None) -> None:
        """Show the clock as it is now."""
        if call is not None and self._clock.text() != call.clock:
            self._clock.setText(call.clock)

    def show_call(self, call: OpenCall, calls: list[OpenCall]) -> None:
        """Show what state the call is in, and the other calls."""
        self._state.setText(self._text("live.header.ended" if call.ended_at else "live.header.running"))
        set_role(self._clock, "timer_ended" if call.ended_at else "timer")
        self.tabs.show_calls(calls, call)
        self._make_room()
        self.tick(call)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out the words beside the clock where it is narrow (Qt)."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        wide = self.width() > 44 * self.fontMetrics().height()
        self._state.setVisible(wide and self.tabs.isHidden())
        beside = (self._icon, self._clock, self._channel, self._anonymous)
        taken = sum(part.sizeHint().width() + self._row.spacing() for part in beside)
        self.tabs.fit(self.width() - taken)
