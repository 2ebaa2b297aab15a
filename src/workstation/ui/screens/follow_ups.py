"""What is still to be done, the longest overdue first: done, moved, given to somebody, or dropped with a reason."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from workstation.domain.changes import Changes
from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.moments import Now
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.forms.due import Due
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.lists.lines import Column, LineList, Lines
from workstation.ui.look import Look
from workstation.ui.parts import Card, Flow, button, label, row, set_role
from workstation.ui.screen import Screen
from workstation.ui.screens.follow_up_lines import TaskWords
from workstation.ui.screens.plan_card import WhenLine
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Done = Callable[[], None]
How = Literal["done", "dropped"]
ACTS = ("follow_up_move", "follow_up_drop", "follow_up_done")


@dataclass(frozen=True, slots=True)
class FollowUpsWork:
    """`fetch` gives what waits; the others answer when it is kept, or say why not. `assign`: None = the team.

    `settled` says that one was settled, and offers to take that back.
    """

    fetch: Callable[[Callable[[tuple[FollowUpTask, ...]], None]], None]
    settle: Callable[[str, How, str, Done, Sorry], None]
    move: Callable[[str, Due, str, Done, Sorry], None]
    assign: Callable[[str, str | None, Done, Sorry], None]
    turns: Callable[[Callable[[tuple[str, ...]], None]], None]
    settled: Callable[[str, str], None]
    me: str
    now: Now
    halves: Halves = NOWHERE


class FollowUpsScreen(Screen):
    """A list left, the task in hand right. `call_requested` opens its call."""

    name = "follow_ups"
    acts: tuple[str, ...] = ()
    main_act = "follow_up_done"
    call_requested = Signal(str)

    def __init__(self, work: FollowUpsWork, say: TaskWords, look: Look, text: Words) -> None:
        super().__init__()
        self._work, self._say, self._text = work, say, text
        self._wanted = ""
        self._nothing = label(text("home.no_follow_ups"), "muted", wrap=True)
        self.lines = Lines[FollowUpTask]([Column("line", lambda task: say.lines(task, work.now()))], str)
        self.list = LineList(self.lines, text("follow_up.list"), look)
        self.list.moved.connect(self._moved)
        self.list.opened.connect(lambda task: self.call_requested.emit(task.call))
        self._what, self._facts = label("", "title", wrap=True), label("", "reading", wrap=True)
        self._who = label("", "muted", wrap=True)
        self.reason = Line(text("follow_up.reason"), text("follow_up.reason_hint"))
        self.when = WhenLine(work.now, text)
        self._half = of_boxes(work.halves, {"reason": self.reason, "when": self.when})
        self.whom = QComboBox()
        self.whom.setAccessibleName(text("follow_up.label.whom"))
        self._told = label("", "muted", wrap=True)
        self._buttons = (
            button(text("follow_up.assign"), self.assign), button(text("follow_up.open_call"), self.open_call),
        )  # fmt: skip
        self._lay_out()
        self._offer(())
        self._moved(None)

    def _lay_out(self) -> None:
        text = self._text
        acts = QWidget()
        flow = Flow(acts)
        for one in (self.whom, *self._buttons):
            flow.addWidget(one)
        left = Card(label(text("follow_up.list"), "h"), self._nothing, self.list)
        left.column.setStretch(2, 1)
        left.column.addStretch(0)
        self._in_hand = Card(
            self._what, self._facts, self._who,
            label(text("follow_up.reason"), "", self.reason), self.reason,
            label(text("follow_up.new_when"), "", self.when), self.when, self.when.read,
            label(text("follow_up.label.whom"), "", self.whom), acts, None, spacing=8,
        )  # fmt: skip
        sides = row(left, self._in_hand, spacing=10)
        sides.setStretch(0, 6)
        sides.setStretch(1, 5)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 6)
        whole.addLayout(sides, 1)
        whole.addWidget(self._told)

    def show_task(self, task: str) -> None:
        """Say which task to have in hand when one arrives."""
        self._wanted = task

    def arrive(self) -> None:
        """Look again, with the focus on the list."""
        self._told.setText("")
        self._work.fetch(self._show)
        self._work.turns(self._offer)
        self.list.setFocus()

    def heard(self, changes: Changes) -> None:
        """Look again when a follow-up was written."""
        if changes.concerns("follow_up"):
            self._work.fetch(self._show)

    def forget(self) -> None:
        """Show nothing; what was begun stays with its task."""
        self._show(())
        self._told.setText("")

    @property
    def task(self) -> FollowUpTask | None:
        """The task in hand."""
        one = self.list.current
        return one if isinstance(one, FollowUpTask) else None

    def acts_by_command(self) -> dict[str, Callable[[], object]]:
        """Return what each command does."""
        return {"follow_up_done": self.done, "follow_up_drop": self.drop, "follow_up_move": self.move_on}

    def done(self) -> None:
        """Settle it: it was done; a few words are welcome."""
        self._settle("done")

    def drop(self) -> None:
        """Settle it: it will not be done, and why must be said."""
        self._settle("dropped")

    def _settle(self, how: How) -> None:
        if self.task is not None:
            task = self.task.id
            settled = partial(self._settled, self._half.place, task, how)
            self._work.settle(task, how, self.reason.text(), settled, self._sorry)

    def _settled(self, place: str | None, task: str, how: How) -> None:
        self._half.done(place)
        self._told.setText("")
        self._work.settled(task, self._text(f"follow_up.told.{how}"))

    def move_on(self) -> None:
        """Give it another moment; why must be said."""
        due = self.when.due
        if self.task is None:
            return
        if due is None:
            self._tell("follow_up.when_please", "warn")
            self.when.setFocus()
            return
        self._work.move(self.task.id, due, self.reason.text(), self._done_with("moved"), self._sorry)

    def assign(self) -> None:
        """Give it to whoever is chosen."""
        if self.task is not None:
            self._work.assign(self.task.id, self.whom.currentData(), self._done_with("assigned"), self._sorry)

    def open_call(self) -> None:
        """Open the call it belongs to."""
        if self.task is not None:
            self.call_requested.emit(self.task.call)

    def _offer(self, colleagues: tuple[str, ...]) -> None:
        self.whom.clear()
        self.whom.addItem(self._text("follow_up.team"), None)
        self.whom.addItem(self._text("follow_up.me"), self._work.me)
        for one in colleagues:
            self.whom.addItem(one, one)

    def _show(self, tasks: tuple[FollowUpTask, ...]) -> None:
        before = self.list.currentIndex().row()
        self.lines.give(tasks)
        self._nothing.setVisible(not tasks)
        self.list.setVisible(bool(tasks))
        ids = [task.id for task in tasks]
        at = ids.index(self._wanted) if self._wanted in ids else max(0, min(before, len(tasks) - 1))
        self._wanted = ""
        if tasks:
            self.list.setCurrentIndex(self.lines.index(at, 0))
        self._moved(tasks[at] if tasks else None)

    def _moved(self, task: object) -> None:
        self._come_to(f"follow_up.{task.id}" if isinstance(task, FollowUpTask) else None)
        here = isinstance(task, FollowUpTask)
        self._in_hand.setVisible(here)  # nothing to type in where nothing would keep it
        self.acts = ACTS if here else ()
        self.acts_changed.emit()
        if not isinstance(task, FollowUpTask):
            for words in (self._what, self._facts, self._who):
                words.setText("")
            return
        self._what.setText(task.what or self._text("follow_up.call_back"))
        facts = (self._say.when(task, self._work.now()), self._say.how(task), self._say.whom(task))
        self._facts.setText("\n".join(part for part in facts if part))
        self._who.setText(self._text("follow_up.planned_by", who=task.made_by, number=task.number))

    def _done_with(self, key: str) -> Done:
        place = self._half.place

        def told() -> None:
            self._half.done(place)
            self._tell(f"follow_up.told.{key}", "ok")

        return told

    def _come_to(self, place: str | None) -> None:
        if place == self._half.place:
            return
        # what was said about one task must not land with another
        self._half.leave()
        self.reason.clear()
        self.when.clear()
        if place is not None:
            self._half.come_to(place)

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, NotReady):
            self._tell(wrong.problems[0].text_key, "warn")
            if wrong.problems[0].field == "reason":
                self.reason.setFocus()
        elif isinstance(wrong, NotAllowed):
            self._tell(wrong.text_key, "warn")
        else:
            raise wrong

    def _tell(self, key: str, role: str) -> None:
        self._told.setText(self._text(key))
        set_role(self._told, role)
