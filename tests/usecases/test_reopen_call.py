import pytest
from tests.usecases.desks import DESK, a_draft

from workstation.domain.problems import NotReady
from workstation.usecases.add_to_call import add_to_call
from workstation.usecases.empty_bin import empty_bin
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.open_draft import open_draft
from workstation.usecases.register_call import register_call
from workstation.usecases.reopen_call import reopen_call
from workstation.usecases.save_draft import save_draft
from workstation.usecases.waiting_drafts import waiting_drafts


@pytest.fixture
def filed(vault, codebook, clock):
    draft = a_draft()
    draft.view["cursor"] = 4
    save_draft(draft.body(), "m.peeters", vault=vault, now=clock)
    return draft, register_call(draft, DESK, vault=vault, codebook=codebook, now=clock)


def test_within_ten_minutes_a_call_is_a_draft_again_and_keeps_its_number(filed, vault, clock, codebook):
    draft, done = filed
    clock.pass_by(minutes=10)
    changes = reopen_call(done.call, DESK, vault=vault, now=clock)
    assert changes.concerns("call")
    assert changes.concerns("draft")
    assert (
        look_up_calls(desk=DESK, vault=vault, now=clock)
        == look_up_calls("vriendin", desk=DESK, vault=vault, now=clock)
        == ()
    )
    assert open_draft(draft.id, DESK, vault=vault, now=clock) == draft
    draft.answer("narrative", "Beter verwoord.")
    assert save_draft(draft.body(), "m.peeters", vault=vault, now=clock).kept
    again = register_call(draft, DESK, vault=vault, codebook=codebook, now=clock)
    assert again.number == done.number
    assert len(look_up_calls("verwoord", desk=DESK, vault=vault, now=clock)) == 1


def test_a_call_whose_bin_was_emptied_is_a_draft_again_all_the_same(filed, vault, clock, codebook):
    draft, done = filed
    empty_bin(vault=vault, now=clock)
    reopen_call(done.call, DESK, vault=vault, now=clock)
    assert [line.id for line in waiting_drafts("m.peeters", vault=vault)] == [draft.id]
    again = open_draft(draft.id, DESK, vault=vault, now=clock)
    assert again.answers["narrative"] == draft.answers["narrative"]
    assert register_call(again, DESK, vault=vault, codebook=codebook, now=clock).number == done.number


def test_after_ten_minutes_a_call_stays_filed(filed, vault, clock):
    clock.pass_by(minutes=10, seconds=1)
    with pytest.raises(NotReady):
        reopen_call(filed[1].call, DESK, vault=vault, now=clock)
    assert len(look_up_calls(desk=DESK, vault=vault, now=clock)) == 1


def test_a_call_somebody_added_to_stays_filed(filed, vault, clock):
    add_to_call(filed[1].call, "Nog gebeld.", DESK, vault=vault, now=clock)
    with pytest.raises(NotReady):
        reopen_call(filed[1].call, DESK, vault=vault, now=clock)


def test_a_call_that_is_not_there_cannot_be_reopened(vault, clock):
    with pytest.raises(KeyError):
        reopen_call("nothing", DESK, vault=vault, now=clock)
