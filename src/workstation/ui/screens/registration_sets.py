"""Registration sets in and out: a bar while it runs, a way to stop it, and every faulty row afterwards."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFileDialog, QProgressBar, QVBoxLayout

from workstation.ui.lists.lines import Column, Lines, LineTable
from workstation.ui.parts import Card, button, heading, label, row, set_role
from workstation.ui.read_aloud import read_aloud
from workstation.ui.screen import Screen
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class FaultLine:
    """One faulty place, in words."""

    file: str
    line: int
    column: str
    value: str
    reason: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How it ended. `faults` is the full list; `may_skip`: the whole calls can still be brought in without them."""

    words: str
    role: str
    faults: tuple[FaultLine, ...] = ()
    may_skip: bool = False


# done, of how many; None = not known yet. Called from the lane.
Moved = Callable[[int, int | None], None]
Then = Callable[[Ended], None]


@dataclass(frozen=True, slots=True)
class SetsWork:
    """What the screen asks for. `bring_in` takes a folder and whether faulty calls are left out; `stop` ends it."""

    years: Callable[[Callable[[Sequence[int]], None]], None]
    bring_in: Callable[[Path, bool, Moved, Then], None]
    take_out: Callable[[int, Path, Moved, Then], None]
    stop: Callable[[], None]


class RegistrationSetsScreen(Screen):
    """Two cards and a list. One thing at a time; a call that begins stops it."""

    name = "registration_sets"
    moved = Signal(int, int)  # done, of how many; 0 = not known yet

    def __init__(self, work: SetsWork, in_call: Callable[[], bool], folder: Path, text: Words) -> None:
        super().__init__()
        self._work, self._in_call, self._text = work, in_call, text
        self.running = False
        self.folder_in = Line(text("registration_sets.folder"), text("registration_sets.folder_hint"))
        self.folder_out = Line(text("registration_sets.folder"), text("registration_sets.folder_hint"))
        self.folder_out.setText(str(folder))
        self.year = QComboBox()
        self.year.setAccessibleName(text("registration_sets.year"))
        self.bar = QProgressBar()
        self.bar.setAccessibleName(text("registration_sets.progress"))
        self.bar.setVisible(False)
        self._said = label("", "muted", wrap=True)
        self.start_in = button(text("registration_sets.bring_in"), lambda: self.bring_in(skip=False), kind="primary")
        self.skip = button(text("registration_sets.skip"), lambda: self.bring_in(skip=True))
        self.start_out = button(text("registration_sets.take_out"), self.take_out)
        self.cancel = button(text("registration_sets.cancel"), self.stop)
        self.faults = Lines[FaultLine](
            (
                Column("file", lambda one: one.file, width=24),
                Column("line", lambda one: str(one.line or ""), width=9, right=True),
                Column("column", lambda one: one.column, width=20),
                Column("value", lambda one: one.value, width=26, from_width=70),
                Column("reason", lambda one: one.reason, stretch=True),
            ),
            lambda name: text(f"registration_sets.columns.{name}"),
        )
        self.table = LineTable(self.faults, text("registration_sets.faults"))
        self.moved.connect(self._moved)
        self._lay_out()
        self._show_state()

    def _lay_out(self) -> None:
        text = self._text
        inward = Card(
            heading(text("registration_sets.inward")),
            label(text("registration_sets.inward_how"), "muted", wrap=True),
            row(self.folder_in, button(text("registration_sets.browse"), lambda: self._browse(self.folder_in))),
            row(self.start_in, self.skip, None),
        )
        outward = Card(
            heading(text("registration_sets.outward")),
            label(text("registration_sets.outward_how"), "muted", wrap=True),
            row(
                self.year, self.folder_out,
                button(text("registration_sets.browse"), lambda: self._browse(self.folder_out)),
            ),
            row(self.start_out, None),
        )  # fmt: skip
        cards = row(inward, outward, spacing=10)
        cards.setStretch(0, 1)
        cards.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 4)
        whole.setSpacing(8)
        whole.addLayout(cards)
        whole.addLayout(row(self.bar, self.cancel))
        whole.addWidget(self._said)
        whole.addWidget(self.table, 1)

    def arrive(self) -> None:
        """Ask which years there are; the caret goes to the folder."""
        self._work.years(self._show_years)
        self.folder_in.setFocus()

    def forget(self) -> None:
        """Stop what runs, and leave no values on the screen."""
        self.stop()
        self.faults.give(())
        self._said.setText("")

    def bring_in(self, *, skip: bool) -> None:
        """Bring the set of the folder in; with `skip` the faulty calls stay out."""
        folder = Path(self.folder_in.text().strip()).expanduser()
        if not self.folder_in.text().strip() or not folder.is_dir():
            self._say(self._text("registration_sets.no_folder"), "warn")
        elif self._may_start():
            self._work.bring_in(folder, skip, self._tell, self._ended)

    def take_out(self) -> None:
        """Write the set of the year into the folder."""
        if self.year.currentData() is None or not self.folder_out.text().strip():
            self._say(self._text("registration_sets.no_year"), "warn")
        elif self._may_start():
            folder = Path(self.folder_out.text().strip()).expanduser()
            self._work.take_out(int(self.year.currentData()), folder, self._tell, self._ended)

    def stop(self) -> None:
        """Stop what runs; the store stays as it was."""
        if self.running:
            self._work.stop()

    def _may_start(self) -> bool:
        if self.running:
            return False
        if self._in_call():
            self._say(self._text("registration_sets.in_call"), "warn")
            return False
        self.running = True
        self.faults.give(())
        self._moved(0, 0)
        self._say(self._text("registration_sets.running"), "muted")
        self._show_state()
        return True

    def _tell(self, done: int, of: int | None) -> None:
        # from the lane: the signal carries it to the window's thread
        self.moved.emit(done, of or 0)

    def _moved(self, done: int, of: int) -> None:
        self.bar.setRange(0, of)
        self.bar.setValue(min(done, of))
        self.bar.setFormat(self._text("registration_sets.of", done=done, of=of) if of else "")

    def _ended(self, ended: Ended) -> None:
        self.running = False
        self.faults.give(ended.faults)
        self._show_state(may_skip=ended.may_skip)
        self._say(ended.words, ended.role)
        self._work.years(self._show_years)

    def _show_state(self, *, may_skip: bool = False) -> None:
        for one in (self.start_in, self.start_out, self.skip):
            one.setEnabled(not self.running)
        self.bar.setVisible(self.running)
        self.cancel.setVisible(self.running)
        self.skip.setVisible(may_skip)

    def _show_years(self, years: Sequence[int]) -> None:
        chosen = self.year.currentData()
        self.year.clear()
        for year in sorted(years, reverse=True):
            self.year.addItem(str(year), year)
        self.year.setCurrentIndex(max(0, self.year.findData(chosen)))

    def _browse(self, field: Line) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self._text("registration_sets.folder"), field.text())
        if chosen:
            field.setText(chosen)

    def _say(self, words: str, role: str) -> None:
        self._said.setText(words)
        set_role(self._said, role)
        read_aloud(self._said, words)
