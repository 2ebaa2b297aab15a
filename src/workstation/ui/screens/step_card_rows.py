"""The steps of a card being edited: one below the other, moved, added and taken away by keys."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from workstation.forms.step_cards import MOST_STEPS, Step
from workstation.ui.parts import button, column, emptied, label, row
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

LONGEST = 300  # letters of one line


class StepRow(QFrame):
    """One step: what is done, what can be said, what must stand on record."""

    def __init__(self, number: int, step: Step, told: Callable[[], None], text: Words) -> None:
        super().__init__()
        self.code = step.code
        self.setProperty("card", "1")
        self.doing = self._line(text("step_cards.step", number=number), text("step_cards.step_hint"), step.text, told)
        self.say = self._line(text("step_cards.say"), text("step_cards.say_hint"), step.say, told)
        self.asks = self._line(text("step_cards.asks"), text("step_cards.asks_hint"), step.asks, told)
        self.acts = row(spacing=3)
        head = row(label(text("step_cards.step", number=number), "h", self.doing), None, self.acts)
        made = column(head, self.doing, self.say, self.asks, spacing=3)
        made.setContentsMargins(10, 6, 10, 8)
        self.setLayout(made)

    def _line(self, name: str, hint: str, words: str, told: Callable[[], None]) -> Line:
        made = Line(name, hint)
        made.setMaxLength(LONGEST)
        made.setText(words)
        made.setCursorPosition(0)
        made.textEdited.connect(lambda _: told())
        return made

    @property
    def step(self) -> Step:
        """The step as it is typed now."""
        return Step(self.code, self.doing.text().strip(), self.say.text().strip(), self.asks.text().strip())


class StepRows(QWidget):
    """`told` after every change."""

    told = Signal()

    def __init__(self, text: Words) -> None:
        super().__init__()
        self._text = text
        self.rows: list[StepRow] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)

    @property
    def steps(self) -> tuple[Step, ...]:
        """The steps as they are typed now."""
        return tuple(one.step for one in self.rows)

    def show_steps(self, steps: tuple[Step, ...], at: int | None = None) -> None:
        """Show these, the caret in the one at `at`."""
        emptied(self._column)
        self.rows = []
        for number, step in enumerate(steps, 1):
            made = StepRow(number, step, self.told.emit, self._text)
            made.doing.returnPressed.connect(partial(self.add, number))
            for word, act in (("up", self._up), ("down", self._down), ("away", self._away)):
                sign = button({"up": "↑", "down": "↓", "away": "×"}[word], partial(act, number - 1))
                sign.setProperty("seg", "1")
                sign.setAccessibleName(self._text(f"step_cards.{word}", number=number))
                sign.setToolTip(sign.accessibleName())
                sign.setEnabled({"up": number > 1, "down": number < len(steps), "away": len(steps) > 1}[word])
                made.acts.addWidget(sign)
            self.rows.append(made)
            self._column.addWidget(made)
        self._column.addStretch(1)
        if at is not None and 0 <= at < len(self.rows) and self.isVisible():
            self.rows[at].doing.setFocus(Qt.FocusReason.OtherFocusReason)

    def add(self, after: int) -> None:
        """Put an empty step after the first `after` ones, with the caret in it."""
        steps = list(self.steps)
        if len(steps) < MOST_STEPS:
            steps.insert(after, Step(_free({one.code for one in steps}), ""))
            self._show(steps, after)

    def _up(self, at: int) -> None:
        steps = list(self.steps)
        steps[at - 1], steps[at] = steps[at], steps[at - 1]
        self._show(steps, at - 1)

    def _down(self, at: int) -> None:
        steps = list(self.steps)
        steps[at + 1], steps[at] = steps[at], steps[at + 1]
        self._show(steps, at + 1)

    def _away(self, at: int) -> None:
        steps = list(self.steps)
        del steps[at]
        self._show(steps, min(at, len(steps) - 1))

    def _show(self, steps: list[Step], at: int) -> None:
        self.show_steps(tuple(steps), at)
        self.told.emit()


def _free(codes: set[str]) -> str:
    """Return a code nobody has: it is never shown, and stays with its step when that gets other words."""
    return next(one for number in range(1, 2 * MOST_STEPS + 2) if (one := f"s{number}") not in codes)
