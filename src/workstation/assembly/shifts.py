"""The shift: its start, its breaks, its end, and what home says of it."""

from collections.abc import Callable
from datetime import UTC, datetime, time, timedelta

from workstation.assembly.desk import OpenDesk
from workstation.directory.helpline_hours import lines_open
from workstation.directory.opening import said
from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.hand_over import HandOver
from workstation.domain.lines import CallFilters
from workstation.domain.moments import BRUSSELS, local, local_day
from workstation.domain.permissions import Relation, decide
from workstation.domain.reviews import Review
from workstation.domain.shifts import Shift
from workstation.ui.background import Lane
from workstation.ui.screens.home import HomeView
from workstation.ui.screens.shift_end import ShiftEndWork
from workstation.ui.screens.shift_start import OpenLine, Proposal, ShiftPlan, ShiftStartWork
from workstation.usecases.end_break import end_break
from workstation.usecases.end_shift import end_shift
from workstation.usecases.hand_over_sheet import hand_over_sheet
from workstation.usecases.look_up_announcements import look_up_announcements
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.look_up_follow_ups import look_up_follow_ups
from workstation.usecases.mark_heavy import mark_heavy
from workstation.usecases.own_reviews import own_reviews
from workstation.usecases.read_announcement import read_announcement
from workstation.usecases.running_shift import running_shift
from workstation.usecases.shift_so_far import shift_so_far
from workstation.usecases.start_shift import start_shift
from workstation.usecases.take_break import take_break
from workstation.usecases.waiting_drafts import waiting_drafts
from workstation.usecases.waiting_follow_ups import waiting_follow_ups

LENGTH = timedelta(hours=4)
QUARTER = 15


class Shifts:
    """What the shift's screens ask for; everything in the lane."""

    def __init__(
        self, desk: OpenDesk, lane: Lane, heavy_ended: Callable[[], str | None], in_call: Callable[[], bool]
    ) -> None:
        self._desk, self._lane, self._heavy_ended, self._in_call = desk, lane, heavy_ended, in_call

    def start_work(self) -> ShiftStartWork:
        """Return what the start of a shift needs."""
        return ShiftStartWork(
            propose=self._propose, start=self._start, read=lambda one: self.announcement_read(one, lambda: None)
        )  # fmt: skip

    def end_work(self) -> ShiftEndWork:
        """Return what the end of a shift needs."""
        return ShiftEndWork(look_up=self._hand_over, end=self._end)

    def home(self, then: Callable[[HomeView], None]) -> None:
        """Give everything home shows."""
        in_call = self._in_call()
        self._lane.do(lambda: self._home_view(in_call=in_call), then)

    def toggle_break(self, then: Callable[[], None]) -> None:
        """Begin a break, or end the one that is going on."""
        self._lane.do(self._toggle_break, lambda _: then())

    def heavy(self, call: str, then: Callable[[], None]) -> None:
        """Keep "zwaar gesprek", for this counsellor alone."""
        shift = self._desk.shift
        if shift is not None:
            vault = self._desk.vault
            self._lane.do(lambda: mark_heavy(call, shift.id, heavy=True, vault=vault), lambda _: then())

    def announcement_read(self, announcement: str, then: Callable[[], None]) -> None:
        """Keep that this counsellor read an announcement."""
        desk = self._desk
        self._lane.do(
            lambda: read_announcement(announcement, desk.counsellor, vault=desk.vault, now=desk.now), lambda _: then()
        )

    # -- in the lane -------------------------------------------------------------------------------------------

    def _propose(self, then: Callable[[Proposal], None]) -> None:
        desk = self._desk

        def look() -> Proposal:
            at = desk.now()
            drafts = waiting_drafts(desk.whose.counsellor, vault=desk.vault)
            lines = tuple(
                OpenLine(line.channel, line.opening.open, said(line.opening, at, desk.text))
                for line in lines_open(at)
            )
            unread = look_up_announcements(desk.counsellor, vault=desk.vault, now=desk.now, unread=True)
            plan = plan_like(desk.last_shift, desk.whose.team, at)
            return Proposal(at, plan, lines, len(drafts), unread, self._due_today(at))

        self._lane.do(look, then)

    def _start(self, plan: ShiftPlan, then: Callable[[], None]) -> None:
        desk = self._desk

        def begin() -> Shift:
            at = desk.now()
            until, pause = next_shown(plan.until, at), next_shown(plan.pause, at) if plan.pause else None
            return start_shift(
                desk.whose.counsellor, team=plan.team, line=plan.line, planned_end=until,
                # a time that has gone by, or lies after the end, is no break of this shift
                planned_break=pause if pause and pause < until else None, vault=desk.vault, now=desk.now,
            )  # fmt: skip

        self._lane.do(lambda: desk.keep_shift(begin()), lambda _: then())

    def _toggle_break(self) -> None:
        desk = self._desk
        if desk.shift is None:
            return
        going_on = any(one.ended_at is None for one in desk.shift.breaks)
        (end_break if going_on else take_break)(desk.shift.id, vault=desk.vault, now=desk.now)
        desk.keep_shift(running_shift(desk.whose.counsellor, vault=desk.vault, now=desk.now))

    def _hand_over(self, then: Callable[[HandOver], None]) -> None:
        desk = self._desk
        if desk.shift is None:
            return
        shift = desk.shift
        self._lane.do(lambda: hand_over_sheet(shift.id, vault=desk.vault, now=desk.now), then)

    def _end(self, then: Callable[[], None]) -> None:
        desk = self._desk
        if desk.shift is None:
            then()
            return
        shift = desk.shift

        def end() -> None:
            end_shift(shift.id, vault=desk.vault, now=desk.now)
            desk.keep_shift(None)

        self._lane.do(end, lambda _: then())

    def _due_today(self, at: datetime) -> tuple[FollowUpTask, ...]:
        """Return what is late or begins today, the longest overdue first."""
        tonight = datetime.combine(local_day(at) + timedelta(days=1), time(), tzinfo=BRUSSELS)
        return waiting_follow_ups(self._desk.counsellor, vault=self._desk.vault, until=tonight)

    def _talks(self) -> tuple[Review, ...]:
        """Return the talks about one's own calls that wait for an answer."""
        desk = self._desk
        relation: Relation = "practice" if desk.counsellor.practice else "own"
        if decide(desk.counsellor.role, "add", relation) != "yes":
            return ()
        return tuple(one for one in own_reviews(desk.counsellor, vault=desk.vault) if one.status == "commented")

    def _home_view(self, *, in_call: bool) -> HomeView:
        desk = self._desk
        # nothing of the team's news while somebody is on the line
        unread = () if in_call else look_up_announcements(
            desk.counsellor, vault=desk.vault, now=desk.now, unread=True
        )  # fmt: skip
        today = local_day(desk.now())
        mine = CallFilters(since=today, until=today, counsellor=desk.whose.counsellor)
        recent = CallFilters(since=today - timedelta(days=14), counsellor=desk.whose.counsellor, callback_agreed=True)
        shift = desk.shift
        return HomeView(
            shift=shift,
            so_far=shift_so_far(shift.id, vault=desk.vault, now=desk.now) if shift is not None else None,
            drafts=waiting_drafts(desk.whose.counsellor, vault=desk.vault),
            tasks=waiting_follow_ups(desk.counsellor, vault=desk.vault),
            follow_ups=look_up_follow_ups(recent, vault=desk.vault),
            calls=look_up_calls(filters=mine, desk=desk.counsellor, vault=desk.vault, now=desk.now, limit=50),
            announcements=unread,
            reviews=() if in_call else self._talks(),
            after_heavy=self._heavy_ended(),  # type: ignore[arg-type]  # an id, as text
        )


def plan_like(last: Shift | None, team: str, at: datetime) -> ShiftPlan:
    """Return the plan to propose: line, team and hours of last time where they hold now, else four hours from now."""
    here = local(at)
    since = here.replace(minute=here.minute // QUARTER * QUARTER, second=0, microsecond=0)
    until = since + LENGTH
    line, pause = "phone", None
    if last is not None:
        line, team = last.line, last.team or team
        began, ended = local(last.began_at).time(), local(last.planned_end).time()
        if began <= here.time() < ended:
            since, until = _at(began, at), _at(ended, at)
            pause = local(last.planned_break).time() if last.planned_break else None
            pause = pause if pause and pause > here.time() else None
    return ShiftPlan(line, team, since.time(), until.time().replace(second=0, microsecond=0), pause)


def _at(clock: time, at: datetime) -> datetime:
    return datetime.combine(local(at).date(), clock, tzinfo=BRUSSELS)


def next_shown(clock: time, at: datetime) -> datetime:
    """Return the next moment the clock in Brussels shows this: past midnight when it was already, and in the night
    with an hour more the second time when the first has gone by. In UTC: two moments of that hour look alike.
    """
    today, tomorrow = _at(clock, at), datetime.combine(local(at).date() + timedelta(days=1), clock, tzinfo=BRUSSELS)
    shown = (one.astimezone(UTC) for one in (today, today.replace(fold=1), tomorrow))
    return next(one for one in shown if one > at)
