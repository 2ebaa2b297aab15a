"""A few people of a team have a group of their own: what is sealed for it is theirs alone, and comes back whole."""

import shutil
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from sqlalchemy import select
from tests.records import a_call
from tests.sync.grouped import a_group, a_team, close, desk_of, groups, open_again, readable_at, readable_in, tell
from tests.sync.team_talk import named
from tests.sync.teams import hand_round, round_
from tests.sync.test_sealing import MARKER, secret_call

from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.permissions import NotAllowed
from workstation.hub.coded_calls import coded_calls
from workstation.store import tables
from workstation.sync.conflicts import open_conflicts, settle_what_is_alike
from workstation.sync.groups import CannotPropose, propose_group, sign_group
from workstation.sync.meetings import Meetings
from workstation.sync.moving import take_along
from workstation.sync.sealed_calls import gather
from workstation.sync.sealing.founding import myself, propose, sign
from workstation.usecases.add_to_call import add_to_call
from workstation.usecases.link_call import link_call
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.mark_for_discussion import mark_for_discussion
from workstation.usecases.note_on_case import note_on_case
from workstation.usecases.note_signal import note_signal
from workstation.usecases.open_call import open_call
from workstation.usecases.plan_follow_up import plan_follow_up


@pytest.fixture
def people(team, join):
    return a_team(team, join)


def a_call_of(one, **changed):
    call = secret_call(team="A", counsellor=desk_of(one).counsellor, **changed)
    one.keep(call)
    return call


def on(one):
    return {"vault": one.vault, "now": one.clock}


def correct(one, call, place):
    held = one.call(call.id)
    with one.vault.work() as work:
        changed = replace(held, revision=held.revision + 1, contact_municipality=place)
        work.calls.revise(changed, "verbeterd", one.folder.name, one.clock())


def well(*people):
    return [(one.alarms(), one.waiting().refused, one.waiting().to_send) for one in people] == [([], 0, 0)] * len(
        people
    )


def test_a_group_is_founded_by_two_and_nobody_else_sees_it(people, team):
    an, bo, cas, dirk = people
    for names, why in ((("an", "cas"), "two_coordinators"), (("bo", "cas"), "two_coordinators")):
        with pytest.raises(CannotPropose) as wrong:
            propose_group(None, "x", named(an, *names), tell=lambda *_: None, vault=an.vault, keyring=an.keys)
        assert wrong.value.text_key == f"groups.{why}"
    members = named(an, "an", "bo", "cas")
    propose_group(None, "Dossier", members, tell=partial(tell, team), vault=an.vault, keyring=an.keys)
    round_(an, bo, cas, dirk)
    (waits,) = groups(bo)
    assert (waits.name, waits.people, waits.usable, waits.waiting.may_sign) == ("Dossier", (), False, True)
    assert [one.name for one in waits.waiting.people] == ["an", "bo", "cas"]
    assert groups(an)[0].waiting.code == waits.waiting.code
    sign_group(waits.waiting.record, vault=bo.vault, keyring=bo.keys)
    round_(bo, an, cas, dirk)
    for one in (an, bo, cas):
        (group,) = groups(one)
        assert (group.name, group.usable, group.waiting) == ("Dossier", True, None)
        assert [person.name for person in group.people] == ["an", "bo", "cas"]
    assert groups(dirk) == ()
    assert well(*people)


def test_a_sealed_call_with_all_its_traces_is_its_groups_alone(people, team):
    an, bo, cas, dirk = people
    call, other = a_call_of(cas), a_call(team="A", counsellor="dirk", narrative="Iets anders")
    dirk.keep(other)
    add_to_call(call.id, f"{MARKER} belde terug", desk_of(cas), **on(cas))
    case, _ = link_call(call.id, None, f"{MARKER} opnieuw", desk_of(cas), **on(cas))
    note_on_case(case, f"{MARKER} heeft een zus", desk_of(cas), **on(cas))
    at = cas.clock()
    task = FollowUpTask(
        id="", call=call.id, number="", due_from=at, due_until=at + timedelta(hours=2), what=f"{MARKER} terugbellen",
        safe_moment=f"na {MARKER}",
    )  # fmt: skip
    plan_follow_up(task, desk_of(cas), **on(cas))
    mark_for_discussion(call.id, f"Wat met {MARKER}?", desk_of(cas), **on(cas))
    note_signal("waiting_list", "Lange wachtlijst", (call.id,), desk_of(cas), **on(cas))
    round_(*people)
    correct(dirk, call, "21004"), correct(an, call, "44021")
    round_(*people)
    assert [len(open_conflicts(one.vault, one.keys)) for one in people] == [1] * 4
    assert MARKER in readable_in(dirk)
    assert MARKER in readable_at(team, dirk)

    group = a_group(team, an, bo, cas)
    close(an, call.id, group)
    round_(*people)
    for one in (an, bo, cas):
        assert one.call(call.id) == an.call(call.id)
        assert one.call(call.id).additions[0].text == f"{MARKER} belde terug"
        (conflict,) = open_conflicts(one.vault, one.keys)
        assert {conflict.here, conflict.theirs} == {"44021", "21004"}
        with one.vault.reading() as work:
            assert work.cases.get(case).calls == (call.id,)
            assert [task.what for task in work.follow_ups.of_call(call.id)] == [f"{MARKER} terugbellen"]
    left = readable_in(dirk)
    assert MARKER not in left
    assert MARKER not in readable_at(team, dirk)
    assert MARKER in readable_at(team, bo), "the control: the hub has it, for those who hold the key"
    assert call.number not in left
    with dirk.vault.reading() as work:
        shelves = [one for one in tables.metadata.sorted_tables if "call_id" in one.c]
        assert {one.name for one in shelves} >= {"calls", "case_calls", "signal_calls", "follow_ups", "reviews"} - {
            "calls"
        }
        named_here = [
            one.name for one in shelves if call.id in work.connection.execute(select(one.c.call_id)).scalars()
        ]
    assert named_here == []
    assert look_up_calls("", desk=desk_of(dirk), **on(dirk))[0].id == other.id
    assert len(look_up_calls("", desk=desk_of(dirk), **on(dirk))) == 1
    assert open_conflicts(dirk.vault, dirk.keys) == ()
    with dirk.vault.reading() as work:
        assert (work.cases.all(), work.follow_ups.of_call(call.id)) == ((), ())
    assert well(*people)


def test_what_a_colleague_wrote_before_hearing_of_it_goes_to_the_group(people, team):
    an, bo, cas, dirk = people
    call = a_call_of(an)
    round_(*people)
    group = a_group(team, an, bo)
    close(an, call.id, group)
    add_to_call(call.id, f"{MARKER} van dirk", desk_of(dirk), **on(dirk))
    note_signal("cost", "Nog een", (call.id,), desk_of(dirk), **on(dirk))
    an.meet()
    dirk.meet()
    cas.meet()
    assert f"{MARKER} van dirk" not in readable_in(cas), "not even for a moment"
    round_(dirk, cas, an, bo)
    round_(*people)
    for one in (an, bo):
        assert [added.text for added in one.call(call.id).additions] == [f"{MARKER} van dirk"]
    for one in (cas, dirk):
        assert call.id not in [line.id for line in look_up_calls("", desk=desk_of(one), **on(one))]
    assert MARKER not in readable_in(cas)
    assert well(an, bo, cas, dirk)


def test_it_comes_back_to_the_team_with_all_that_was_written_meanwhile(people, team):
    an, bo, cas, dirk = people
    call = a_call_of(cas)
    case, _ = link_call(call.id, None, "zelfde gezin", desk_of(cas), **on(cas))
    round_(*people)
    group = a_group(team, an, bo, cas)
    close(an, call.id, group)
    round_(*people)
    with pytest.raises(KeyError):
        open_call(call.id, desk_of(dirk), **on(dirk))
    add_to_call(call.id, "door bo", desk_of(bo), **on(bo))
    round_(*people)
    open_again(bo, call.id)
    round_(bo, an, cas, dirk)
    assert dirk.call(call.id) == bo.call(call.id)
    assert [one.text for one in dirk.call(call.id).additions] == ["door bo"]
    for one in people:
        with one.vault.reading() as work:
            assert work.cases.get(case).calls == (call.id,)
            assert [act.reason for act in work.cases.acts(case)] == ["zelfde gezin"]
    settled = [settle_what_is_alike(one.vault, one.keys) for one in people]
    assert settled == [0] * 4
    assert well(*people)


def test_without_a_line_nothing_of_it_ever_reaches_the_team(people, team):
    an, bo, _, dirk = people
    group = a_group(team, an, bo)
    call = a_call_of(an)
    close(an, call.id, group)
    add_to_call(call.id, "later", desk_of(an), **on(an))
    with an.vault.reading() as work:
        going_to = select(tables.outbox.c.stream).where(tables.outbox.c.parent == call.id)
        assert set(work.connection.execute(going_to).scalars()) == {group}
    round_(an, bo, dirk)
    assert bo.call(call.id) == an.call(call.id)
    with team.database.snapshot() as connection:
        rows = connection.exec_driver_sql(
            "select distinct stream from stream_log where record like ?", (f"{call.id}%",)
        )
        assert rows.scalars().all() == [group]
        (coded,) = coded_calls(connection)
    assert (coded.call.channel, coded.call.team) == (call.channel, None), "counted once, in no team"
    with pytest.raises(KeyError):
        dirk.call(call.id)


def test_who_leaves_the_group_reads_no_later_word_and_what_they_wrote_while_in_it_arrives(people, team):
    an, bo, cas, _ = people
    call = a_call_of(an)
    group = a_group(team, an, bo, cas)
    close(an, call.id, group)
    round_(*people)
    add_to_call(call.id, "van cas, niet verstuurd", desk_of(cas), **on(cas))
    propose_group(group, "", named(an, "an", "bo"), tell=partial(tell, team), vault=an.vault, keyring=an.keys)
    round_(an, bo)
    sign_group(groups(bo)[0].waiting.record, vault=bo.vault, keyring=bo.keys)
    round_(bo, an)
    add_to_call(call.id, f"{MARKER} na het vertrek", desk_of(an), **on(an))
    an.meet()
    assert "na het vertrek" not in readable_at(team, cas), "not even with the keys that cas holds"
    assert "na het vertrek" in readable_at(team, bo)
    tell(team, group, [*named(an, "an", "bo")])  # as the next meeting of a coordinator's station does
    round_(cas, an)
    assert groups(cas) == ()
    with pytest.raises(KeyError):
        cas.call(call.id)
    assert (cas.waiting().to_send, cas.waiting().refused) == (0, 0), "written while cas saw it"
    assert {one.text for one in an.call(call.id).additions} == {"van cas, niet verstuurd", f"{MARKER} na het vertrek"}
    assert groups(an)[0].name == groups(bo)[0].name == "Dossier van een collega"
    everyone = named(an, "an", "bo", "cas")
    propose_group(group, "", everyone, tell=partial(tell, team), vault=an.vault, keyring=an.keys)
    round_(an, bo)
    sign_group(groups(bo)[0].waiting.record, vault=bo.vault, keyring=bo.keys)
    round_(bo, cas)
    assert cas.call(call.id) == an.call(call.id), "who is let in again reads what was written meanwhile"
    assert cas.alarms() == []


def test_the_table_of_permissions_holds_and_the_log_says_who_did_it(people, team):
    an, bo, cas, dirk = people
    mine, hers = a_call_of(cas), a_call_of(an)
    round_(*people)
    group = a_group(team, an, bo, cas)
    with pytest.raises(NotAllowed):
        close(cas, hers.id, group)
    with pytest.raises(NotAllowed):
        close(dirk, hers.id, group)
    close(cas, mine.id, group)
    close(an, hers.id, group)
    round_(*people)
    with pytest.raises(NotAllowed):
        open_again(cas, hers.id)
    with pytest.raises(NotAllowed):
        open_call(mine.id, desk_of(bo), **on(bo))  # of the group, and with a reason all the same
    open_call(mine.id, desk_of(bo), reason="handover", **on(bo))
    with cas.vault.reading() as work:
        noted = work.read_log.of_record(mine.id)
    assert [line.id for line in look_up_calls("", desk=desk_of(bo), **on(bo))]
    assert look_up_calls(MARKER, desk=desk_of(bo), **on(bo)) == ()
    assert [line.id for line in look_up_calls(MARKER, desk=desk_of(cas), **on(cas))] == [mine.id]
    assert noted is not None


def test_a_correction_under_way_while_it_comes_back_is_closed_anew_for_the_team(people, team):
    an, bo, _, dirk = people
    call = a_call_of(an)
    group = a_group(team, an, bo)
    close(an, call.id, group)
    round_(*people)
    correct(bo, call, "44021")
    add_to_call(call.id, "van bo", desk_of(bo), **on(bo))
    open_again(an, call.id)
    an.meet()
    bo.exchange.before_sending = lambda work: None  # bo wrote before hearing of it
    bo.meet()
    dirk.meet()
    bo.exchange.before_sending = partial(gather, keyring=bo.keys)
    round_(*people)
    round_(*people)
    for one in people:
        settle_what_is_alike(one.vault, one.keys)
    round_(*people)
    for one in people:
        assert [added.text for added in one.call(call.id).additions] == ["van bo"]
        (conflict,) = open_conflicts(one.vault, one.keys)
        assert {conflict.here, conflict.theirs} == {"44021", "11002"}
        with one.vault.reading() as work:
            assert work.records.waiting_for_a_key() == set()
    assert well(*people)


def test_two_who_seal_the_same_call_at_once_end_in_one(people, team):
    an, bo, cas, _ = people
    call = a_call_of(an)
    round_(*people)
    group = a_group(team, an, bo, cas)
    close(an, call.id, group)
    close(bo, call.id, group)
    round_(*people)
    for one in (an, bo, cas):
        settle_what_is_alike(one.vault, one.keys)
        one.meet()
    round_(*people)
    for one in (an, bo, cas):
        assert open_conflicts(one.vault, one.keys) == ()
        assert one.call(call.id) == call
    assert well(*people)


def test_what_somebody_sealed_and_never_sent_is_kept_when_they_are_put_out(people, team):
    an, bo, cas, _ = people
    group = a_group(team, an, bo, cas)
    round_(*people)
    call = a_call_of(cas)
    close(cas, call.id, group)
    propose_group(group, "", named(an, "an", "bo"), tell=partial(tell, team), vault=an.vault, keyring=an.keys)
    round_(an, bo)
    sign_group(groups(bo)[0].waiting.record, vault=bo.vault, keyring=bo.keys)
    bo.meet()
    cas.exchange._hand_over = lambda met: None  # it hears first, and could not send
    cas.meet()
    del cas.exchange._hand_over
    tell(team, group, [*named(an, "an", "bo")])
    for _ in range(3):
        Meetings(cas.exchange, cas.vault, cas.keys).meet()
    assert (cas.waiting().to_send, cas.waiting().refused) == (0, 3), "kept, and shown"
    take_along(vault=cas.vault, keyring=cas.keys)
    round_(cas, an)
    assert an.call(call.id) == cas.call(call.id) == call


def test_a_hub_put_back_to_before_is_given_the_sealing_again(people, team, tmp_path):
    an, bo, cas, dirk = people
    call = a_call_of(dirk)
    add_to_call(call.id, "meer", desk_of(dirk), **on(dirk))
    round_(*people)
    group = a_group(team, an, bo, cas)
    team.database.overwrite_old()
    shutil.copy(tmp_path / "hub.db", tmp_path / "earlier.db")
    close(an, call.id, group)
    round_(*people)
    add_to_call(call.id, f"{MARKER} later", desk_of(cas), **on(cas))
    round_(*people)
    before = an.call(call.id)
    team.database.close()
    for end in ("-wal", "-shm"):
        (tmp_path / f"hub.db{end}").unlink(missing_ok=True)
    shutil.copy(tmp_path / "earlier.db", tmp_path / "hub.db")
    team.administration.new_epoch()
    round_(dirk, cas, bo, an)
    round_(*people)
    for one in (an, bo, cas):
        assert one.call(call.id) == before
    with pytest.raises(KeyError):
        dirk.call(call.id)
    assert MARKER not in readable_in(dirk)
    assert MARKER not in readable_at(team, dirk)


def test_a_group_that_no_two_coordinators_founded_is_none(people, team):
    an, bo, cas, dirk = people
    stream = "group-" + "5" * 32
    team.administration.add_stream(stream, "sealed")
    for one in ("an", "bo", "cas", "dirk"):
        team.administration.grant(one, {"A": True, stream: True})
    members = []
    for one in (an, cas, dirk):
        with one.vault.work() as work:
            members.append(myself(work, coordinator=one is not an))  # they call themselves coordinators
    with cas.vault.work() as work:
        found = propose(work, cas.keys, stream, tuple(members))
    hand_round(cas, dirk)
    with dirk.vault.work() as work:
        sign(work, found.record)
    hand_round(dirk, an, bo)
    with an.vault.reading() as work:
        assert an.keys.newest(work, stream) is None
    assert not any(one.usable or one.people for one in groups(an))
