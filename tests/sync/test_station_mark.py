"""Call numbers of two stations that drew the same signs: numbers that were given stay, new ones differ."""

from dataclasses import replace

import pytest
from tests.records import a_call
from tests.sync.teams import keyed

from workstation.store.marks import ProfileOwner, keep_owner, owner
from workstation.store.sync_state import EPOCH
from workstation.sync.enrolling import enrol, enrol_again
from workstation.sync.meetings import Meetings
from workstation.sync.protocol import NotUnderstood, Unreachable
from workstation.sync.station_mark import settle_mark


def sits(one, name, mark="K7"):
    keyed(one)
    with one.vault.work() as work:
        keep_owner(work.connection, ProfileOwner(name, "044", "A", mark))
    return one


def mark_of(one):
    with one.vault.reading() as work:
        return owner(work.connection).device_mark


def next_number(one):
    with one.vault.work() as work:
        return work.calls.next_number(2026, owner(work.connection).device_mark)


def meet(one):
    return Meetings(one.exchange, one.vault, one.keys, lambda: settle_mark(one.vault, one.hub)).meet()


@pytest.fixture
def two(station):
    return sits(station("an"), "an"), sits(station("bo"), "bo")


def test_the_later_of_two_that_drew_the_same_numbers_on_with_another(two):
    an, bo = two
    assert next_number(an) == next_number(bo) == "2026-K7-00001"  # before either asked
    bo.keep(a_call(number="2026-K7-00001", team="A"))
    assert not meet(an).changes.concerns("station_mark")
    assert mark_of(an) == "K7"
    assert meet(bo).changes.concerns("station_mark")
    assert mark_of(bo) != "K7"
    assert next_number(an) == "2026-K7-00002"
    assert next_number(bo) == f"2026-{mark_of(bo)}-00002"
    with bo.vault.reading() as work:
        assert [line.number for line in work.calls.lines(limit=9)] == ["2026-K7-00001"]
    given = mark_of(bo)
    assert not meet(bo).changes.concerns("station_mark")
    assert mark_of(bo) == given


def test_a_station_admitted_anew_keeps_its_mark_and_a_copy_does_not(two, team):
    an, bo = two
    meet(an), meet(bo)
    given = mark_of(bo)
    bo.exchange.called(enrol(bo.vault, bo.hub, team.administration.code_for("bo"), "A"))
    meet(bo)
    assert (mark_of(an), mark_of(bo)) == ("K7", given)
    with an.vault.reading() as work:
        name = work.sync_state.get("device")
    an.exchange.called(enrol_again(an.vault, an.hub, name))  # what a copied or restored store does
    meet(an)
    assert mark_of(an) not in {"K7", given}


def test_after_a_restore_of_the_hub_it_is_asked_again(two):
    an, _ = two
    asked = []

    class Asked:
        def mark(self, device, wish):
            asked.append(wish)
            return wish

    settle_mark(an.vault, Asked())
    settle_mark(an.vault, Asked())
    with an.vault.work() as work:
        work.sync_state.put(EPOCH, "another")
    settle_mark(an.vault, Asked())
    assert asked == ["K7", "K7"]


@pytest.mark.parametrize("wrong", [NotUnderstood, Unreachable])
def test_an_older_hub_or_none_leaves_the_mark_as_it_was(two, wrong):
    an, _ = two

    def refuse():
        raise wrong

    found = Meetings(an.exchange, an.vault, an.keys, refuse).meet()
    assert mark_of(an) == "K7"
    assert found.well is (wrong is NotUnderstood)
    assert replace(found.standing, met=None).trouble in {"", "no_key", "unreachable"}
