"""The start of a shift: one key when nothing changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QVBoxLayout, QWidget

from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.team_talk import Announcement
from workstation.ui.choice import Choice
from workstation.ui.look import Look
from workstation.ui.parts import Card, button, column, emptied, label, row, scrolling, set_role
from workstation.ui.said import full_day
from workstation.ui.screen import Screen
from workstation.ui.screens.follow_up_lines import TaskWords
from workstation.ui.time_field import TimeField
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

LINES = ("phone", "chat", "email")
WIDEST = 1080  # pixels: beside the rail on the narrowest screen, at the largest letters
MOST_TASKS = 4  # the others are on home, a key away


@dataclass(frozen=True, slots=True)
class ShiftPlan:
    """What a counsellor chose. Times are those of Brussels; `until` before `since` means past midnight."""

    line: str
    team: str
    since: time
    until: time
    pause: time | None = None


@dataclass(frozen=True, slots=True)
class OpenLine:
    """Whether a line of 1712 is open; `words` says until or from when. `open` None = not known."""

    line: str
    open: bool | None
    words: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is filled in already, mostly as last time. `tasks`: what is late or must be done today."""

    now: datetime
    plan: ShiftPlan
    lines: tuple[OpenLine, ...] = ()
    drafts: int = 0
    announcements: tuple[Announcement, ...] = ()
    tasks: tuple[FollowUpTask, ...] = ()


@dataclass(frozen=True, slots=True)
class ShiftStartWork:
    """`propose` looks up; `start` begins the shift and answers when it is kept; `read` keeps what was read."""

    propose: Callable[[Callable[[Proposal], None]], None]
    start: Callable[[ShiftPlan, Callable[[], None]], None]
    read: Callable[[str], None] = lambda _announcement: None


class ShiftStartScreen(Screen):
    """Line, hours, break, team. `begun` when the shift runs, `postponed` to work without one."""

    name = "shift_start"
    begun = Signal()
    postponed = Signal()

    def __init__(self, work: ShiftStartWork, codebook: Codebook, look: Look, text: Words) -> None:
        super().__init__()
        self._work = work
        self._proposed, self._wished = False, False
        self._unread: tuple[Announcement, ...] = ()
        self._pointed = False
        self._read_button = button(text("shift_start.read"), self.read_and_start, kind="primary")
        self._codebook = codebook
        self._text = text
        self.line = Choice(text("shift_start.line"), [(one, codebook.label("channel", one)) for one in LINES])
        self.team = QComboBox()
        self.team.setAccessibleName(text("shift_start.team"))
        self.since = TimeField(text("shift_start.since"), "9:00")
        self.until = TimeField(text("shift_start.until"), "13:00")
        self.pause = TimeField(text("shift_start.pause"), text("shift_start.pause_hint"))
        for field in (self.since, self.until, self.pause):
            field.returnPressed.connect(self.start)
        self._day = label("", "title")
        self._drafts = label("", "tag_warn")
        self._told = label("", wrap=True)
        self._told.setVisible(False)
        self._open_now = QGridLayout()
        self._open_now.setHorizontalSpacing(12)
        self._news = QVBoxLayout()
        self._news.setSpacing(8)
        self._must_read = Card(
            label(text("shift_start.must_read"), "h"), self._news, row(self._read_button, None), spacing=8
        )
        self._say = TaskWords(codebook, text)
        self._tasks = column(spacing=3)
        self._to_do = Card(label(text("follow_up.now_due"), "h"), self._tasks, spacing=6)
        self._lay_out(look)

    def _lay_out(self, look: Look) -> None:
        text = self._text
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        times = row(
            self.since,
            label(text("shift_start.until_word"), "", self.until),
            self.until,
            label(text("shift_start.pause"), "", self.pause),
            self.pause,
            None,
        )
        first: list[tuple[str, QWidget]] = [("line", self.line), ("team", self.team)]
        for at, (name, widget) in enumerate(first):
            grid.addWidget(label(text(f"shift_start.{name}"), "", widget), at, 0)
            grid.addWidget(widget, at, 1)
        grid.addWidget(label(text("shift_start.since"), "", self.since), 2, 0)
        grid.addLayout(times, 2, 1)
        grid.setColumnStretch(1, 1)
        later = button(text("shift_start.later"), self.postponed.emit, kind="flat")
        start = button(text("commands.start_shift"), self.start, kind="primary", key="Ctrl+Enter")
        card = Card(self._day, grid, self._told, row(start, later, None), spacing=12)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 16, 24, 16)
        whole.setSpacing(12)
        self._sheet = QWidget()
        inner = QVBoxLayout(self._sheet)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(12)
        open_now = Card(label(text("shift_start.open_now"), "h"), self._open_now, spacing=8)
        for part in (self._must_read, card, self._to_do, open_now):
            inner.addWidget(part)
        self._to_do.setVisible(False)
        inner.addLayout(row(self._drafts, None))
        inner.addStretch(1)
        self._must_read.setVisible(False)
        self._holder, self._look = scrolling(self._sheet), look
        whole.addWidget(self._holder, 1, Qt.AlignmentFlag.AlignHCenter)
        look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        # a method of our own: Qt lets go of it when this screen goes (a rehearsal has its own screens)
        self._holder.setFixedWidth(min(self._look.px(710), WIDEST))

    def arrive(self) -> None:
        """Fill in what is likely and put the focus on the line."""
        self._proposed, self._wished = False, False
        self._work.propose(self._fill)
        self.line.focus_here()

    def _fill(self, proposal: Proposal) -> None:
        self._day.setText(self._text("shift_start.today", day=full_day(proposal.now)))
        self.team.clear()
        for code in self._codebook.offered("team", proposal.now.date()):
            self.team.addItem(code.label, code.code)
        self.team.setCurrentIndex(max(0, self.team.findData(proposal.plan.team)))
        self.line.put(proposal.plan.line)
        self.since.put(proposal.plan.since)
        self.until.put(proposal.plan.until)
        self.pause.put(proposal.plan.pause)
        self._drafts.setText(self._text("shift_start.drafts", count=proposal.drafts))
        self._drafts.setVisible(proposal.drafts > 0)
        self._show_tasks(proposal)
        emptied(self._open_now)
        for at, one in enumerate(proposal.lines):
            role = {True: "tag_ok", False: "tag", None: "tag_warn"}[one.open]
            word = {True: "open", False: "closed", None: "not_known"}[one.open]
            self._open_now.addWidget(label(self._codebook.label("channel", one.line)), at, 0)
            self._open_now.addLayout(row(label(self._text(f"shift_start.{word}"), role), None), at, 1)
            self._open_now.addWidget(label(one.words, "muted"), at, 2)
        self._open_now.setColumnStretch(2, 1)
        if self.isVisible():  # the answer may come when somebody is already typing elsewhere
            self.line.focus_here()
        self._show_news(proposal.announcements)
        self._proposed = True
        if self._wished:
            self.start()

    def _show_tasks(self, proposal: Proposal) -> None:
        emptied(self._tasks)
        self._to_do.setVisible(bool(proposal.tasks))
        for task in proposal.tasks[:MOST_TASKS]:
            first, _, rest = self._say.lines(task, proposal.now).partition("\n")
            when = label(first, wrap=True)
            when.setProperty("todo", "1" if task.overdue(proposal.now) else "")
            self._tasks.addWidget(when)
            self._tasks.addWidget(label(rest, "muted", wrap=True))
        if (more := len(proposal.tasks) - MOST_TASKS) > 0:
            self._tasks.addWidget(label(self._text("follow_up.more", count=more), "muted"))

    def start(self) -> None:
        """Start the shift as it stands; a time that is not understood is pointed at.

        A key that comes before the proposal is there waits for it: one key starts a shift, however quick the hand.
        """
        if not self._proposed:
            self._wished = True
            return
        since, until = self.since.value, self.until.value
        wrong = next((f for f in (self.since, self.until) if f.value is None), None)
        wrong = wrong or (None if self.pause.understood else self.pause)
        if since is None or until is None or wrong is not None:
            self._told.setText(self._text("shift_start.time_please"))
            set_role(self._told, "warn")
            self._told.setVisible(True)
            if wrong is not None:
                wrong.setFocus()
            return
        self._told.setVisible(False)
        if self._unread and not self._pointed:
            self._point_at_news()
            return
        if self._unread:
            self.read_and_start()
            return
        team = str(self.team.currentData() or "")
        plan = ShiftPlan(self.line.value or LINES[0], team, since, until, self.pause.value)
        self._work.start(plan, self.begun.emit)

    def _show_news(self, announcements: tuple[Announcement, ...]) -> None:
        """Show what must be read before a shift begins; who works on without one finds it on the home screen."""
        self._unread = tuple(one for one in announcements if one.must_read)
        self._pointed = False
        emptied(self._news)
        for one in self._unread:
            who = self._text("shift_start.announced", who=one.counsellor, day=full_day(one.at))
            self._news.addWidget(label(one.text, "reading", wrap=True))
            self._news.addWidget(label(who, "muted"))
        self._must_read.setVisible(bool(self._unread))

    def _point_at_news(self) -> None:
        self._pointed = True
        self._told.setText(self._text("shift_start.read_first"))
        set_role(self._told, "warn")
        self._told.setVisible(True)
        self._read_button.setFocus()

    def read_and_start(self) -> None:
        """Keep that what must be read was read, and start the shift."""
        for one in self._unread:
            self._work.read(one.id)
        self._show_news(())
        self.start()
