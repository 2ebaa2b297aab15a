"""Follow-ups: nothing that was agreed is forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.records import MORNING, a_call
from tests.usecases.desks import DESK

from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.usecases.move_follow_up import assign_follow_up, move_follow_up
from workstation.usecases.plan_follow_up import plan_follow_up
from workstation.usecases.settle_follow_up import settle_follow_up
from workstation.usecases.waiting_follow_ups import waiting_follow_ups

COLLEAGUE = replace(DESK, counsellor="j.maes")
STRANGER = replace(DESK, counsellor="l.claes", team="antwerpen")


@pytest.fixture
def call(vault):
    call = a_call()
    with vault.work() as work:
        work.calls.put(call)
    return call


@pytest.fixture
def plan(vault, clock, call):
    def plan(hours=4, **changed):
        task = FollowUpTask(
            id="", call=call.id, number="", due_from=MORNING + timedelta(hours=2),
            due_until=MORNING + timedelta(hours=hours), channel="phone", safe_moment="als hij werkt", what="CAW gebeld?",
        )  # fmt: skip
        plan_follow_up(replace(task, **changed), DESK, vault=vault, now=clock)
        return waiting_follow_ups(DESK, vault=vault)[-1]

    return plan


def test_a_task_of_the_team_waits_for_everybody_in_it(plan, vault, call):
    task = plan()
    assert (task.number, task.team, task.made_by) == (call.number, DESK.team, DESK.counsellor)
    assert waiting_follow_ups(COLLEAGUE, vault=vault) == (task,)
    assert waiting_follow_ups(STRANGER, vault=vault) == ()


def test_a_task_of_a_person_waits_for_that_person(plan, vault, clock):
    task = plan()
    assign_follow_up(task.id, "j.maes", DESK, vault=vault, now=clock)
    assert waiting_follow_ups(DESK, vault=vault) == ()
    assert [one.id for one in waiting_follow_ups(COLLEAGUE, vault=vault)] == [task.id]
    assign_follow_up(task.id, None, COLLEAGUE, vault=vault, now=clock)
    assert [one.id for one in waiting_follow_ups(DESK, vault=vault)] == [task.id]


def test_a_task_is_overdue_when_its_window_is_over(plan, clock):
    task = plan(hours=4)
    assert not task.overdue(clock())
    clock.pass_by(hours=5)
    assert task.overdue(clock())


def test_what_is_done_or_dropped_waits_no_more_and_keeps_its_reason(plan, vault, clock):
    one, two = plan(), plan(hours=5)
    settle_follow_up(one.id, "done", "", DESK, vault=vault, now=clock)
    with pytest.raises(NotReady):
        settle_follow_up(two.id, "dropped", " ", DESK, vault=vault, now=clock)
    settle_follow_up(two.id, "dropped", "nummer bestaat niet meer", DESK, vault=vault, now=clock)
    assert waiting_follow_ups(DESK, vault=vault) == ()
    with vault.reading() as work:
        assert [(act.kind, act.reason) for act in work.follow_ups.acts(two.id)] == [
            ("planned", ""), ("dropped", "nummer bestaat niet meer"),
        ]  # fmt: skip
        assert len(work.follow_ups.of_call(two.call)) == 2
    with pytest.raises(NotReady):
        settle_follow_up(two.id, "done", "", DESK, vault=vault, now=clock)


def test_a_task_is_moved_with_a_reason_to_a_moment_that_still_comes(plan, vault, clock):
    task = plan()
    later = (MORNING + timedelta(days=2), MORNING + timedelta(days=2, hours=1))
    for wrong in (("", later), ("nam niet op", (MORNING - timedelta(days=1),) * 2), ("nam niet op", later[::-1])):
        with pytest.raises(NotReady):
            move_follow_up(task.id, wrong[1], wrong[0], DESK, vault=vault, now=clock)
    move_follow_up(task.id, later, "nam niet op", DESK, vault=vault, now=clock)
    assert waiting_follow_ups(DESK, vault=vault)[0].due_from == later[0]
    assert waiting_follow_ups(DESK, vault=vault, until=MORNING + timedelta(days=1)) == ()


def test_a_task_without_a_future_is_not_planned(plan):
    with pytest.raises(NotReady):
        plan(hours=1)


def test_another_team_plans_and_settles_nothing(plan, vault, clock, call):
    task = plan()
    for act in (
        lambda: settle_follow_up(task.id, "done", "", STRANGER, vault=vault, now=clock),
        lambda: plan_follow_up(task, STRANGER, vault=vault, now=clock),
        lambda: assign_follow_up(task.id, None, STRANGER, vault=vault, now=clock),
    ):
        with pytest.raises(NotAllowed):
            act()
