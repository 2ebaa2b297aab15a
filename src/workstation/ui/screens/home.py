"""Home: four blocks, always in the same place."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout

from workstation.domain.changes import Changes
from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.ids import CallId
from workstation.domain.lines import CallLine, DraftLine, FollowUp
from workstation.domain.moments import Now
from workstation.domain.reviews import Review
from workstation.domain.shift_clock import ShiftSoFar
from workstation.domain.shifts import Shift
from workstation.domain.team_talk import Announcement
from workstation.ui.lists.block import Block
from workstation.ui.look import Look
from workstation.ui.parts import Card, button, column, label, row, set_role
from workstation.ui.said import clock, day_and_clock, labels, length, minutes
from workstation.ui.screen import Screen
from workstation.ui.screens.follow_up_lines import TaskWords
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

CHANNELS = ("chat", "email")


@dataclass(frozen=True, slots=True)
class HomeView:
    """Everything home shows. `tasks` wait for somebody; `follow_ups` were agreed on and not planned.

    `after_heavy`: a call with danger just ended, offer the one line, once.
    """

    shift: Shift | None = None
    so_far: ShiftSoFar | None = None
    drafts: tuple[DraftLine, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    calls: tuple[CallLine, ...] = ()
    after_heavy: CallId | None = None
    announcements: tuple[Announcement, ...] = ()
    reviews: tuple[Review, ...] = ()
    tasks: tuple[FollowUpTask, ...] = ()


LookUp = Callable[[Callable[[HomeView], None]], None]


class HomeScreen(Screen):
    """What waits, and what was done today: codes and times, never a word of a note."""

    name = "home"
    acts = ("end_shift", "take_break")
    draft_requested = Signal(str)
    call_requested = Signal(str)
    task_requested = Signal(str)
    new_call_requested = Signal(str)
    heavy_marked = Signal(str)
    announcement_read = Signal(str)
    review_requested = Signal(str)

    def __init__(self, look_up: LookUp, codebook: Codebook, look: Look, text: Words, now: Now) -> None:
        super().__init__()
        self._look_up = look_up
        self._codebook = codebook
        self._look = look
        self._text = text
        self._now = now
        self._view = HomeView()
        self._offered: set[str] = set()
        self._time = label("", "muted")
        self._pause = label("", "muted")
        self._tally = label("", "muted")
        self._heavy = self._heavy_line()
        self._talks_said = label("")
        self._talks = Card(row(self._talks_said, None, button(text("review.own_open"), self.read_talk)))
        self._talks.setVisible(False)
        self.drafts = self._block("drafts", self._draft)
        self.drafts.opened.connect(lambda line: self.draft_requested.emit(line.id))
        self.follow_ups = self._block("follow_ups", self._follow_up)
        self.follow_ups.opened.connect(self._follow)
        self._say = TaskWords(codebook, text)
        self.calls = self._block("calls", self._call)
        self.calls.opened.connect(lambda line: self.call_requested.emit(line.id))
        self.announcements = self._block("announcements", lambda one: one.text)
        self.announcements.opened.connect(lambda one: self.announcement_read.emit(one.id))
        self._read = button(text("home.read"), self.read_announcement)
        self.announcements.column.addWidget(self._read)
        self._lay_out()
        self._tick = QTimer(self)
        self._tick.setInterval(20_000)
        self._tick.timeout.connect(self._show_time)

    def _lay_out(self) -> None:
        text = self._text
        new = button(
            text("home.new_call"), lambda: self.new_call_requested.emit("phone"), kind="primary", key="Ctrl+N"
        )
        self._look.set_icon(new, "phone-call", "on_accent", 20)
        others = [
            button(self._codebook.label("channel", one), partial(self.new_call_requested.emit, one))
            for one in CHANNELS
        ]
        times = column(row(None, self._pause, self._time, spacing=12), row(None, self._tally), spacing=2)
        top = row(new, *others, None, times, spacing=12)
        grid = QGridLayout()
        grid.setSpacing(10)
        for at, block in enumerate((self.drafts, self.follow_ups, self.calls, self.announcements)):
            grid.addWidget(block, at // 2, at % 2)
        for at in (0, 1):
            grid.setColumnStretch(at, 1)
            grid.setRowStretch(at, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 6)
        whole.setSpacing(10)
        whole.addLayout(top)
        whole.addWidget(self._heavy)
        whole.addWidget(self._talks)
        whole.addLayout(grid, 1)

    def _block(self, name: str, show: Callable[[Any], str]) -> Block:
        return Block(self._text(f"home.{name}"), self._text(f"home.no_{name}"), show, self._look)

    def _heavy_line(self) -> Card:
        text = self._text
        mark = button(text("commands.heavy_call"), self.mark_heavy)
        close = button(text("home.heavy_close"), self._close_heavy, kind="flat")
        card = Card(row(label(text("home.heavy")), None, mark, close))
        card.setVisible(False)
        return card

    def arrive(self) -> None:
        """Look again; the focus goes to the first block that holds something."""
        self._look_up(self._show)
        self._tick.start()

    def heard(self, changes: Changes) -> None:
        """Look again if a call, draft or shift was written."""
        if changes.concerns("call", "draft", "shift", "announcement", "review", "follow_up"):
            self._look_up(self._show)

    def forget(self) -> None:
        """Show nothing."""
        self._tick.stop()
        self._show(HomeView())

    def _show(self, view: HomeView) -> None:
        self._view = view
        self.drafts.give(view.drafts)
        self.follow_ups.give((*view.tasks, *view.follow_ups))
        self.calls.give(view.calls)
        self.announcements.give(view.announcements)
        self._read.setVisible(bool(view.announcements))
        self._show_talks(view)
        heavy = view.after_heavy
        self._heavy.setVisible(heavy is not None and heavy not in self._offered)
        self._show_time()

    def _show_time(self) -> None:
        shift, now = self._view.shift, self._now()
        if shift is None:
            self._time.setText(self._text("home.no_shift"))
            self._pause.setText("")
            self._tally.setText("")
            return
        hours = f"{clock(shift.began_at)}–{clock(shift.planned_end)}"
        left = shift.planned_end - now
        key = "left" if left > timedelta(0) else "over"
        self._time.setText(self._text(f"home.{key}", hours=hours, left=length(abs(left))))
        words, role = self._pause_words(shift, now)
        self._pause.setText(words)
        set_role(self._pause, role)
        tally = self._view.so_far
        self._tally.setText(
            self._text(
                "home.tally",
                calls=tally.calls,
                minutes=length(tally.in_calls),
                wrap_up=length(tally.wrapping_up),
                since_break=tally.calls_since_break,
            )
            if tally
            else ""
        )

    def _pause_words(self, shift: Shift, now: datetime) -> tuple[str, str]:
        running = next((one for one in shift.breaks if one.ended_at is None), None)
        if running is not None:
            return self._text("home.on_break", since=clock(running.began_at)), "ok"
        if shift.planned_break is None or shift.breaks:  # one taken early is one taken
            return "", "muted"
        if now >= shift.planned_break:
            return self._text("home.break_overdue", at=clock(shift.planned_break)), "warn"
        return self._text("home.break_at", at=clock(shift.planned_break)), "muted"

    def mark_heavy(self) -> None:
        """Keep the private mark "zwaar gesprek" for the call that is offered, or for the last one."""
        call = self._view.after_heavy or (self._view.calls[0].id if self._view.calls else None)
        if call is not None:
            self.heavy_marked.emit(call)
        self._close_heavy()

    def _show_talks(self, view: HomeView) -> None:
        """Say that somebody wrote about a call of one's own; what was written stands on its own screen."""
        self._talks.setVisible(bool(view.reviews))
        key = "review.own_line" if len(view.reviews) == 1 else "review.own_lines"
        self._talks_said.setText(self._text(key, count=len(view.reviews)) if view.reviews else "")

    def read_talk(self) -> None:
        """Ask for the talk that waits longest."""
        if self._view.reviews:
            self.review_requested.emit(self._view.reviews[0].call)

    def read_announcement(self) -> None:
        """Mark the announcement in hand as read."""
        one = self.announcements.list.current
        if isinstance(one, Announcement):
            self.announcement_read.emit(one.id)

    def _close_heavy(self) -> None:
        if self._view.after_heavy is not None:
            self._offered.add(self._view.after_heavy)
        self._heavy.setVisible(False)

    @property
    def oldest_draft(self) -> str | None:
        """The draft that waits longest, for the key that opens it."""
        drafts = sorted(self._view.drafts, key=lambda one: one.started_at)
        return drafts[0].id if drafts else None

    def _draft(self, line: DraftLine) -> str:
        themes = labels(self._codebook, "problem_type", line.problem_types) or self._text("home.no_theme")
        how = self._text("home.draft_ended" if line.ended else "home.draft_running")
        return f"{themes}\n{day_and_clock(line.started_at, self._now())} · {how}"

    def _follow(self, line: FollowUpTask | FollowUp) -> None:
        if isinstance(line, FollowUpTask):
            self.task_requested.emit(line.id)
        else:
            self.call_requested.emit(line.call)

    def _follow_up(self, line: FollowUpTask | FollowUp) -> str:
        if isinstance(line, FollowUpTask):
            return self._say.lines(line, self._now())
        moment = line.safe_moment or self._text("home.no_moment")
        return self._text(
            "home.follow_up_line", at=day_and_clock(line.started_at, self._now()), number=line.number, moment=moment
        )

    def _call(self, line: CallLine) -> str:
        themes = labels(self._codebook, "problem_type", line.problem_types)
        themes = themes or labels(self._codebook, "call_qualifier", line.qualifiers) or self._text("home.no_theme")
        status = self._text(f"calls.status_{line.status}")
        return f"{clock(line.started_at)} · {themes}\n{minutes(line.minutes, self._text)} · {status}"
