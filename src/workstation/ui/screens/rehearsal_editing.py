"""The trainer's own scenarios: the text left, what is wrong with it and how it looks right, while one types."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontDatabase, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workstation.training.scenario_reading import Reading
from workstation.ui.parts import Card, Part, button, column, emptied, heading, label, row, scrolling
from workstation.ui.screen import Screen
from workstation.ui.screens.rehearsal import reference_cards, scenario_cards
from workstation.ui.screens.rehearsal_debrief import Naming
from workstation.ui.screens.scenario_codes import CodeFinder, FindCode
from workstation.ui.text_fields import Prose
from workstation.vocabulary.words import Words

LOOK_AFTER_MS = 300
KEEP_AFTER_MS = 800
MOST_FAULTS = 12


@dataclass(frozen=True)
class EditingWork:
    """What the screen asks for. `read` at once; the others go to the lane.

    `keep_draft` keeps a text that need not be whole, `keep` one that is. `give_back` forgets the trainer's own
    version and gives the text as it was shipped (empty where there was none). `find_code` finds codes by words.
    """

    read: Callable[[str], Reading]
    keep_draft: Callable[[str, str], None]
    keep: Callable[[str, str, Callable[[], None]], None]
    give_back: Callable[[str, Callable[[str], None]], None]
    say: Callable[[str], None]
    naming: Naming
    find_code: FindCode


class EditingScreen(Screen):
    """Nothing typed is lost: also half a scenario is kept, as a draft. `closed` when the trainer is done."""

    name = "rehearsal_editing"
    acts = ("give_back_scenario", "save_scenario")
    main_act = "save_scenario"
    kept = Signal(str)

    def __init__(self, work: EditingWork, text: Words) -> None:
        super().__init__()
        self._work, self._text = work, text
        self._scenario = ""
        self._reading = Reading(None)
        self.editor = Prose(text("rehearsal.editor_name"))
        self.editor.setObjectName("scenario_text")
        self.editor.setTabChangesFocus(True)
        self.editor.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        inside = QWidget()
        self._preview = QVBoxLayout(inside)
        self._preview.setContentsMargins(0, 0, 6, 0)
        self._preview.setSpacing(10)
        self._soon, self._keep = QTimer(self), QTimer(self)
        for timer, pause, act in ((self._soon, LOOK_AFTER_MS, self.look), (self._keep, KEEP_AFTER_MS, self._draft)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(act)
        self.editor.textChanged.connect(self._typed)
        self.codes = CodeFinder(work.find_code, text)
        self.codes.taken.connect(self._put_code)
        self.codes.left.connect(self.editor.setFocus)
        left = column(label(text("rehearsal.editing_lead"), "muted", wrap=True), self.codes, self.editor, spacing=8)
        left.setStretch(2, 1)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(14)
        line.addLayout(left, 58)
        line.addWidget(scrolling(inside), 42)

    @property
    def reading(self) -> Reading:
        """What the text comes to."""
        return self._reading

    def open(self, scenario: str, words: str) -> None:
        """Show the text of a scenario; an empty id is a new one."""
        self._scenario = scenario
        self.editor.blockSignals(True)
        self.editor.setPlainText(words)
        self.editor.blockSignals(False)
        self.look()

    def arrive(self) -> None:
        """Put the caret in the text."""
        self.editor.setFocus()

    def forget(self) -> None:
        """Leave nothing on the screen; what was typed is kept first."""
        if self._keep.isActive():
            self._draft()
        self._keep.stop()
        self.open("", "")

    def _put_code(self, code: str) -> None:
        self.editor.textCursor().insertText(f'"{code}"')
        self.editor.setFocus()

    def _typed(self) -> None:
        self._soon.start()
        # a throttle: typing on must not postpone it
        if not self._keep.isActive():
            self._keep.start()

    def _draft(self) -> None:
        self._work.keep_draft(self._scenario, self.editor.toPlainText())

    def look(self) -> None:
        """Read the text again and show what came of it."""
        self._soon.stop()
        self._reading = self._work.read(self.editor.toPlainText())
        emptied(self._preview)
        scenario, faults = self._reading.scenario, self._reading.faults
        if scenario is None:
            for card in self._faults():
                self._preview.addWidget(card)
            self.hinted.emit(self._text("rehearsal.faults", count=len(faults)), "warn")
        else:
            for card in scenario_cards(scenario, self._text, background=True):
                self._preview.addWidget(card)
            for card in reference_cards(scenario, self._work.naming, self._text):
                self._preview.addWidget(card)
            self.hinted.emit(self._text("rehearsal.no_faults"), "ok")
        self._preview.addStretch(1)

    def _faults(self) -> tuple[Card, ...]:
        faults = self._reading.faults
        lines: list[Part] = []
        for fault in faults[:MOST_FAULTS]:
            said = label(fault.sentence(self._text), wrap=True)
            there = button(self._text("rehearsal.go_there"), self._goer(fault.where), kind="flat")
            line = row(said, there) if fault.where else row(said)
            line.setStretch(0, 1)
            lines.append(line)
        if len(faults) > MOST_FAULTS:
            lines.append(label(self._text("rehearsal.more_faults", count=len(faults) - MOST_FAULTS), "muted"))
        return (Card(heading(self._text("rehearsal.to_mend")), *lines),)

    def _goer(self, where: str) -> Callable[[], None]:
        return lambda: self.go_to(where)

    def go_to(self, where: str) -> None:
        """Put the caret at the block a fault is in, as well as its path tells: "scenes 2, lines 1"."""
        name, _, number = where.split(",", maxsplit=1)[0].partition(" ")
        block = "[reference]" if name == "reference" else f"[[{name}]]"
        lines = self.editor.toPlainText().split("\n")
        found = [at for at, line in enumerate(lines) if line.strip() == block]
        wanted = int(number) - 1 if number.isdigit() else 0
        if wanted < len(found):
            cursor = QTextCursor(self.editor.document().findBlockByNumber(found[wanted]))
            self.editor.setTextCursor(cursor)
            self.editor.centerCursor()
        self.editor.setFocus()

    def save(self) -> None:
        """Keep a scenario that is whole; of one that is not, say that it is kept as a draft."""
        self.look()
        words = self.editor.toPlainText()
        scenario = self._reading.scenario
        if scenario is None:
            self._draft()
            self._work.say(self._text("rehearsal.kept_as_draft"))
            return
        self._keep.stop()
        self._scenario = scenario.id
        self._work.keep(scenario.id, words, lambda: self._saved(scenario.id))

    def _saved(self, scenario: str) -> None:
        self._work.say(self._text("rehearsal.saved"))
        self.kept.emit(scenario)

    def give_back(self) -> None:
        """Return to the version that came with the program."""
        self._keep.stop()
        asked = self._scenario
        before = self.editor.toPlainText()

        def shown(words: str) -> None:
            if self._scenario == asked:
                self.open(asked, words or before)
                self._work.say(self._text("rehearsal.given_back" if words else "rehearsal.nothing_to_give_back"))

        self._work.give_back(asked, shown)
