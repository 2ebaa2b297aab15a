"""The strip of danger: quiet until somebody says so; then four steps, each stamped. Never a window, never a jump."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QPushButton, QSizePolicy

from workstation.domain.moments import from_text
from workstation.forms.draft import Draft
from workstation.ui.look import Look
from workstation.ui.parts import button, label, row, set_property
from workstation.vocabulary.words import Words

STEPS = ("step_1", "step_2", "step_3", "step_4")


def danger_since(draft: Draft) -> str | None:
    """Return when danger was noted (as kept), None when there is none now."""
    last = _last(draft)
    return last[0] if last and last[1] == "danger_on" else None


def danger_is_over(draft: Draft) -> bool:
    """Return whether there was danger that was noted as gone."""
    last = _last(draft)
    return last is not None and last[1] == "danger_off"


def _last(draft: Draft) -> tuple[str, str] | None:
    marks = [mark for mark in draft.marks if mark[1] in ("danger_on", "danger_off")]
    return marks[-1] if marks else None


def clock_in_call(draft: Draft, moment: str) -> str:
    """Return how far into the call a kept moment lies."""
    seconds = max(0, round((from_text(moment) - from_text(draft.started_at)).total_seconds()))
    return f"{seconds // 60:02}:{seconds % 60:02}"


class DangerStrip(QFrame):
    """One line of one height, quiet or loud."""

    toggled = Signal()
    ticked = Signal(str)

    def __init__(self, look: Look, text: Words) -> None:
        super().__init__()
        self.setObjectName("danger_strip")
        self._text = text
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        icon = label("")
        look.set_icon(icon, "shield-alert", "warn", 20)
        self._what = label("", "h")
        self._numbers = label(text("live.danger.numbers"))
        self._numbers.setMinimumWidth(40)
        self._numbers.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._steps = {step: self._step(step) for step in STEPS}
        self._button = button(text("live.danger.start"), self.toggled.emit, key="F9")
        line = row(icon, self._what, self._numbers, *self._steps.values(), self._button, spacing=7)
        line.setStretch(2, 1)
        line.setContentsMargins(10, 3, 6, 3)
        self.setLayout(line)

    def _step(self, step: str) -> QPushButton:
        made = button(self._text(f"live.danger.{step}"))
        made.setCheckable(True)
        made.setProperty("seg", "step")
        made.setToolTip(self._text("live.danger.step_tip"))
        made.setProperty("step", step)
        made.clicked.connect(self._tick)
        return made

    def _tick(self) -> None:
        self.ticked.emit(self.sender().property("step"))

    def take_next(self) -> None:
        """Tick the first step that was not taken yet; none when there is no danger."""
        waiting = (step for step, made in self._steps.items() if made.isVisibleTo(self) and not made.isChecked())
        if (step := next(waiting, None)) is not None:
            self.ticked.emit(step)

    def show_draft(self, draft: Draft) -> None:
        """Show whether there is danger now, and which steps were taken."""
        since = danger_since(draft)
        set_property(self, "on", "1" if since else "")
        done = {kind for at, kind in draft.marks if since and at >= since}
        for step, made in self._steps.items():
            made.setVisible(bool(since))
            made.setChecked(step in done)
        self._numbers.setText("" if since else self._text("live.danger.numbers"))
        self._what.setText(self._words(draft, since))
        words = self._text("live.danger.stop" if since else "live.danger.start")
        self._button.setText(f"{words}   F9")
        self._button.setAccessibleName(words)

    def _words(self, draft: Draft, since: str | None) -> str:
        if since:
            return self._text("live.danger.on", at=clock_in_call(draft, since))
        return self._text("live.danger.quiet")
