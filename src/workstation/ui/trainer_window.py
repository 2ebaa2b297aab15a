"""The trainer's own window in a rehearsal: what comes next, where it may go, what was noticed, remarks with a time.

It stands beside the trainee's window or on another screen. It never takes the keys by itself: it is shown without
being made active, and the trainee's window keeps its caret.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeySequence, QShortcut, QTextCursor
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from workstation.training.caller_script import CallerScript, Said
from workstation.training.comparison import DangerRow
from workstation.ui.look import Look
from workstation.ui.parts import Card, Flow, OneLine, button, column, emptied, heading, label, row, scrolling
from workstation.ui.screens.rehearsal_caller import CallerActs, folded
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

WIDE, LEAST = 540, 380  # px at plain letters
BESIDE = 1750  # px: a screen this wide has room for both windows beside each other


@dataclass(frozen=True, slots=True)
class Watched:
    """How the trainee stands: seconds, keys and answers so far, and the danger signs."""

    seconds: float
    in_form_s: float
    in_note_s: float
    keys: int
    answers: int
    expected: int
    dangers: tuple[DangerRow, ...]


class TrainerWindow(QWidget):
    """`chosen` a scene, `improvised` words for the caller, `remarked` words for afterwards, `closed`."""

    chosen = Signal(str)
    improvised = Signal(str)
    remarked = Signal(str)
    closed = Signal()

    def __init__(
        self, script: CallerScript, acts: CallerActs, field: Callable[[str], str], look: Look, text: Words
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setObjectName("root")
        self.setWindowTitle("1712")
        self._script, self._acts, self._field, self._look, self._text = script, acts, field, look, text
        self._told = 0
        self._ways: tuple[str, ...] | None = None
        self._clock = label("00:00", "timer")
        self._clock.setAccessibleName(text("trainer.clock"))
        self._speed = label("", "muted")
        self.said = QPlainTextEdit()
        self.said.setReadOnly(True)
        self.said.setAccessibleName(text("rehearsal.caller_lines"))
        self._next = label("", "reading", wrap=True)
        self._choices = QVBoxLayout()
        self._watched = label("", "muted", wrap=True)
        self._dangers = QVBoxLayout()
        self._remarks = QVBoxLayout()
        self.words = Line(text("trainer.improvise"), text("trainer.improvise_hint"))
        self.words.returnPressed.connect(self._improvise)
        self.remark = Line(text("trainer.remark"), text("trainer.remark_hint"))
        self.remark.returnPressed.connect(self._note)
        self._lay_out()
        self._bind()

    # -- lay-out -----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        text, acts = self._text, self._acts
        title = OneLine("h")
        title.setText(self._script.scenario.title)
        head = row(label(text("trainer.tag"), "practice"), title, self._clock, spacing=8)
        head.setStretch(1, 1)
        self._pause = button(text("rehearsal.pause"), acts.pause, key="Alt+PgUp")
        pace = Flow(spacing=4)
        for one in (
            self._pause, button(text("rehearsal.slower"), acts.slower, key="Alt+↓"), self._speed,
            button(text("rehearsal.faster"), acts.faster, key="Alt+↑"),
        ):  # fmt: skip
            one.setProperty("seg", "1")
            pace.addWidget(one)
        self._speed.setMinimumHeight(self._look.px(26))
        self.say = button(text("rehearsal.next"), acts.say_next, kind="primary", key="Alt+PgDown")
        going = Card(
            heading(text("trainer.next")), self._next, row(self.say, None), self._choices,
            label(text("trainer.improvise"), "muted", self.words), self.words,
            label(text("trainer.remark"), "muted", self.remark), self.remark, spacing=5,
        )  # fmt: skip
        told = Card(heading(text("trainer.said")), self.said, spacing=4)
        self.said.setMinimumHeight(self._look.px(60))
        told.column.setStretch(1, 1)
        inside = QWidget()
        inside.setLayout(column(self._watching(), self._noting(), self._background(), None, spacing=8))
        whole = column(head, pace, going, told, scrolling(inside), spacing=8)
        whole.setContentsMargins(12, 10, 12, 10)
        whole.setStretch(3, 2)
        whole.setStretch(4, 3)
        self.setLayout(whole)

    def _watching(self) -> Card:
        return Card(heading(self._text("comparison.dangers")), self._dangers, self._watched, spacing=4)

    def _noting(self) -> Card:
        why = label(self._text("trainer.remark_why"), "muted", wrap=True)
        return Card(heading(self._text("rehearsal.timed")), self._remarks, why, spacing=4)

    def _background(self) -> Card:
        facts = [label(f"•  {one}", wrap=True) for one in self._script.scenario.background]
        return Card(heading(self._text("rehearsal.background")), *facts, spacing=3)

    def _bind(self) -> None:
        acts = self._acts
        for key, act in (
            ("Alt+PgDown", acts.say_next), ("Alt+PgUp", acts.pause), ("Alt+Up", acts.faster),
            ("Alt+Down", acts.slower), ("Ctrl+F7", partial(self.choose, 0)), ("Ctrl+F8", partial(self.choose, 1)),
            ("Ctrl+Shift+T", self.close),
        ):  # fmt: skip
            QShortcut(QKeySequence(key), self).activated.connect(act)

    def stand_beside(self, trainee: QWidget) -> None:
        """Show it to the right of the trainee's window, which makes room where the screen is wide enough."""
        room = trainee.screen().availableGeometry()
        wide = min(self._look.px(WIDE), room.width() // 2)
        if room.width() >= BESIDE:
            trainee.setGeometry(QRect(room.left(), room.top(), room.width() - wide, room.height()))
        self.setMinimumWidth(self._look.px(LEAST))
        self.setGeometry(room.right() + 1 - wide, room.top(), wide, room.height())
        self.show()
        # some systems make a new window the active one all the same
        trainee.activateWindow()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Say that it is gone (Qt)."""
        super().closeEvent(event)
        self.closed.emit()

    # -- showing -----------------------------------------------------------------------------------------------

    def show_state(self, watched: Watched) -> None:
        """Show what was said, what comes, and how the trainee stands."""
        script, text = self._script, self._text
        self._clock.setText(_clock(watched.seconds))
        self._speed.setText(f"{script.speed:g}×".replace(".", ","))
        self._pause.setText(f"{text('rehearsal.go_on' if script.paused else 'rehearsal.pause')}   Alt+PgUp")
        for said in script.said[self._told :]:
            self._add(said)
        self._told = len(script.said)
        self._show_next(watched.seconds)
        self._show_ways()
        self._show_watched(watched)

    def _add(self, said: Said) -> None:
        cursor = self.said.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        sign = "✎ " if said.improvised else ("! " if said.line.danger else "")
        cursor.insertText(f"{'' if cursor.atStart() else chr(10)}{_clock(said.at)}  {sign}{said.line.says}")
        self.said.setTextCursor(cursor)
        self.said.ensureCursorVisible()

    def _show_next(self, now: float) -> None:
        script, text = self._script, self._text
        line, due = script.next_line, script.due_in(now)
        if line is not None:
            wait = text("trainer.due", seconds=round(due)) if due is not None and not script.paused else ""
            sign = f"! {text('trainer.danger')}  " if line.danger else ""
            self._next.setText(f"{sign}„{line.says}” {wait}".strip())
        else:
            self._next.setText(text("rehearsal.choose" if script.choices else "rehearsal.over"))
        self.say.setVisible(line is not None)

    def _show_ways(self) -> None:
        ways = tuple(one.to for one in self._script.choices)
        if ways == self._ways:
            return
        self._ways = ways
        emptied(self._choices)
        for at, choice in enumerate(self._script.choices):
            key = f"Ctrl+F{7 + at}" if at < 2 else ""
            made = button(folded(choice.label, 48), partial(self.choose, at), key=key)
            made.setAccessibleName(choice.label)
            self._choices.addWidget(made)
            first = self._script.scenario.scene(choice.to).lines[0].says
            self._choices.addWidget(label(f"→ „{first}”", "muted", wrap=True))

    def _show_watched(self, watched: Watched) -> None:
        text = self._text
        emptied(self._dangers)
        for one in watched.dangers:
            state, role = self._state(one)
            self._dangers.addWidget(label(one.what, wrap=True))
            self._dangers.addWidget(label(state, role, wrap=True))
        if not watched.dangers:
            self._dangers.addWidget(label(text("comparison.no_dangers"), "muted", wrap=True))
        self._watched.setText(
            text(
                "trainer.watched", form=_clock(watched.in_form_s), note=_clock(watched.in_note_s), keys=watched.keys,
                answers=watched.answers, expected=watched.expected,
            )
        )  # fmt: skip

    def _state(self, danger: DangerRow) -> tuple[str, str]:
        text = self._text
        if danger.told_at is None:
            return text("trainer.not_told"), "muted"
        at = text("comparison.danger_at", at=_clock(danger.told_at))
        if danger.after_s is None:
            return f"{at} · {text('trainer.not_yet')}", "warn"
        by = text("comparison.by_mark") if danger.by == "mark" else self._field(danger.by)
        return f"{at} · {text('comparison.danger_after', seconds=round(danger.after_s), by=by)}", "ok"

    # -- leading -----------------------------------------------------------------------------------------------

    def choose(self, at: int) -> None:
        """Take a way by its place; nothing where there is none."""
        if at < len(self._script.choices):
            self.chosen.emit(self._script.choices[at].to)

    def _improvise(self) -> None:
        if words := self.words.text().strip():
            self.words.clear()
            self.improvised.emit(words)

    def _note(self) -> None:
        if words := self.remark.text().strip():
            self.remark.clear()
            self.remarked.emit(words)

    def show_remark(self, at: str, words: str) -> None:
        """List a remark, the newest first."""
        self._remarks.insertWidget(0, label(f"{at}  {words}", wrap=True))


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60:02}:{int(seconds) % 60:02}"
