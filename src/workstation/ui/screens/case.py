"""One case: its calls and everything around them on one time line. Narratives open call by call."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from workstation.domain.cases import Case, Event
from workstation.domain.changes import Changes
from workstation.domain.ids import CaseId
from workstation.domain.moments import local_day
from workstation.domain.permissions import NotAllowed, ReasonNeeded
from workstation.domain.problems import NotReady
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.look import Look
from workstation.ui.parts import Card, button, column, emptied, heading, label, row, scrolling, set_role
from workstation.ui.said import clock, full_day
from workstation.ui.screen import Screen
from workstation.ui.screens.case_bonds import BondWork, CaseBonds
from workstation.ui.screens.opening_reason import OpeningReason
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Done = Callable[[], None]
KINDS = ("everything", "call", "note", "referral", "follow_up", "act", "read")
ACTS = frozenset({"link", "unlink", "merge", "split", "undo"})


@dataclass(frozen=True, slots=True)
class CaseScreenWork:
    """`fetch` reads for a reason, and notes it; `note` and `undo` answer when it is kept. All may say why not."""

    fetch: Callable[[CaseId, str, Callable[[Case, tuple[Event, ...]], None], Sorry], None]
    note: Callable[[CaseId, str, Done, Sorry], None]
    undo: Callable[[int, str, Done, Sorry], None]
    bonds: BondWork
    halves: Halves = NOWHERE


class CaseScreen(Screen):
    """Shows the case `show_case` was told, once a reason is chosen. `call_requested` opens one call."""

    name = "case"
    acts = ("back",)
    call_requested = Signal(str)

    def __init__(self, work: CaseScreenWork, look: Look, text: Words) -> None:
        super().__init__()
        self._work = work
        self._text = text
        self._id: CaseId | None = None
        self._why = ""
        self._events: tuple[Event, ...] = ()
        self._calls: frozenset[str] = frozenset()
        self._heading = label("", "h")
        self._careful = label(text("earlier.careful"), "careful", wrap=True)
        self.reason = OpeningReason(text)
        self.reason.chosen.connect(self._because)
        self.kind = QComboBox()
        self.kind.setAccessibleName(text("case.show_what"))
        for one in KINDS:
            self.kind.addItem(text(f"case.kinds.{one}"), one)
        self.kind.currentIndexChanged.connect(lambda _at: self._show_events())
        self.note = Line(text("case.note"), text("case.note_hint"))
        self.note.returnPressed.connect(self.keep_note)
        self._half = of_boxes(work.halves, {"note": self.note})
        self._keep = button(text("case.keep_note"), self.keep_note, kind="primary")
        self.bonds = CaseBonds(work.bonds, text)
        self.bonds.call_requested.connect(self.call_requested)
        self._told = label("", "muted", wrap=True)
        self._lines = QGridLayout()
        self._lines.setHorizontalSpacing(14)
        self._lines.setVerticalSpacing(4)
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        lines = QWidget()
        lines.setLayout(column(self._lines, None))
        top = heading(self._text("case.timeline"), self.kind)
        self._sheet = Card(
            top, scrolling(lines, self._text("case.timeline")), row(self.note, self._keep), self._told, spacing=8
        )
        self._sheet.column.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 6)
        whole.setSpacing(8)
        whole.addWidget(self._careful)
        whole.addWidget(self._heading)
        whole.addWidget(self.reason)
        sides = row(self._sheet, self.bonds, spacing=10)
        sides.setStretch(0, 6)
        sides.setStretch(1, 4)
        whole.addLayout(sides, 1)
        whole.addStretch(0)
        # a method of our own: Qt lets go of it when this screen goes (a rehearsal has its own screens)
        self._look = look
        look.changed.connect(self._fit)
        self._fit()
        self._show_sheet(shown=False)

    def _show_sheet(self, *, shown: bool) -> None:
        for part in (self._sheet, self.bonds, self._careful):
            part.setVisible(shown)

    def _fit(self) -> None:
        self.reason.setMaximumWidth(self._look.px(620))

    def show_case(self, case: str, reason: str = "") -> None:
        """Say which case to show; nothing of it is read before a reason is chosen, here or a moment ago."""
        self.forget()
        self._id, self._why = CaseId(case), reason

    def arrive(self) -> None:
        """Ask why, or read again for the reason that was given."""
        if self._id is None:
            return
        if self._why:
            self._work.fetch(self._id, self._why, self._show, self._sorry)
        else:
            self._heading.setText(self._text("case.closed"))
            self.reason.ask()

    def heard(self, changes: Changes) -> None:
        """Read again when this case, or a call of it, was written."""
        if self._id is None or not self._why or self._heading.text() == "":
            return
        mine = {("case", str(self._id)), *(("call", one) for one in self._calls)}
        if changes.touched & mine:  # each reading is noted: nothing is read again for somebody else's call
            self.arrive()

    def forget(self) -> None:
        """Show nothing of any case."""
        self._half.leave()
        self._id, self._why, self._events = None, "", ()
        self._heading.setText("")
        self._told.setText("")
        self.note.clear()
        self.reason.setVisible(False)
        self._show_sheet(shown=False)
        self.bonds.forget()
        emptied(self._lines)

    def keep_note(self) -> None:
        """Keep a note on the case."""
        if self._id is not None:
            self._work.note(self._id, self.note.text(), partial(self._half.done, self._half.place), self._sorry)

    def _because(self, reason: str) -> None:
        self._why = reason
        self.reason.setVisible(False)
        self.arrive()
        self.note.setFocus()

    def _show(self, case: Case, events: tuple[Event, ...]) -> None:
        if case.id != self._id:
            return
        self._half.come_to(f"case.{case.id}")
        self._heading.setText(self._text("case.heading", number=case.number, count=len(case.calls)))
        self._show_sheet(shown=True)
        self._events, self._calls = events, frozenset(case.calls)
        self.bonds.show_case(case, events)
        self._show_events()

    def _show_events(self) -> None:
        emptied(self._lines)
        wanted = self.kind.currentData()
        shown = [one for one in _each_reader_once(self._events) if wanted in {"everything", _kind_of(one)}]
        for at, event in enumerate(reversed(shown)):
            when = self._text("case.when", day=full_day(event.at), at=clock(event.at))
            self._lines.addWidget(self._told_of(event, when), at, 0)
            if event.act is not None and event.kind in ACTS:
                undo = button(self._text("case.undo"), partial(self._undo, event.act), kind="flat")
                undo.setAccessibleName(f"{self._text('case.undo')}: {when}")
                self._lines.addWidget(undo, at, 1)
        self._lines.setColumnStretch(0, 1)

    def _told_of(self, event: Event, when: str) -> QWidget:
        what = self._text(f"case.event.{event.kind}", number=event.number, who=event.who)
        quiet = event.kind == "read" or (event.kind in ACTS and event.act is None)
        if event.kind in ACTS and event.act is None:
            what = self._text("case.taken_back", what=what)
        whole = f"{when} · {what}: {event.words}" if event.words else f"{when} · {what}"
        told = label(whole, "muted" if quiet else "", wrap=True)
        told.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        return told

    def _undo(self, act: int) -> None:
        reason = self.bonds.why.text()
        if not reason.strip():
            self.bonds.tell("case.reason_first", "warn")
            self.bonds.why.setFocus()
            return
        self._work.undo(act, reason, self._undone, self.bonds.sorry)

    def _undone(self) -> None:
        self.bonds.why.clear()
        self.bonds.tell("case.taken_back_now", "ok")

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, ReasonNeeded):
            self.reason.ask()
        elif isinstance(wrong, NotAllowed):
            self._tell(wrong.text_key)
            self._heading.setText(self._text(wrong.text_key))
        elif isinstance(wrong, NotReady):
            self._tell(wrong.problems[0].text_key)
        else:
            raise wrong

    def _tell(self, key: str) -> None:
        self._told.setText(self._text(key))
        set_role(self._told, "warn")


def _each_reader_once(events: tuple[Event, ...]) -> list[Event]:
    """Return the events with only the last reading of each person on each day."""
    last = {(one.who, local_day(one.at), one.number): one for one in events if one.kind == "read"}
    return [one for one in events if one.kind != "read" or last[one.who, local_day(one.at), one.number] is one]


def _kind_of(event: Event) -> str:
    if event.kind.startswith("follow_up"):
        return "follow_up"
    if event.kind in ACTS:
        return "act"
    return "call" if event.kind == "addition" else event.kind
