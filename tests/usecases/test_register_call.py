from dataclasses import replace
from datetime import timedelta

import pytest
from tests.records import MORNING
from tests.usecases.desks import DESK, a_draft, an_empty_draft

from workstation.domain.moments import as_text
from workstation.domain.problems import NotReady
from workstation.store.refusals import StoreFault
from workstation.usecases.open_call import open_call
from workstation.usecases.register_call import register_call
from workstation.usecases.save_draft import save_draft
from workstation.usecases.waiting_drafts import waiting_drafts


@pytest.fixture
def register(vault, codebook, clock):
    return lambda draft, desk=DESK: register_call(draft, desk, vault=vault, codebook=codebook, now=clock)


def save(draft, vault, clock):
    save_draft(draft.body(), "m.peeters", vault=vault, now=clock)


def test_a_registered_call_is_kept_and_its_draft_is_gone(register, vault, clock, codebook):
    draft = a_draft()
    save(draft, vault, clock)
    draft.mark(as_text(MORNING - timedelta(minutes=2)), "call_ended")
    done = register(draft, replace(DESK, shift="s1"))
    assert done.number == "2026-K7-00001"
    assert done.changes.concerns("call")
    assert done.changes.concerns("draft")
    call = open_call(done.call, DESK, vault=vault, now=clock).call
    assert call.narrative == "Mevrouw belt over haar vriendin."
    assert (call.counsellor, call.shift, call.edition) == ("m.peeters", "s1", codebook.edition)
    assert (call.ended_at, call.filed_at, call.wrap_up_s) == (MORNING - timedelta(minutes=2), MORNING, 120)
    assert len(call.persons) == 1
    assert waiting_drafts(vault=vault) == ()


def test_a_call_without_a_mark_of_its_end_ended_when_it_was_filed(register, vault, clock):
    call = open_call(register(a_draft()).call, DESK, vault=vault, now=clock).call
    assert (call.ended_at, call.wrap_up_s) == (MORNING, 0)


def test_pressed_twice_a_call_is_filed_once(register, vault):
    draft = a_draft()
    first, second = register(draft), register(draft)
    assert (first.call, first.number) == (second.call, second.number)
    with vault.reading() as work:
        assert work.calls.count() == 1
    assert register(a_draft()).number == "2026-K7-00002"


def test_a_call_that_is_not_ready_stays_a_draft_and_takes_no_number(register, vault, clock):
    draft = a_draft(channel=None)
    save(draft, vault, clock)
    with pytest.raises(NotReady) as refused:
        register(draft)
    assert {one.field for one in refused.value.problems} == {"channel"}
    assert [line.id for line in waiting_drafts(vault=vault)] == [draft.id]
    assert register(a_draft()).number == "2026-K7-00001"


def test_a_broken_hard_rule_keeps_a_call_from_being_filed(register):
    with pytest.raises(NotReady) as refused:
        register(a_draft(relation_to_victim="self"))
    assert "R12" in {one.rule for one in refused.value.problems}


def test_a_soft_rule_does_not_stand_in_the_way(register, vault):
    draft = a_draft()
    draft.answer("problem_type", "child_abuse", person=draft.persons[0].id)
    assert register(draft).number


@pytest.mark.parametrize("waited", [-1, 86_401, 10**30])
def test_a_waiting_time_that_cannot_be_is_asked_again(register, waited):
    with pytest.raises(NotReady) as refused:
        register(a_draft(waited_s=waited))
    assert [one.field for one in refused.value.problems] == ["waited_s"]


def test_the_draft_stays_when_the_call_cannot_be_put(register, vault, clock):
    draft, other = a_draft(), a_draft()
    other.persons[0].id = draft.persons[0].id
    register(other)
    save(draft, vault, clock)
    with pytest.raises(StoreFault):
        register(draft)
    assert [line.id for line in waiting_drafts(vault=vault)] == [draft.id]
    with vault.reading() as work:
        assert work.calls.count() == 1


def test_the_bins_of_calls_filed_long_ago_are_emptied(register, vault, clock):
    draft = an_empty_draft(qualifiers=("silent_call",))
    save(draft, vault, clock)
    register(draft)
    clock.pass_by(minutes=11)
    register(a_draft())
    with vault.reading() as work, pytest.raises(KeyError):
        work.drafts.get(draft.id)


def test_the_draft_on_screen_is_left_as_it_was(register):
    draft = a_draft()
    before = draft.body()
    register(draft)
    assert draft.body() == before
