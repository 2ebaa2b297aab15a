"""Follow-ups: what their screens and cards ask for, in the lane."""

from collections.abc import Callable
from functools import partial

from workstation.assembly.desk import OpenDesk
from workstation.assembly.directory import Say
from workstation.assembly.halves import halves_of
from workstation.domain.changes import Changes
from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.ids import CallId
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.forms.due import Due
from workstation.ui.background import Lane, Sorry
from workstation.ui.look import Look
from workstation.ui.screens.call_follow_up import CallFollowUps
from workstation.ui.screens.follow_up_lines import TaskWords
from workstation.ui.screens.follow_ups import FollowUpsScreen, FollowUpsWork, How
from workstation.ui.screens.plan_card import PlanCard, PlanWork
from workstation.usecases.move_follow_up import assign_follow_up, move_follow_up
from workstation.usecases.reopen_follow_up import reopen_follow_up
from workstation.usecases.settle_follow_up import settle_follow_up
from workstation.usecases.waiting_follow_ups import follow_ups_of, waiting_follow_ups
from workstation.usecases.whose_turn import whose_turn

Done = Callable[[], None]
Tasks = tuple[FollowUpTask, ...]


class FollowUpDesk:
    """What waits, and what is done with it."""

    def __init__(self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None], say: Say) -> None:
        self._desk, self._lane, self._heard, self._say = desk, lane, heard, say
        self.words = TaskWords(desk.codebook, desk.text)

    def screen(self, look: Look) -> FollowUpsScreen:
        """Return the screen of everything that waits."""
        work = FollowUpsWork(
            self._waiting, self._settle, self._move, self._assign, self.turns, self._settled,
            self._desk.whose.counsellor,
            self._desk.now, halves_of(self._desk, self._lane),
        )  # fmt: skip
        return FollowUpsScreen(work, self.words, look, self._desk.text)

    def card(self, plan: PlanWork) -> CallFollowUps:
        """Return the card beside a filed call."""
        text = self._desk.text
        return CallFollowUps(
            self._of_call, PlanCard(plan, self._desk.codebook, text), self.words, self._desk.now, text
        )

    def turns(self, then: Callable[[tuple[str, ...]], None]) -> None:
        """Give the colleagues whose turn it can be."""
        desk = self._desk
        self._lane.do(lambda: whose_turn(desk.counsellor, vault=desk.vault, now=desk.now), then)

    def _waiting(self, then: Callable[[Tasks], None]) -> None:
        desk = self._desk
        self._lane.do(lambda: waiting_follow_ups(desk.counsellor, vault=desk.vault), then)

    def _of_call(self, call: CallId, then: Callable[[Tasks], None]) -> None:
        desk = self._desk
        self._lane.do(lambda: follow_ups_of(call, desk.counsellor, vault=desk.vault), then)

    def _settle(self, task: str, how: How, reason: str, then: Done, otherwise: Sorry) -> None:
        self._write(partial(settle_follow_up, task, how, reason), then, otherwise)

    def _settled(self, task: str, words: str) -> None:
        self._say(words, lambda: self.reopen(task))

    def reopen(self, task: str) -> None:
        """Let a settled one wait again."""
        text = self._desk.text
        self._write(
            partial(reopen_follow_up, task), lambda: self._say(text("follow_up.told.reopened")), self._not_reopened
        )

    def _not_reopened(self, wrong: Exception) -> None:
        if not isinstance(wrong, NotReady | NotAllowed):
            raise wrong
        self._say(self._desk.text(wrong.problems[0].text_key if isinstance(wrong, NotReady) else wrong.text_key))

    def _move(self, task: str, due: Due, reason: str, then: Done, otherwise: Sorry) -> None:
        self._write(partial(move_follow_up, task, (due.since, due.until), reason), then, otherwise)

    def _assign(self, task: str, to: str | None, then: Done, otherwise: Sorry) -> None:
        self._write(partial(assign_follow_up, task, to), then, otherwise)

    def _write(self, write: Callable[..., Changes], then: Done, otherwise: Sorry) -> None:
        desk = self._desk

        def told(changes: Changes) -> None:
            then()
            self._heard(changes)

        self._lane.do(lambda: write(desk.counsellor, vault=desk.vault, now=desk.now), told, otherwise)
