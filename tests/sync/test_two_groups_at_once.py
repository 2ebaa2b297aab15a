"""Two people, both without a line, give one call to two different groups: who reached the hub first decides."""

import pytest
from tests.sync.grouped import a_group, a_team, close, desk_of, four_coordinators, readable_at, readable_in
from tests.sync.teams import round_
from tests.sync.test_sealed_groups import a_call_of, correct, on
from tests.sync.test_sealing import MARKER

from workstation.store import tables
from workstation.sync.conflicts import open_conflicts
from workstation.sync.inbox import look_in_inbox
from workstation.sync.meetings import Meetings
from workstation.usecases.add_to_call import add_to_call
from workstation.usecases.link_call import link_call
from workstation.usecases.note_on_case import note_on_case


def meet(*people):
    for one in people:
        met = Meetings(one.exchange, one.vault, one.keys).meet()
        assert met.well, met


def told(one):
    view = look_in_inbox(one.vault, one.keys)
    assert view.alarms == ()
    return [note.what for note in view.told]


def test_the_first_group_holds_and_reads_all_that_the_other_wrote(team, join):
    an, bo, cas, dirk = people = four_coordinators(team, join)
    call = a_call_of(an)
    round_(*people)
    first = a_group(team, an, bo, name="Eerste")
    second = a_group(team, cas, dirk, name="Tweede")
    case, _ = link_call(call.id, None, f"{MARKER} opnieuw", desk_of(dirk), **on(dirk))
    note_on_case(case, f"{MARKER} heeft een zus", desk_of(dirk), **on(dirk))
    meet(dirk, cas)
    correct(cas, call, "44021")
    add_to_call(call.id, f"{MARKER} van cas", desk_of(cas), **on(cas))
    close(an, call.id, first)
    close(cas, call.id, second)
    add_to_call(call.id, f"{MARKER} nog van cas", desk_of(cas), **on(cas))
    meet(an)
    meet(cas, dirk, an, bo)
    meet(*people)
    meet(*people)
    for one in (an, bo):
        assert [added.text for added in one.call(call.id).additions] == [f"{MARKER} van cas", f"{MARKER} nog van cas"]
        (conflict,) = open_conflicts(one.vault, one.keys)
        assert {conflict.here, conflict.theirs} == {"44021", "11002"}
        assert told(one) == []
        with one.vault.reading() as work:
            assert work.records.waiting_for_a_key() == set()
            assert work.cases.get(case).calls == (call.id,)
    for one in (cas, dirk):
        with pytest.raises(KeyError):
            one.call(call.id)
        assert MARKER not in readable_in(one)
        assert MARKER not in readable_at(team, one)
        shelves = [tables.metadata.tables[name] for name in ("calls", "case_calls", "records")]
        assert call.id not in str(rows_of(one, *shelves))
    assert (told(cas), told(dirk)) == (["sealed_elsewhere"], [])
    assert all((one.waiting().refused, one.waiting().to_send) == (0, 0) for one in people)
    assert MARKER in readable_at(team, bo)


def test_who_took_the_call_is_told_when_a_coordinator_was_first(team, join):
    an, bo, cas, dirk = people = a_team(team, join)
    call = a_call_of(cas)
    round_(*people)
    mine, theirs = a_group(team, an, bo, cas, name="Met cas"), a_group(team, an, bo, dirk, name="Met dirk")
    close(cas, call.id, mine)
    add_to_call(call.id, f"{MARKER} van cas", desk_of(cas), **on(cas))
    close(bo, call.id, theirs)
    meet(bo, cas, dirk, an, bo)
    meet(*people)
    for one in (an, bo, dirk):
        assert [added.text for added in one.call(call.id).additions] == [f"{MARKER} van cas"]
        assert (told(one), open_conflicts(one.vault, one.keys)) == ([], ())
    with pytest.raises(KeyError):
        cas.call(call.id)
    assert (told(cas), cas.waiting().refused) == (["sealed_elsewhere"], 0)


def test_who_is_in_both_groups_is_told_and_writes_on_in_the_first(team, join):
    an, bo, cas, dirk = people = a_team(team, join)
    call = a_call_of(cas)
    round_(*people)
    wide, narrow = a_group(team, an, bo, cas, dirk, name="Ruim"), a_group(team, an, bo, name="Nauw")
    close(cas, call.id, wide)
    close(bo, call.id, narrow)
    add_to_call(call.id, f"{MARKER} van bo", desk_of(bo), **on(bo))
    meet(cas, bo, an, dirk)
    meet(*people)
    for one in people:
        assert [added.text for added in one.call(call.id).additions] == [f"{MARKER} van bo"]
        assert open_conflicts(one.vault, one.keys) == ()
        assert told(one) == (["sealed_elsewhere"] if one is bo else [])
        with one.vault.reading() as work:
            assert work.records.waiting_for_a_key() == set()


def rows_of(one, *shelves):
    with one.vault.reading() as work:
        return [tuple(row) for shelf in shelves for row in work.connection.execute(shelf.select()).all()]
