"""Grants that come and go, and somebody who moves to another team: nothing is lost, nothing goes where it should not."""

import json
from dataclasses import replace

import pytest
from tests.sync.team_talk import propose, seen, sign
from tests.sync.teams import hand_round
from tests.sync.test_sealing import MARKER, secret_call

from workstation.store.sync_state import HOME
from workstation.sync.inbox import look_in_inbox
from workstation.sync.meetings import Meetings
from workstation.sync.moving import take_along, try_again
from workstation.sync.team_keys import believe


def meet(one):
    return Meetings(one.exchange, one.vault, one.keys).meet()


def found(team, *stations):
    first, second, *others = stations
    for one in (*stations, first):
        meet(one)
    names = [one.folder.name for one in stations]
    propose(first, *names, coordinators=names[:2])
    hand_round(first, second)
    sign(second)
    hand_round(second, *stations)
    for one in others:
        believe(seen(first).code, vault=one.vault, keyring=one.keys)
    for one in stations:
        meet(one)  # who has a key tells the name sealed
    assert {seen(one).stage for one in stations} == {"inside"}


@pytest.fixture
def trio(join, team):
    """an and bo found team A; mo, of an account of their own, writes in it."""
    team.administration.add_account("mo", "counsellor")
    team.administration.grant("mo", {"A": True})
    an, bo, mo = join("an", "an"), join("bo", "bo"), join("mo", "mo")
    found("A", an, bo, mo)
    return an, bo, mo


def correct(one, call, place):
    held = one.call(call.id)
    with one.vault.work() as work:
        work.calls.revise(
            replace(held, revision=held.revision + 1, contact_municipality=place), "x", "y", one.clock()
        )


def held_at(team, record):
    with team.database.snapshot() as connection:
        row = connection.exec_driver_sql("select stream, fields from records where id = ?", (record,)).first()
    return None if row is None else (row.stream, json.loads(row.fields))


@pytest.mark.parametrize("readable", [True, False], ids=["the right to write", "every right"])
def test_what_was_refused_goes_again_when_the_grant_returns(trio, team, readable):
    an, _, mo = trio
    call = secret_call()
    team.administration.grant("mo", {"A": False} if readable else {})
    mo.keep(call)
    meet(mo), meet(mo)
    assert mo.waiting().refused == 3, "refused once, whatever comes after"
    assert held_at(team, call.id) is None
    team.administration.grant("mo", {"A": True})
    meet(mo)
    if readable:  # the station cannot know that it may write again: a person says so
        try_again(vault=mo.vault, keyring=mo.keys)
        meet(mo)
    assert mo.waiting() == type(mo.waiting())(0, 0)
    meet(an)
    assert an.call(call.id) == call
    assert mo.call(call.id) == call
    assert an.alarms() == mo.alarms() == []


def test_it_is_closed_with_the_newest_key_and_overtakes_nobody(trio, team):
    an, bo, mo = trio
    call = secret_call()
    mo.keep(call)
    hand_round(mo, an)
    team.administration.grant("mo", {"A": False})
    correct(mo, call, "21004")
    meet(mo)
    assert mo.waiting().refused == 2
    correct(an, call, "44021")
    propose(an, "an", "bo", "mo", coordinators=("an", "bo", "mo"))
    hand_round(an, bo)
    sign(bo)
    hand_round(bo, an, mo)
    team.administration.grant("mo", {"A": True})
    try_again(vault=mo.vault, keyring=mo.keys)
    hand_round(mo, an)
    assert mo.waiting().refused == 0
    assert an.call(call.id).contact_municipality == "44021"
    (conflict,) = look_in_inbox(an.vault, an.keys).conflicts
    assert (conflict.here, conflict.theirs) == ("44021", "21004")
    with an.vault.reading() as work:
        newest = an.keys.newest(work, "A").id
    (view,) = an.views("_conflict")
    assert view.fields["value"]["$e"][1] == newest


def test_who_moves_writes_for_the_new_team_and_takes_along_only_what_a_person_says(trio, join, team):
    an, _, mo = trio
    cas, dirk = join("cas", "cas"), join("cas", "dirk")
    found("B", cas, dirk)
    at_hub, never_sent = secret_call(), secret_call()
    mo.keep(at_hub)
    meet(mo)
    team.administration.grant("mo", {"B": True})
    mo.keep(never_sent)
    meet(mo)
    with mo.vault.reading() as work:
        assert work.sync_state.get(HOME) == "B"
    with pytest.raises(KeyError):
        mo.call(at_hub.id)  # the rows of the former team leave the station
    assert mo.waiting().refused == 3
    assert held_at(team, never_sent.id) is None
    hand_round(cas, dirk)
    propose(cas, "cas", "dirk", "mo", coordinators=("cas", "dirk"))
    hand_round(cas, dirk)
    sign(dirk)
    hand_round(dirk, mo)
    believe(seen(cas).code, vault=mo.vault, keyring=mo.keys)
    meet(mo)
    assert mo.waiting().refused == 3, "nothing is taken along by itself"
    assert look_in_inbox(mo.vault, mo.keys).to_take_along == 3
    take_along(vault=mo.vault, keyring=mo.keys)
    assert mo.call(never_sent.id) == never_sent
    meet(mo)
    hand_round(cas, an)
    assert cas.call(never_sent.id) == never_sent
    stream, fields = held_at(team, never_sent.id)
    assert stream == "B"
    with cas.vault.reading() as work:
        assert fields["narrative"]["$e"][1] == cas.keys.newest(work, "B").id
    assert MARKER not in json.dumps(fields)
    assert held_at(team, at_hub.id)[0] == "A"
    with pytest.raises(KeyError):
        cas.call(at_hub.id)
    assert mo.alarms() == cas.alarms() == []
