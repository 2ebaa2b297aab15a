from datetime import timedelta

import pytest
from tests.records import MORNING, a_call
from tests.usecases.desks import DESK, an_empty_draft

from workstation.domain.problems import NotReady
from workstation.store.vault import Vault
from workstation.usecases.end_break import end_break
from workstation.usecases.end_shift import end_shift
from workstation.usecases.hand_over_sheet import hand_over_sheet
from workstation.usecases.latest_shift import latest_shift
from workstation.usecases.mark_heavy import mark_heavy
from workstation.usecases.running_shift import running_shift
from workstation.usecases.save_draft import save_draft
from workstation.usecases.shift_so_far import shift_so_far
from workstation.usecases.start_shift import start_shift
from workstation.usecases.take_break import take_break

MINUTE = timedelta(minutes=1)


@pytest.fixture
def start(vault, clock):
    return lambda **changed: start_shift(
        **{
            "counsellor": "m.peeters", "team": "oost_vlaanderen", "line": "phone", "vault": vault, "now": clock,
            "planned_end": MORNING + timedelta(hours=4), "planned_break": MORNING + timedelta(hours=2),
        } | changed
    )  # fmt: skip


def test_a_shift_starts_once_however_often_one_presses(start, vault, clock):
    shift = start()
    assert shift.began_at == MORNING
    clock.pass_by(minutes=1)
    assert start() == shift == running_shift("m.peeters", vault=vault, now=clock)
    assert running_shift("s.aerts", vault=vault, now=clock) is None


def test_a_running_shift_survives_a_restart(start, vault, store_file, store_key, clock):
    shift = start()
    vault.close()
    clock.pass_by(hours=1)
    with Vault.opened(store_file, store_key()) as again:
        assert running_shift("m.peeters", vault=again, now=clock) == shift
        assert shift_so_far(shift.id, vault=again, now=clock).remaining == timedelta(hours=3)


def test_a_shift_that_should_already_be_over_does_not_start(start):
    with pytest.raises(NotReady):
        start(planned_end=MORNING)


def test_a_shift_nobody_ended_makes_room_for_the_next(start, vault, clock):
    first = start()
    clock.pass_by(hours=13)
    assert running_shift("m.peeters", vault=vault, now=clock) is None
    second = start(planned_end=clock.at + timedelta(hours=4))
    assert second.id != first.id
    with vault.reading() as work:
        assert work.shifts.get(first.id).ended_at == first.planned_end
    assert latest_shift("m.peeters", vault=vault) == second
    assert latest_shift("s.aerts", vault=vault) is None


def test_a_break_begins_and_ends_once(start, vault, clock):
    shift = start()
    clock.pass_by(minutes=125)
    assert shift_so_far(shift.id, vault=vault, now=clock).break_overdue == 5 * MINUTE
    assert take_break(shift.id, vault=vault, now=clock).concerns("shift")
    assert not take_break(shift.id, vault=vault, now=clock).concerns("shift")
    assert shift_so_far(shift.id, vault=vault, now=clock).on_break
    clock.pass_by(minutes=15)
    end_break(shift.id, vault=vault, now=clock)
    end_break(shift.id, vault=vault, now=clock)
    with vault.reading() as work:
        (one,) = work.shifts.get(shift.id).breaks
    assert one.ended_at - one.began_at == 15 * MINUTE


def test_ending_a_shift_ends_its_break_and_only_the_first_end_counts(start, vault, clock):
    shift = start()
    take_break(shift.id, vault=vault, now=clock)
    clock.pass_by(minutes=30)
    assert end_shift(shift.id, vault=vault, now=clock).concerns("shift")
    clock.pass_by(minutes=30)
    end_shift(shift.id, vault=vault, now=clock)
    with vault.reading() as work:
        kept = work.shifts.get(shift.id)
    assert kept.ended_at == kept.breaks[0].ended_at == MORNING + 30 * MINUTE
    assert running_shift("m.peeters", vault=vault, now=clock) is None


def test_a_clock_set_back_does_not_break_a_shift(start, vault, clock):
    shift = start()
    take_break(shift.id, vault=vault, now=clock)
    clock.pass_by(hours=-3)
    assert running_shift("m.peeters", vault=vault, now=clock).id == shift.id
    assert shift_so_far(shift.id, vault=vault, now=clock).remaining == timedelta(hours=4)
    end_shift(shift.id, vault=vault, now=clock)
    with vault.reading() as work:
        kept = work.shifts.get(shift.id)
    assert kept.ended_at == kept.breaks[0].ended_at == MORNING


def test_a_heavy_call_is_marked_for_oneself_and_unmarked(start, vault):
    shift = start()
    for _ in range(2):
        mark_heavy("c1", shift.id, heavy=True, vault=vault)
    with vault.reading() as work:
        assert work.shifts.get(shift.id).heavy_calls == ("c1",)
    mark_heavy("c1", shift.id, heavy=False, vault=vault)
    with vault.reading() as work:
        assert work.shifts.get(shift.id).heavy_calls == ()


def test_the_hand_over_sheet_holds_what_the_next_one_must_know(start, vault, clock):
    shift = start()
    mine = a_call(shift=shift.id, wrap_up_s=60, callback_agreed="yes", safe_moment="tussen 14 en 15 uur")
    draft = an_empty_draft(narrative="geheim")
    save_draft(draft.body(), DESK.counsellor, vault=vault, now=clock)
    save_draft(an_empty_draft().body(), "s.aerts", vault=vault, now=clock)
    with vault.work() as work:
        work.calls.put_many([mine, a_call(callback_agreed="yes")])
    clock.pass_by(hours=4)
    sheet = hand_over_sheet(shift.id, vault=vault, now=clock)
    assert [one.id for one in sheet.drafts] == [draft.id]
    assert [(one.call, one.safe_moment) for one in sheet.follow_ups] == [(mine.id, "tussen 14 en 15 uur")]
    assert (sheet.so_far.calls, sheet.so_far.wrapping_up) == (1, MINUTE)
    assert "geheim" not in repr(sheet)


@pytest.mark.parametrize("act", [end_shift, take_break, end_break, shift_so_far, hand_over_sheet])
def test_a_shift_that_is_not_there_is_said_to_be(act, vault, clock):
    with pytest.raises(KeyError):
        act("nothing", vault=vault, now=clock)
