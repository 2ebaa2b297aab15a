"""What stands beside a running call: codes of callers, earlier threads, calls that look alike, follow-ups."""

from collections.abc import Callable

from workstation.assembly.desk import OpenDesk
from workstation.assembly.halves import halves_of
from workstation.domain.cases import Case, Event
from workstation.domain.changes import Changes
from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.ids import CallId, CaseId
from workstation.domain.likeness import Facts, Likeness
from workstation.ui.background import Lane, Sorry
from workstation.ui.screens.intake import IntakeScreen
from workstation.ui.screens.intake_beside import Beside
from workstation.ui.screens.intake_earlier import EarlierWork
from workstation.ui.screens.plan_card import PlanCard, Planned, PlanWork
from workstation.ui.window import Window
from workstation.usecases.give_caller_code import GivenCode, give_caller_code
from workstation.usecases.link_call import link_call
from workstation.usecases.open_case import open_case
from workstation.usecases.plan_follow_up import plan_follow_up
from workstation.usecases.recognise_caller import recognise_caller
from workstation.usecases.relation_of_call import code_words
from workstation.usecases.similar_call import similar_call
from workstation.usecases.unlink_call import unlink_call
from workstation.usecases.whose_turn import whose_turn

Done = Callable[[], None]


class EarlierContacts:
    """Answers in the lane of the vault, behind every draft that was handed over before."""

    def __init__(self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None]) -> None:
        self._desk, self._lane, self._heard = desk, lane, heard

    def beside(self, intake: IntakeScreen, window: Window) -> Beside:
        """Stand beside the running call, with keys and notices."""
        text = self._desk.text
        plan = PlanCard(self.plan_work(), self._desk.codebook, text, keys=("Ctrl+O",))
        made = Beside(intake.page, self.work(), plan, self._desk.now, text)
        for command, act in made.acts_by_command().items():
            window.commands.bind(command, act)
        made.said.connect(window.notices.say)
        made.back_wished.connect(intake.review.back_requested)
        return made

    def work(self) -> EarlierWork:
        """Return what the cards of earlier contacts ask for."""
        return EarlierWork(
            code_words(), self._recognise, self.open, self.give, self._link, self._unlink, self._similar
        )  # fmt: skip

    def plan_work(self) -> PlanWork:
        """Return what planning a follow-up asks for."""
        return PlanWork(
            self._plan, self._turns, self._desk.whose.counsellor, self._desk.now, halves_of(self._desk, self._lane)
        )  # fmt: skip

    def _recognise(self, typed: str, then: Callable[[CaseId | None], None], otherwise: Sorry) -> None:
        desk = self._desk
        self._lane.do(
            lambda: recognise_caller(typed, desk.counsellor, vault=desk.vault, now=desk.now), then, otherwise
        )

    def open(
        self, case: CaseId, reason: str, then: Callable[[Case, tuple[Event, ...]], None], otherwise: Sorry
    ) -> None:
        """Give a case and what happened in it; that it was opened, and why, is kept in the read log."""
        desk = self._desk
        self._lane.do(
            lambda: open_case(case, desk.counsellor, vault=desk.vault, now=desk.now, reason=reason),
            lambda opened: then(opened.case, opened.events), otherwise,
        )  # fmt: skip

    def give(self, call: CallId, then: Callable[..., None], otherwise: Sorry) -> None:
        """Make a code for the caller of a running or a filed call."""
        desk = self._desk

        def told(given: GivenCode) -> None:
            self._heard(given.changes)
            then(given.words, given.expires_at)

        self._lane.do(
            lambda: give_caller_code(call, desk.counsellor, vault=desk.vault, now=desk.now), told, otherwise
        )

    def _link(self, call: CallId, case: CaseId, then: Done, otherwise: Sorry) -> None:
        desk = self._desk
        reason = desk.text("earlier.link_reason")
        self._write(
            lambda: link_call(call, case, reason, desk.counsellor, vault=desk.vault, now=desk.now)[1], then, otherwise
        )

    def _unlink(self, call: CallId, then: Done, otherwise: Sorry) -> None:
        desk = self._desk
        reason = desk.text("earlier.unlink_reason")
        self._write(
            lambda: unlink_call(call, reason, desk.counsellor, vault=desk.vault, now=desk.now), then, otherwise
        )

    def _similar(self, facts: Facts, besides: frozenset[str], then: Callable[[Likeness | None], None]) -> None:
        desk = self._desk
        self._lane.do(lambda: similar_call(facts, desk.counsellor, vault=desk.vault, besides=besides), then)

    def _plan(self, call: CallId, planned: Planned, then: Done, otherwise: Sorry) -> None:
        desk = self._desk
        task = FollowUpTask(
            id="", call=call, number="", due_from=planned.due.since, due_until=planned.due.until,
            channel=planned.channel, safe_moment=planned.safe_moment, what=planned.what, team=planned.turn.team,
            counsellor=planned.turn.counsellor,
        )  # fmt: skip
        self._write(lambda: plan_follow_up(task, desk.counsellor, vault=desk.vault, now=desk.now), then, otherwise)

    def _turns(self, then: Callable[[tuple[str, ...]], None]) -> None:
        desk = self._desk
        self._lane.do(lambda: whose_turn(desk.counsellor, vault=desk.vault, now=desk.now), then)

    def _write(self, write: Callable[[], Changes], then: Done, otherwise: Sorry) -> None:
        def told(changes: Changes) -> None:
            then()
            self._heard(changes)

        self._lane.do(write, told, otherwise)
