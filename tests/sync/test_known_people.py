"""Who knows a person in a call sees nothing of it any more, loses nothing of what they wrote, and cannot undo it alone."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from tests.records import a_call
from tests.sync.grouped import a_group, a_team, close, desk_of, four_coordinators
from tests.sync.teams import round_
from tests.sync.test_sealed_groups import a_call_of, correct, on, well
from tests.sync.test_sealing import MARKER

from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.permissions import NotAllowed
from workstation.store import tables
from workstation.sync.conflicts import open_conflicts
from workstation.sync.known_people import know_person, show_again, who_knows
from workstation.sync.meetings import standing
from workstation.usecases.add_to_call import add_to_call
from workstation.usecases.link_call import link_call
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.note_on_case import note_on_case
from workstation.usecases.open_call import open_call
from workstation.usecases.plan_follow_up import plan_follow_up


@pytest.fixture
def people(team, join):
    return a_team(team, join)


def know(one, call):
    return know_person(call.id, desk_of(one), vault=one.vault, keyring=one.keys, now=one.clock)


def show(one, call, counsellor):
    return show_again(call.id, counsellor, desk_of(one), vault=one.vault, keyring=one.keys, now=one.clock)


def knowing(one, call):
    with one.vault.work() as work:
        return [found.counsellor for found in who_knows(work, one.keys, call.id)]


def on_shelves(one, words):
    """Every shelf but those of the exchange itself, and of the register of what was read and printed."""
    of_the_exchange = {
        "outbox",
        "records",
        "laid_aside",
        "sync_state",
        "versions",
        "succession",
        "read_log",
        "captured",
    }
    with one.vault.reading() as work:
        return [
            table.name for table in tables.metadata.sorted_tables if table.name not in of_the_exchange
            and words in str([tuple(row) for row in work.connection.execute(table.select())])
        ]  # fmt: skip


def test_it_is_out_of_sight_at_once_and_nothing_written_is_lost(people):
    an, bo, cas, dirk = people
    call, other = a_call_of(cas), a_call(team="A", counsellor="cas", narrative="Iets anders")
    cas.keep(other)
    case, _ = link_call(call.id, None, f"{MARKER} opnieuw", desk_of(cas), **on(cas))
    note_on_case(case, f"{MARKER} heeft een zus", desk_of(cas), **on(cas))
    at = cas.clock()
    task = FollowUpTask(
        id="", call=call.id, number="", due_from=at, due_until=at + timedelta(hours=2), what=f"{MARKER} terugbellen",
        safe_moment=f"na {MARKER}",
    )  # fmt: skip
    plan_follow_up(task, desk_of(cas), **on(cas))
    round_(*people)
    correct(an, call, "44021"), an.meet()
    correct(cas, call, "21004")
    add_to_call(call.id, f"{MARKER} niet verstuurd", desk_of(cas), **on(cas))
    before = cas.call(call.id)
    assert {"calls", "narratives", "case_acts", "follow_ups"} <= set(on_shelves(cas, MARKER)), "the control"

    changes = know(cas, call)
    assert changes.concerns("call")
    for _ in range(2):
        with pytest.raises(KeyError):
            open_call(call.id, desk_of(cas), **on(cas))
        assert [line.id for line in look_up_calls("", desk=desk_of(cas), **on(cas))] == [other.id]
        assert look_up_calls(MARKER, desk=desk_of(cas), **on(cas)) == ()
        assert (on_shelves(cas, MARKER), on_shelves(cas, call.number), open_conflicts(cas.vault, cas.keys)) == (
            [],
            [],
            (),
        )
        assert standing(cas.vault).conflicts == 0
        cas.exchange.meet()
    add_to_call(call.id, f"{MARKER} van dirk", desk_of(dirk), **on(dirk))
    round_(dirk, cas, an, bo)
    assert (on_shelves(cas, MARKER), cas.call(other.id) is not None) == ([], True)
    for one in (an, bo, dirk):
        said = [added.text for added in one.call(call.id).additions]
        assert said == [f"{MARKER} niet verstuurd", f"{MARKER} van dirk"], "what cas wrote, and went on"
        assert knowing(one, call) == ["cas"]
    with cas.vault.reading() as work:
        noted = work.connection.execute(select(tables.read_log.c.reason).where(tables.read_log.c.action == "seal"))
        assert noted.scalars().all() == ["knows"]

    with pytest.raises(NotAllowed):
        show(dirk, call, "cas")
    with pytest.raises(KeyError):
        show(cas, call, "cas")
    show(an, call, "cas")
    round_(an, cas, bo, dirk)
    assert cas.call(call.id) == an.call(call.id)
    assert cas.call(call.id).narrative == before.narrative
    assert [line.id for line in look_up_calls(MARKER, desk=desk_of(cas), **on(cas))] == [call.id]
    with cas.vault.reading() as work:
        assert work.cases.get(case).calls == (call.id,)
        assert len(work.cases.acts(case)) == 2
        assert [task.what for task in work.follow_ups.of_call(call.id)] == [f"{MARKER} terugbellen"]
    assert len(open_conflicts(cas.vault, cas.keys)) == len(open_conflicts(an.vault, an.keys)) == 1
    assert knowing(an, call) == []
    assert well(*people)


def test_a_coordinator_does_not_let_themselves_in_again(team, join):
    an, bo, _, _ = people = four_coordinators(team, join)
    call = a_call_of(an)
    round_(*people)
    know(bo, call)
    round_(*people)
    with pytest.raises(KeyError):
        show(bo, call, "bo")
    with pytest.raises(NotAllowed):
        show(an, call, "an")
    show(an, call, "bo")
    round_(*people)
    assert bo.call(call.id) == an.call(call.id)
    know(bo, call)
    round_(*people)
    assert knowing(an, call) == ["bo"], "it can be said again"
    assert on_shelves(bo, call.number) == []


def test_it_goes_along_when_the_call_is_sealed_for_a_group(people, team):
    an, bo, cas, _ = people
    call = a_call_of(an)
    round_(*people)
    know(cas, call)
    round_(*people)
    close(an, call.id, a_group(team, an, bo, cas))
    round_(*people)
    assert (on_shelves(cas, call.number), knowing(bo, call)) == ([], ["cas"])
    show(bo, call, "cas")
    round_(*people)
    assert cas.call(call.id) == an.call(call.id)
    assert well(*people)
