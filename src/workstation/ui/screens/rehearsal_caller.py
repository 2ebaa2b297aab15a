"""The scripted caller beside the live screen: what is said, and how the trainer leads it."""

import textwrap
from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent, QTextCursor
from PySide6.QtWidgets import QBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from workstation.training.caller_script import CallerScript, Said
from workstation.ui.look import Look
from workstation.ui.parts import Flow, OneLine, button, emptied, label, row
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

COLUMN = 480  # px: narrower than this the panel is a column, wider a strip


@dataclass(frozen=True)
class CallerActs:
    """What the controls do; bound to keys by the commands of the window."""

    pause: Callable[[], None]
    faster: Callable[[], None]
    slower: Callable[[], None]
    say_next: Callable[[], None]
    debrief: Callable[[], None]
    stop: Callable[[], None]
    window: Callable[[], None]


class CallerPanel(QWidget):
    """Shows what the caller says. `chosen` carries a scene the trainer takes; `improvised`, `remarked` his words."""

    chosen = Signal(str)
    improvised = Signal(str)
    remarked = Signal(str)

    def __init__(self, script: CallerScript, number: int, acts: CallerActs, look: Look, text: Words) -> None:
        super().__init__()
        self.setObjectName("caller_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._script, self._text, self._look = script, text, look
        self._shown = 0
        self._choices_shown: tuple[str, ...] = ()
        self._column = False
        scenario = script.scenario
        self._tag = label(text("rehearsal.tag", number=number), "practice")
        self._title = OneLine("h")
        self._title.setText(scenario.title)
        self.lines = QPlainTextEdit()
        self.lines.setObjectName("caller_lines")
        self.lines.setReadOnly(True)
        self.lines.setAccessibleName(text("rehearsal.caller_lines"))
        self.lines.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.lines.setMinimumHeight(40)
        self._state = label("", "muted", wrap=True)
        self._choices = Flow(spacing=4)
        self._build_controls(acts)
        self._lay_out()
        self.show_state()

    def _build_controls(self, acts: CallerActs) -> None:
        text = self._text

        def control(word: str, act: Callable[[], None], key: str = "") -> QPushButton:
            made = button(text(f"rehearsal.{word}"), act)
            made.setToolTip(f"{text(f'rehearsal.{word}')}   {key}".strip())
            made.setProperty("seg", "1")
            # the trainee's Tab stays on the form; the trainer has keys and a mouse
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            return made

        self.pausing = control("pause", acts.pause, "Alt+PgUp")
        self.slower = control("slower", acts.slower, "Alt+Down")
        self.faster = control("faster", acts.faster, "Alt+Up")
        self.next = control("next", acts.say_next, "Alt+PgDown")
        self.debrief = control("to_debrief", acts.debrief)
        self.window_of_trainer = control("own_window", acts.window, "Ctrl+Shift+T")
        self.stop = control("stop", acts.stop, "Ctrl+Shift+Q")
        self._speed = label("", "muted")
        self._speed.setMinimumHeight(self._look.px(26))
        self.words = Line(text("rehearsal.improvise_name"), text("rehearsal.improvise_hint"))
        self.words.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.words.returnPressed.connect(self._improvise)
        self.remark = control("remark", self._remark)

    def _lay_out(self) -> None:
        head = row(self._tag, self._title, spacing=8)
        head.setStretch(1, 1)
        controls = Flow(spacing=4)
        for part in (
            self.pausing, self.slower, self._speed, self.faster, self.next, self.window_of_trainer, self.debrief,
            self.stop,
        ):  # fmt: skip
            controls.addWidget(part)
        self._controls = QWidget()
        self._controls.setProperty("clear", "1")
        self._controls.setLayout(controls)
        self._ways = QWidget()
        self._ways.setProperty("clear", "1")
        self._ways.setLayout(self._choices)
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addLayout(head)
        told.addWidget(self.lines, 1)
        self._led = QWidget()
        self._led.setProperty("clear", "1")
        led = QVBoxLayout(self._led)
        led.setContentsMargins(0, 0, 0, 0)
        led.setSpacing(4)
        led.addWidget(self._controls)
        led.addWidget(self._ways)
        led.addWidget(self._state)
        led.addStretch(1)
        self._own_words = QWidget()
        self._own_words.setProperty("clear", "1")
        self._own_words.setLayout(row(self.words, self.remark, spacing=4))
        led.addWidget(self._own_words)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(12, 6, 12, 6)
        self._box.setSpacing(12)
        self._box.addLayout(told, 5)
        self._box.addWidget(self._led, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as a column or lie as a strip (Qt)."""
        super().resizeEvent(event)
        self._column = self.width() < self._look.px(COLUMN)
        way = QBoxLayout.Direction.TopToBottom if self._column else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)

    def lead_elsewhere(self, *, elsewhere: bool) -> None:
        """Keep to what the caller says: the trainer leads from a window of his own."""
        self._led.setVisible(not elsewhere)

    def rest(self) -> None:
        """Keep the tag and the title alone: the talk is over."""
        self.lines.setVisible(False)
        self._led.setVisible(False)

    # -- showing -----------------------------------------------------------------------------------------------

    def show_said(self) -> None:
        """Show what was said since the last time."""
        for said in self._script.said[self._shown :]:
            self._add(said)
        self._shown = len(self._script.said)
        self.show_state()

    def _add(self, said: Said) -> None:
        words = said.line.says if said.line.silent else f"„{said.line.says}”"
        cursor = self.lines.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        at = f"{int(said.at) // 60:02}:{int(said.at) % 60:02}"
        cursor.insertText(f"{'' if cursor.atStart() else chr(10)}{at}  {words}")
        self.lines.setTextCursor(cursor)
        self.lines.ensureCursorVisible()

    def show_state(self, ringing: bool = False) -> None:
        """Show speed and pause, the ways it may go, and where it stands."""
        script, text = self._script, self._text
        self._speed.setText(f"{script.speed:g}×".replace(".", ","))
        self.pausing.setText(text("rehearsal.go_on" if script.paused else "rehearsal.pause"))
        self.next.setEnabled(script.next_line is not None and not ringing)
        self._show_choices()
        words = self._words(ringing=ringing)
        self._state.setText(words)
        self._state.setVisible(bool(words) and (self._column or not script.choices))

    def _words(self, *, ringing: bool) -> str:
        script, text = self._script, self._text
        if ringing:
            return text(f"rehearsal.rings_{script.scenario.channel}")
        if script.paused:
            return text("rehearsal.paused")
        if script.choices:
            return text("rehearsal.choose")
        return text("rehearsal.over") if script.over else ""

    def _show_choices(self) -> None:
        ways = tuple(choice.to for choice in self._script.choices)
        if ways == self._choices_shown:
            return
        self._choices_shown = ways
        emptied(self._choices)
        # a strip has room for one of both
        self._own_words.setVisible(not ways or self._column)
        for at, choice in enumerate(self._script.choices):
            made = button(folded(choice.label, 34 if self._column else 60), key=f"Ctrl+F{7 + at}" if at < 2 else "")
            made.setAccessibleName(choice.label)
            made.setProperty("way", choice.to)
            made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            made.clicked.connect(self._choose)
            self._choices.addWidget(made)

    def choose(self, at: int) -> None:
        """Take a way by its place; nothing where there is none."""
        if at < len(self._script.choices):
            self.chosen.emit(self._script.choices[at].to)

    def _choose(self) -> None:
        self.chosen.emit(self.sender().property("way"))

    def _improvise(self) -> None:
        if words := self.words.text().strip():
            self.words.clear()
            self.improvised.emit(words)

    def _remark(self) -> None:
        if words := self.words.text().strip():
            self.words.clear()
            self.remarked.emit(words)


def folded(words: str, letters: int) -> str:
    """Return a text in lines of at most so many letters: a button folds none by itself."""
    return "\n".join(textwrap.wrap(words, letters))
