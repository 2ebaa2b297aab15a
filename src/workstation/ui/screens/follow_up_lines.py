"""How a follow-up is said: its window, whether it is late, whose turn it is."""

from datetime import datetime

from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.moments import local_day
from workstation.forms.due import Due
from workstation.ui.said import clock
from workstation.ui.screens.plan_card import due_in_words
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words


class TaskWords:
    """Says a task in one or two lines, the same on every screen and on the hand-over sheet."""

    def __init__(self, codebook: Codebook, text: Words) -> None:
        self._codebook, self._text = codebook, text

    def when(self, task: FollowUpTask, now: datetime) -> str:
        """Return its window: `te laat: …`, `vandaag 14:00–16:00`, or with its day."""
        due = Due(task.due_from, task.due_until)
        today = local_day(task.due_from) == local_day(task.due_until) == local_day(now)
        hours = clock(due.since) if due.since == due.until else f"{clock(due.since)}–{clock(due.until)}"
        said = self._text("follow_up.today", hours=hours) if today else due_in_words(due)
        return self._text("follow_up.late", when=said) if task.overdue(now) else said

    def whom(self, task: FollowUpTask) -> str:
        """Return whose turn it is."""
        if task.counsellor:
            return self._text("follow_up.for_person", who=task.counsellor)
        if task.team:
            return self._text("follow_up.for_team", team=self._codebook.label("team", task.team))
        return self._text("follow_up.for_anybody")

    def how(self, task: FollowUpTask) -> str:
        """Return over which channel, and when that is safe; "" when nothing was agreed."""
        channel = self._codebook.label("channel", task.channel) if task.channel else ""
        return " · ".join(part for part in (channel, task.safe_moment) if part)

    def lines(self, task: FollowUpTask, now: datetime) -> str:
        """Return two lines for a list."""
        what = task.what or self._text("follow_up.call_back")
        more = (self.how(task), self.whom(task), task.number)
        return f"{self.when(task, now)} · {what}\n{' · '.join(part for part in more if part)}"

    def status(self, task: FollowUpTask) -> str:
        """Return how it stands."""
        return self._text(f"follow_up.status.{task.status}")
