"""A call goes from one sealed group to another; a group gets another name: both as signed and as closed as the first."""

from functools import partial

import pytest
from sqlalchemy import select
from tests.sync.grouped import a_group, a_team, close, desk_of, groups, readable_at, readable_in, tell
from tests.sync.team_talk import named
from tests.sync.teams import round_
from tests.sync.test_sealed_groups import a_call_of, on, well
from tests.sync.test_sealing import MARKER

from workstation.domain.flat import MEMBERS, Flat
from workstation.domain.permissions import NotAllowed
from workstation.store import tables
from workstation.sync.groups import CannotPropose, propose_group, sign_group
from workstation.sync.sealing.grouping import NAME, sealed_name
from workstation.usecases.add_to_call import add_to_call


@pytest.fixture
def people(team, join):
    return a_team(team, join)


def test_a_call_goes_from_one_group_to_another_in_one_step(people, team):
    an, bo, cas, dirk = people
    call = a_call_of(cas)
    add_to_call(call.id, f"{MARKER} meer", desk_of(cas), **on(cas))
    round_(*people)
    first, second = a_group(team, an, bo, cas), a_group(team, an, bo, dirk, name="Met dirk")
    close(cas, call.id, first)
    round_(*people)
    with pytest.raises(NotAllowed):
        close(cas, call.id, first)
    add_to_call(call.id, f"{MARKER} van cas, onderweg", desk_of(cas), **on(cas))
    close(bo, call.id, second)
    with bo.vault.reading() as work:
        noted = work.connection.execute(select(tables.read_log.c.reason).where(tables.read_log.c.action == "seal"))
        assert noted.scalars().all() == ["reseal"]
    round_(bo, cas, dirk, an)
    round_(*people)
    for one in (an, bo, dirk):
        texts = [added.text for added in one.call(call.id).additions]
        assert texts == [f"{MARKER} meer", f"{MARKER} van cas, onderweg"]
        with one.vault.reading() as work:
            assert work.records.waiting_for_a_key() == set()
    with pytest.raises(KeyError):
        cas.call(call.id)
    assert MARKER not in readable_in(cas)
    assert MARKER not in readable_at(team, cas)
    assert MARKER in readable_at(team, dirk), "the control"
    assert well(*people)


def test_a_group_gets_another_name_when_two_have_signed_it(people, team):
    an, bo, cas, _ = people
    group = a_group(team, an, bo, cas)
    members = named(an, "an", "bo", "cas")
    on_an = {"tell": partial(tell, team), "vault": an.vault, "keyring": an.keys}
    with pytest.raises(CannotPropose):
        propose_group(group, "Dossier van een collega", members, **on_an)
    propose_group(group, "  Dossier Zonnehof ", members, **on_an)
    round_(an, bo, cas)
    assert [groups(one)[0].name for one in (an, bo, cas)] == ["Dossier van een collega"] * 3
    assert groups(bo)[0].waiting.name == "Dossier Zonnehof"
    sign_group(groups(bo)[0].waiting.record, vault=bo.vault, keyring=bo.keys)
    round_(bo, an, cas)
    for one in (an, bo, cas):
        (now,) = groups(one)
        assert (now.name, now.usable, len(now.people)) == ("Dossier Zonnehof", True, 3)


def test_a_name_that_nobody_signed_is_shown_to_nobody(people, team):
    an, bo, cas, _ = people
    group = a_group(team, an, bo, cas)
    with cas.vault.work() as work:
        newest = cas.keys.newest(work, group)
        forged = sealed_name(newest, cas.keys.key(work, group, newest.id), "Iets anders")
        work.outbox.write([Flat(newest.record, MEMBERS, {NAME: forged})], stream=group)
    round_(cas, an, bo)
    assert [groups(one)[0].name for one in (an, bo, cas)] == [""] * 3
