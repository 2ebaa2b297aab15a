import time
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.records import MORNING
from tests.sync.teams import founded, hand_round
from tests.sync.test_sealing import secret_call

from workstation.sync.conflicts import open_conflicts, resolve, settle_what_is_alike


@pytest.fixture
def clash(station):
    """Both corrected the same fields of a call while they were alone."""
    an, bo = station("an", "an"), station("bo", "bo")
    founded(an, bo)
    call = secret_call()
    an.keep(call)
    hand_round(an, bo)

    def make(**fields):
        for at, who in enumerate((an, bo)):
            time.sleep(0.2 * at)  # two corrections are told apart by their moment
            held = who.call(call.id)
            changed = replace(held, revision=held.revision + 1, **{name: pair[at] for name, pair in fields.items()})
            with who.vault.work() as work:
                work.calls.revise(changed, "nagekeken", who.account, MORNING + timedelta(hours=at))
        hand_round(an, bo, an)
        return an, bo, call.id

    return make


def conflicts(who):
    return open_conflicts(who.vault, who.keys)


def choose(who, choice, third=None):
    (conflict,) = conflicts(who)
    return resolve(conflict, choice, third, vault=who.vault, keyring=who.keys)


def test_both_values_are_shown_with_who_and_when(clash):
    an, bo, call = clash(contact_municipality=("44021", "21004"))
    for who in (an, bo):
        (one,) = conflicts(who)
        assert (one.call, one.field, one.here, one.theirs) == (call, "contact_municipality", "44021", "21004")
        assert (one.who, one.who_here) == ("bo", "an")
        assert one.number == who.call(call).number
        assert one.written is not None
        assert one.arrived is not None


@pytest.mark.parametrize(
    ("choice", "third", "left"),
    [("here", None, "urgent"), ("theirs", None, "not_urgent"), ("third", "unknown", "unknown")],
)
def test_one_choice_settles_it_for_everybody(clash, choice, third, left):
    an, bo, call = clash(urgency=("urgent", "not_urgent"))
    assert choose(bo, choice, third).concerns("conflict")
    assert bo.call(call).urgency == left
    hand_round(bo, an)
    assert an.call(call).urgency == bo.call(call).urgency == left
    assert conflicts(an) == conflicts(bo) == ()
    assert an.alarms() == bo.alarms() == []


def test_lists_of_codes_are_kept_both(clash):
    an, bo, call = clash(help_offered=(("listening", "advice"), ("listening", "referral_warm")))
    (one,) = conflicts(an)
    assert one.may_keep_both
    assert not one.may_write
    choose(an, "both")
    hand_round(an, bo)
    assert bo.call(call).help_offered == ("listening", "advice", "referral_warm")


def test_texts_are_kept_under_each_other_and_stay_sealed(clash):
    an, bo, call = clash(contact_name=("Jan", "Johan"))
    choose(bo, "both")
    hand_round(bo, an)
    assert an.call(call).contact_name == "Jan\nJohan"


def test_the_same_word_typed_by_two_is_no_matter_for_anybody(clash):
    an, bo, call = clash(contact_name=("Jan", "Jan"))
    assert conflicts(an) == ()
    assert settle_what_is_alike(an.vault, an.keys) == 1
    hand_round(an, bo)
    assert settle_what_is_alike(bo.vault, bo.keys) == 0
    assert bo.call(call).contact_name == "Jan"
