"""Which calls belong to a case: bring in, take out, split, merge; each for a reason, each to be taken back."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QVBoxLayout, QWidget

from workstation.domain.cases import Case, Event
from workstation.domain.ids import CallId, CaseId
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.parts import Card, Flow, button, emptied, label, row, scrolling, set_role
from workstation.ui.said import clock, day
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Done = Callable[[], None]
LEAST_TO_HIT = 26  # pixels


@dataclass(frozen=True, slots=True)
class BondWork:
    """Each answers when it is kept. `join` takes a number as typed: of a case, which is merged in, or of a call."""

    join: Callable[[CaseId, str, str, Done, Sorry], None]
    unlink: Callable[[tuple[CallId, ...], str, Done, Sorry], None]
    split: Callable[[CaseId, tuple[CallId, ...], str, Done, Sorry], None]
    halves: Halves = NOWHERE


class CaseBonds(Card):
    """Ticks on calls say which; one line says why, also for taking something back. `call_requested` opens one."""

    call_requested = Signal(str)

    def __init__(self, work: BondWork, text: Words) -> None:
        self._work, self._text = work, text
        self._case: Case | None = None
        self._ticks: dict[CallId, QCheckBox] = {}
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setSpacing(3)
        self.why = Line(text("case.reason"), text("case.reason_hint"))
        self.number = Line(text("case.number"), text("case.join_hint"))
        self._half = of_boxes(work.halves, {"why": self.why, "number": self.number})
        self._told = label("", "muted", wrap=True)
        acts = QWidget()
        flow = Flow(acts)
        self.unlink = button(text("case.unlink_ticked"), self.take_out)
        self.split = button(text("case.split"), self.split_off)
        for one in (self.unlink, self.split):
            flow.addWidget(one)
        join = row(self.number, button(text("case.join"), self.bring_in))
        join.setStretch(0, 1)
        super().__init__(
            label(text("case.calls"), "h"), scrolling(self._inside, text("case.calls")),
            label(text("case.reason"), "", self.why), self.why, acts,
            label(text("case.number"), "", self.number), join, self._told, spacing=6,
        )  # fmt: skip
        self.column.setStretch(1, 1)

    def show_case(self, case: Case, events: tuple[Event, ...]) -> None:
        """Show the calls of a case, oldest first; ticks stay where they were."""
        ticked = set(self.ticked) if self._case is not None and self._case.id == case.id else set()
        self._case = case
        self._half.come_to(f"case.{case.id}.bonds")
        emptied(self._rows)
        self._ticks = {}
        calls = {one.call: one for one in events if one.kind == "call"}
        for call in case.calls:
            self._rows.addWidget(self._row(call, calls.get(call), on=call in ticked))
        self._rows.addStretch(1)
        self._show_what_can_be()

    def forget(self) -> None:
        """Show nothing; what was begun stays with the case."""
        self._half.leave()
        self._case, self._ticks = None, {}
        emptied(self._rows)
        self.why.clear()
        self.number.clear()
        self._told.setText("")

    @property
    def ticked(self) -> tuple[CallId, ...]:
        """The calls that are ticked."""
        return tuple(call for call, box in self._ticks.items() if box.isChecked())

    def _row(self, call: CallId, event: Event | None, *, on: bool) -> QWidget:
        when = f"{day(event.at)} {clock(event.at)}" if event else self._text("case.still_running")
        box = QCheckBox(f"{when} · {event.number}" if event else when)
        box.setChecked(on)
        box.setMinimumHeight(LEAST_TO_HIT)
        box.toggled.connect(lambda _on: self._show_what_can_be())
        self._ticks[call] = box
        made = QWidget()
        line = row(box, None)
        if event is not None:
            read = button(self._text("case.open_call"), partial(self.call_requested.emit, call), kind="flat")
            read.setAccessibleName(f"{self._text('case.open_call')}: {event.number}")
            line.addWidget(read)
        made.setLayout(line)
        return made

    def _show_what_can_be(self) -> None:
        some = len(self.ticked)
        self.unlink.setEnabled(some > 0)
        self.split.setEnabled(0 < some < len(self._ticks))

    def take_out(self) -> None:
        """Take the ticked calls out of the case."""
        if self.ticked:
            self._work.unlink(self.ticked, self.why.text(), self._done(), self.sorry)

    def split_off(self) -> None:
        """Bring the ticked calls into a case of their own."""
        if self._case is not None and self.ticked:
            self._work.split(self._case.id, self.ticked, self.why.text(), self._done(), self.sorry)

    def bring_in(self) -> None:
        """Bring in the call, or every call of the case, of the number."""
        if self._case is not None:
            self._work.join(self._case.id, self.number.text(), self.why.text(), self._done(), self.sorry)

    def _done(self) -> Done:
        place = self._half.place

        def kept() -> None:
            self._half.done(place)
            if place == self._half.place:
                for box in self._ticks.values():
                    box.setChecked(False)
                self.tell("case.kept_here", "ok")

        return kept

    def sorry(self, wrong: Exception) -> None:
        """Say what an act still needs."""
        if isinstance(wrong, NotReady):
            self.tell(wrong.problems[0].text_key, "warn")
        elif isinstance(wrong, NotAllowed):
            # the reason of an act is its own; why the case was opened was asked before
            asked = not self.why.text().strip()
            self.tell("case.reason_first" if asked else wrong.text_key, "warn")
            self.why.setFocus()
        else:
            raise wrong

    def tell(self, key: str, role: str) -> None:
        """Say something under the acts."""
        self._told.setText(self._text(key))
        set_role(self._told, role)
