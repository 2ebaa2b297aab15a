"""Upkeep of the directory: a work list, the entry in hand, and what can be done with it. An edit is no check."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QComboBox, QStackedWidget, QWidget

from workstation.domain.ids import ServiceId
from workstation.domain.problems import ChangedMeanwhile
from workstation.domain.services import Service
from workstation.domain.upkeep import EntryVersion, UpkeepLine
from workstation.ui.half_texts import NOWHERE, HalfTexts, Halves
from workstation.ui.lists.lines import Column, LineList, Lines
from workstation.ui.look import Look
from workstation.ui.parts import Card, button, label, row, set_role
from workstation.ui.screens.section_pane import DeskPane, said_of
from workstation.ui.screens.upkeep_editing import ENTRY, NEW, EntryEditor
from workstation.ui.screens.upkeep_entry import UpkeepEntry
from workstation.ui.screens.upkeep_history import HistoryPane
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Then = Callable[[], None]
TODO, EVERY = "todo", "every"
REASONS = ("remark", "wrong_number", "outcomes", "no_phone", "stale", "unverified")
WAIT_MS = 120


@dataclass(frozen=True, slots=True)
class UpkeepWork:
    """What the pane asks for; everything in the lane. `lines` are all entries, those to look at first."""

    lines: Callable[[Callable[[tuple[UpkeepLine, ...]], None], Sorry], None]
    history: Callable[[ServiceId, Callable[[tuple[EntryVersion, ...]], None], Sorry], None]
    edit: Callable[[Service, Then, Sorry], None]
    verify: Callable[[Service, str, Then, Sorry], None]
    settle: Callable[[str, Then, Sorry], None]
    new_id: Callable[[], ServiceId]
    files: Then
    halves: Halves = field(default=NOWHERE)


class UpkeepPane(DeskPane):
    """Three faces on the right: the entry, its editing, its history. What is being edited survives a look again."""

    concerns = ("service", "remark", "service_outcome")

    def __init__(self, work: UpkeepWork, look: Look, text: Words) -> None:
        super().__init__()
        self._work, self._text = work, text
        self._all: tuple[UpkeepLine, ...] = ()
        self.why = QComboBox()
        self.why.setAccessibleName(text("upkeep.which"))
        for name in (TODO, *REASONS, EVERY):
            self.why.addItem(
                text(f"upkeep.which_{name}") if name in (TODO, EVERY) else text(f"upkeep.why.{name}"), name
            )
        self.why.currentIndexChanged.connect(lambda _at: self._give())
        self.search = Line(text("upkeep.search"), text("upkeep.search_hint"))
        self._wait = QTimer(self)
        self._wait.setSingleShot(True)
        self._wait.setInterval(WAIT_MS)
        self._wait.timeout.connect(self._give)
        self.search.textChanged.connect(lambda _typed: self._wait.start())
        self._count = label("", "muted")
        self.lines = Lines[UpkeepLine]([Column("line", self._line)], str)
        self.list = LineList(self.lines, text("coordination.sections.upkeep"), look)
        self.list.moved.connect(self._moved)
        self.entry = UpkeepEntry(text, work.halves)
        self.editor = EntryEditor(look, text)
        self._begun: dict[str, str] = {}
        self._half = HalfTexts(work.halves, lambda: self.editor.half, self._take_begun, self)
        self.history = HistoryPane(text)
        self._said = label("", "muted", wrap=True)
        self._said.setVisible(False)
        self._faces = QStackedWidget()
        for face in (self.entry, self.editor, self.history):
            self._faces.addWidget(face)
        self._connect()
        self._lay_out()

    def _connect(self) -> None:
        self.list.opened.connect(lambda _line: self.begin_editing())
        self.entry.edit_wished.connect(self.begin_editing)
        self.entry.history_wished.connect(self.show_history)
        self.entry.verified.connect(self._verify)
        self.entry.settled.connect(lambda remark: self._work.settle(remark, self._done, self._sorry))
        self.editor.kept.connect(lambda service: self._work.edit(service, self._edited, self._not_edited))
        self.editor.left.connect(self._leave_editing)
        self.editor.typed.connect(self._half.typed)
        self.history.left.connect(self.show_entry)

    def _lay_out(self) -> None:
        text = self._text
        new = button(text("upkeep.new"), self.begin_new)
        files = button(text("upkeep.files"), self._work.files)
        narrow = row(self.why, self.search)
        narrow.setStretch(1, 1)
        left = Card(narrow, self._count, self.list, row(new, files, None))
        left.column.setStretch(2, 1)
        right = Card(self._faces, self._said)
        right.column.setStretch(0, 1)
        sides = row(left, right, spacing=10)
        sides.setStretch(0, 9)
        sides.setStretch(1, 12)
        self.setLayout(sides)

    def look_again(self) -> None:
        """Ask for the entries, and the first time for what was being edited."""
        self._half.come_to("upkeep")
        self._work.lines(self._show, self._sorry)

    def forget(self) -> None:
        """Show nothing."""
        self._half.leave()
        self._all = ()
        self.search.clear()
        self._wait.stop()
        self.editor.forget()
        self.history.show_history(())
        self._tell("", "muted")
        self._give()
        self._turn(self.entry)

    # -- the list ----------------------------------------------------------------------------------------------

    def _show(self, lines: tuple[UpkeepLine, ...]) -> None:
        self._all = lines
        self._give()
        if self._begun:
            self._go_on()

    def _give(self) -> None:
        here = self._current
        shown = self._narrowed()
        self.lines.give(shown)
        self._count.setText(self._text("upkeep.count", count=len(shown), all=len(self._all)))
        at = next((at for at, one in enumerate(shown) if here is not None and one.service.id == here.service.id), 0)
        if shown:
            self.list.setCurrentIndex(self.lines.index(at, 0))
        else:
            self.list.first()

    def _narrowed(self) -> Sequence[UpkeepLine]:
        why = self.why.currentData()
        words = self.search.text().casefold().split()
        return [
            one
            for one in self._all
            if (why == EVERY or (why == TODO and one.why) or why in one.why)
            and all(
                word in f"{one.service.name} {one.service.postcode} {one.service.address}".casefold()
                for word in words
            )
        ]

    @property
    def _current(self) -> UpkeepLine | None:
        found = self.list.current
        return found if isinstance(found, UpkeepLine) else None

    def _line(self, line: UpkeepLine) -> str:
        why = ", ".join(self._text(f"upkeep.why.{one}") for one in line.why)
        return f"{line.service.name}\n{why or self._text('upkeep.fine')}"

    def _moved(self, _line: object) -> None:
        self.entry.show_line(self._current)
        if self._faces.currentWidget() is self.history:
            self.show_history()

    # -- the faces ---------------------------------------------------------------------------------------------

    def _turn(self, face: QWidget) -> None:
        self._faces.setCurrentWidget(face)
        # while somebody edits, the list does not lead to another entry: the words in the boxes belong to this one
        self.list.setEnabled(face is not self.editor)

    def show_entry(self) -> None:
        """Show the entry in hand."""
        self._turn(self.entry)
        self.list.setFocus()

    def begin_editing(self) -> None:
        """Put the entry in hand in boxes."""
        if self._current is not None:
            self.editor.begin(self._current.service, new=False)
            self._tell("", "muted")
            self._turn(self.editor)
            self.editor.focus_here()

    def _take_begun(self, begun: dict[str, str]) -> None:
        self._begun = begun

    def _go_on(self) -> None:
        """Put what somebody was editing when the program ended back in the boxes."""
        half, self._begun = dict(self._begun), {}
        entry = ServiceId(half[ENTRY])
        service = next((one.service for one in self._all if one.service.id == entry), None)
        if half.get(NEW):
            service = Service(id=entry, category="andere", name="", version=0)
        if service is not None and self._faces.currentWidget() is not self.editor:
            self._take_in_hand(entry)
            self.editor.go_on(service, half)
            self._tell(self._text("upkeep.going_on"), "ok")
            self._turn(self.editor)

    def _take_in_hand(self, entry: ServiceId) -> None:
        at = next((at for at, one in enumerate(self._narrowed()) if one.service.id == entry), None)
        if at is not None:
            self.list.setCurrentIndex(self.lines.index(at, 0))

    def _not_edited(self, wrong: Exception) -> None:
        if isinstance(wrong, ChangedMeanwhile):
            self._work.lines(self._overtaken, self._sorry)
        else:
            self._sorry(wrong)

    def _overtaken(self, lines: tuple[UpkeepLine, ...]) -> None:
        """Put a colleague's version under what is being typed: what nobody typed here follows it, nothing is lost."""
        self._show(lines)
        service = next((one.service for one in lines if one.service.id == self.editor.entry), None)
        if service is not None:
            self.editor.follow(service)
            self._tell(self._text("upkeep.changed"), "warn")

    def _leave_editing(self) -> None:
        """Change nothing: what was typed is not wanted."""
        self.editor.forget()
        self._half.keep()
        self.show_entry()

    def begin_new(self) -> None:
        """Put an empty entry in boxes."""
        self.editor.begin(Service(id=self._work.new_id(), category="andere", name="", version=0), new=True)
        self._tell("", "muted")
        self._turn(self.editor)
        self.editor.focus_here()

    def show_history(self) -> None:
        """Show every version of the entry in hand."""
        line = self._current
        if line is None:
            return

        def shown(versions: tuple[EntryVersion, ...]) -> None:
            if self._current is not None and self._current.service.id == line.service.id:
                self.history.show_history(versions)

        self._work.history(line.service.id, shown, self._sorry)
        self._turn(self.history)

    def _verify(self, how: str) -> None:
        if self._current is not None:
            service = self._current.service
            self._work.verify(service, how, lambda: self._verified(service.id), self._sorry)

    def _verified(self, service: ServiceId) -> None:
        self.entry.done(service)
        self._done()

    def _edited(self) -> None:
        self._leave_editing()
        self._done()

    def _done(self) -> None:
        self._tell(self._text("coordination.kept"), "ok")
        self.look_again()

    def _sorry(self, wrong: Exception) -> None:
        self._tell(said_of(wrong, self._text), "warn")

    def _tell(self, words: str, role: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        set_role(self._said, role)
