"""What somebody is called: told to whom it is for, proved by their own keys, and not to the hub."""

import json

import pytest
from tests.sync.team_talk import propose, seen, sign
from tests.sync.teams import hand_round
from tests.sync.test_sealing import everything_at

from workstation.domain.flat import APPLICANT, Flat
from workstation.sync.meetings import Meetings
from workstation.sync.sealing.applicants import ask_in
from workstation.sync.sealing.boxes import boxed
from workstation.sync.sealing.founding import trust
from workstation.sync.sealing.membership import Member
from workstation.sync.sealing.names import TOLD
from workstation.sync.team_keys import renew_keys

NAME = "Noor Zonnebloem"


def meet(*stations):
    for one in stations:
        Meetings(one.exchange, one.vault, one.keys).meet()


@pytest.fixture
def team_of_three(three):
    an, bo, cas = three
    meet(an, bo, cas, an, bo, cas)
    return an, bo, cas


@pytest.fixture
def noor(team_of_three, station):
    """A station that joins with an invitation, as the program does it: the list is named before anything is told."""
    from tests.sync.teams import keyed

    one = keyed(station("bo", "noor"))
    with one.vault.work() as work:
        work.settings.put("profile.counsellor", NAME)
        trust(work, "A", seen(team_of_three[0]).list_id)
        ask_in(work)
    meet(one)
    return one


def names(one):
    return sorted(person.name for person in seen(one).people)


def codes(one):
    return {person.code for person in seen(one).people}


def test_who_asks_is_called_by_name_at_a_coordinators_and_nowhere_else(team_of_three, noor, team):
    an, bo, cas = team_of_three
    meet(an, bo, cas)
    assert NAME in names(an)
    assert NAME in names(bo)
    assert names(cas) == ["", "an", "bo", "cas"], "a counsellor sees that somebody asks"
    assert names(noor) == ["", "", "", NAME], "and who is not in yet is told nobody's name"
    mine = next(p for p in seen(noor).people if p.me)
    assert mine.name == NAME
    assert mine.code in codes(an)
    assert mine.code in codes(cas), "the number two people compare needs no name"
    assert "Zonnebloem" not in everything_at(team)
    # let in: now it is the team's, and new colleagues are told too
    propose(an, "an", "bo", "cas", NAME)
    hand_round(an, bo)
    sign(bo)
    meet(bo, noor, cas, an)
    assert names(cas) == names(noor) == names(an) == [NAME, "an", "bo", "cas"]
    assert "Zonnebloem" not in everything_at(team)
    assert [one.alarms() for one in (an, bo, cas, noor)] == [[]] * 4
    meet(an, bo, cas, noor)
    assert [one.waiting().to_send for one in (an, bo, cas, noor)] == [0] * 4, "told once, not at every meeting"


def test_founders_are_in_clear_until_they_have_a_key(team_of_three, team):
    """The control: before there is a list nobody's key can be believed; what was sent stays in the hub's log."""
    an, *_ = team_of_three
    records = [view.fields for view in an.views(APPLICANT)]
    assert [one.get("name") for one in records] == [None] * 3
    assert names(an) == ["an", "bo", "cas"]


def test_a_new_coordinator_is_told_by_who_still_waits(team_of_three, noor):
    an, bo, cas = team_of_three
    meet(an)
    propose(an, "an", "bo", "cas", coordinators=("an", "bo", "cas"))
    hand_round(an, bo)
    sign(bo)
    meet(bo, cas)
    assert NAME not in names(cas)
    meet(noor, cas)
    assert NAME in names(cas)


def test_somebody_elses_name_put_before_other_keys_is_not_believed(team_of_three, noor):
    """A hub, or a colleague, that seals a name of its choice for a coordinator."""
    an, *_ = team_of_three
    meet(an)
    with an.vault.work() as work:
        view = next(v for v in work.records.of_kind(APPLICANT) if v.fields.get(TOLD))
        newest = an.keys.newest(work, "A")
        from workstation.sync.sealing.names import _for_coordinators

        work.outbox.write([Flat(view.id, APPLICANT, {TOLD: _for_coordinators(view, newest, "bo")})])
    assert names(an) == ["an", "bo", "cas"], "left out, and no second bo"
    # nor does a box made for another record open here
    with an.vault.work() as work:
        coordinator: Member = next(one for one in newest.members if one.coordinator)
        other = dict(boxed(b"k" * 32, coordinator.boxed_to, ("name", "A", "applicant-other", coordinator.id)))
        told = dict(view.fields[TOLD]) | {"boxes": dict.fromkeys((m.id for m in newest.members), other)}
        work.outbox.write([Flat(view.id, APPLICANT, {TOLD: json.loads(json.dumps(told))})])
    assert NAME not in names(an)


def test_new_own_keys_are_told_sealed_too(team_of_three, team):
    an, _, cas = team_of_three
    with cas.vault.work() as work:
        work.settings.put("profile.counsellor", NAME)
    renew_keys(vault=cas.vault, keyring=cas.keys)
    meet(cas, cas, an)
    assert NAME in names(an)
    assert "Zonnebloem" not in everything_at(team)
