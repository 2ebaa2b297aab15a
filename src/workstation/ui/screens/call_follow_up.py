"""The follow-ups of one filed call, and the card to plan one more."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.domain.calls import Call
from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.ids import CallId
from workstation.domain.moments import Now
from workstation.ui.parts import button, column, emptied, label, row, scrolling
from workstation.ui.screens.call_side import CallCard
from workstation.ui.screens.follow_up_lines import TaskWords
from workstation.ui.screens.plan_card import PlanCard
from workstation.vocabulary.words import Words

Fetch = Callable[[CallId, Callable[[tuple[FollowUpTask, ...]], None]], None]


class CallFollowUps(CallCard):
    """`settle_wished` carries the id of a task to be settled, `reopen_wished` of one that waits after all."""

    name = "follow_up"
    settle_wished = Signal(str)
    reopen_wished = Signal(str)

    def __init__(self, fetch: Fetch, plan: PlanCard, say: TaskWords, now: Now, text: Words) -> None:
        self._fetch, self._say, self._now, self._text = fetch, say, now, text
        self.plan = plan
        self._call: Call | None = None
        self._lines = column(spacing=4)
        inside = QWidget()
        inside.setLayout(column(self._lines, None))
        super().__init__(label(text("follow_up.of_call"), "h"), scrolling(inside), plan, spacing=6)
        self.column.setStretch(1, 1)
        plan.kept.connect(self._look)

    def show_call(self, call: Call) -> None:
        """Show what is planned for this call."""
        if self._call is None or call.id != self._call.id:
            self.plan.forget()
        self._call = call
        self.plan.begin(call.id, safe_moment=call.safe_moment, channel=call.channel)
        self._look()

    def begin(self) -> None:
        """Put the caret where it is said when."""
        self.plan.when.setFocus()

    def forget(self) -> None:
        """Keep nothing of any call."""
        self._call = None
        self.plan.forget()
        emptied(self._lines)

    def _look(self) -> None:
        if self._call is not None:
            self._fetch(self._call.id, partial(self._show, self._call.id))

    def _show(self, call: CallId, tasks: tuple[FollowUpTask, ...]) -> None:
        if self._call is None or call != self._call.id:
            return
        emptied(self._lines)
        if not tasks:
            self._lines.addWidget(label(self._text("follow_up.none_of_call"), "muted", wrap=True))
        for task in tasks:
            first, _, rest = self._say.lines(task, self._now()).partition("\n")
            words = column(label(first, wrap=True), label(rest, "muted", wrap=True), spacing=0)
            more: QWidget = label(self._say.status(task), "tag_ok" if task.status == "done" else "tag")
            if task.status == "open":
                more = button(self._text("follow_up.settle"), partial(self.settle_wished.emit, task.id))
            made = QWidget()
            more.setSizePolicy(more.sizePolicy().horizontalPolicy(), QSizePolicy.Policy.Fixed)
            again = button(self._text("follow_up.reopen"), partial(self.reopen_wished.emit, task.id), kind="flat")
            again.setVisible(task.status != "open")
            line = row(words, more, again)
            line.setStretch(0, 1)
            made.setLayout(line)
            self._lines.addWidget(made)
