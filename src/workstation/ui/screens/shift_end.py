"""The end of a shift: the hand-over sheet."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.domain.hand_over import HandOver
from workstation.domain.moments import Now
from workstation.ui.look import Look
from workstation.ui.parts import Card, button, column, emptied, label, row, scrolling
from workstation.ui.said import clock, day_and_clock, labels, length
from workstation.ui.screen import Screen
from workstation.ui.screens.follow_up_lines import TaskWords
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

WIDEST = 1080  # pixels: beside the rail on the narrowest screen, at the largest letters


@dataclass(frozen=True, slots=True)
class ShiftEndWork:
    """`look_up` gives the sheet; `end` ends the shift and answers when that is kept."""

    look_up: Callable[[Callable[[HandOver], None]], None]
    end: Callable[[Callable[[], None]], None]


class ShiftEndScreen(Screen):
    """Open drafts, follow-ups, what the shift held. `ended` when the shift is over."""

    name = "shift_end"
    ended = Signal()
    stayed = Signal()

    def __init__(self, work: ShiftEndWork, codebook: Codebook, look: Look, text: Words, now: Now) -> None:
        super().__init__()
        self._work = work
        self._codebook = codebook
        self._text = text
        self._now = now
        self._sheet = column(spacing=10)
        inner = QWidget()
        self._end = button(text("commands.hand_over"), self.end, kind="primary", key="Ctrl+Enter")
        self._stay = button(text("shift_end.stay"), self.stayed.emit)
        inner.setLayout(column(self._sheet, row(self._end, self._stay, None), None, spacing=14))
        holder = scrolling(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(24, 8, 24, 12)
        whole.addWidget(holder, 1, Qt.AlignmentFlag.AlignHCenter)
        # a method of our own: Qt lets go of it when this screen goes (a rehearsal has its own screens)
        self._holder, self._look = holder, look
        look.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        self._holder.setFixedWidth(min(self._look.px(760), WIDEST))

    def arrive(self) -> None:
        """Look up the sheet."""
        self._work.look_up(self._show)
        self._end.setFocus()

    def forget(self) -> None:
        """Show nothing."""
        emptied(self._sheet)

    def end(self) -> None:
        """End the shift."""
        self._work.end(self.ended.emit)

    def _show(self, sheet: HandOver) -> None:
        emptied(self._sheet)
        text, shift, tally = self._text, sheet.shift, sheet.so_far
        hours = f"{clock(shift.began_at)}–{clock(self._now())}"
        held = Card(
            label(text("shift_end.held", hours=hours), "h"),
            label(text("shift_end.calls", calls=tally.calls, minutes=length(tally.in_calls))),
            label(text("shift_end.wrap_up", wrap_up=length(tally.wrapping_up)), "muted"),
            label(text("shift_end.breaks", count=len(shift.breaks)), "muted"),
        )
        drafts = [
            f"{day_and_clock(one.started_at, self._now())} · "
            f"{labels(self._codebook, 'problem_type', one.problem_types) or text('home.no_theme')}"
            for one in sheet.drafts
        ]
        say = TaskWords(self._codebook, text)
        tasks = [say.lines(one, self._now()).replace("\n", " · ") for one in sheet.tasks]
        follow_ups = tasks + [
            text(
                "home.follow_up_line",
                at=day_and_clock(one.started_at, self._now()),
                number=one.number,
                moment=one.safe_moment or text("home.no_moment"),
            ).replace("\n", " · ")
            for one in sheet.follow_ups
        ]
        for part in (held, self._block("drafts", drafts), self._block("follow_ups", follow_ups)):
            self._sheet.addWidget(part)
        self._sheet.addWidget(label(text("shift_end.private"), "muted", wrap=True))

    def _block(self, name: str, lines: list[str]) -> Card:
        shown = [label(line, wrap=True) for line in lines] or [label(self._text(f"home.no_{name}"), "muted")]
        return Card(label(f"{self._text(f'home.{name}')} ({len(lines)})", "h"), *shown)
