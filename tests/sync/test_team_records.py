"""What a team shares besides its calls: written by the real use cases on one station, seen at the other."""

import os
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from sqlalchemy import select
from tests.records import a_call, a_service
from tests.sync.stations import Station
from tests.sync.teams import founded, round_

from workstation.domain.counsellors import Desk
from workstation.domain.flat import SEALED
from workstation.domain.flat_team import TEAM_KINDS
from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.problems import NotReady
from workstation.hub.tables import CHANGES, RECORDS
from workstation.store.team_talk import TeamTalk
from workstation.sync.conflicts import open_conflicts, resolve, settle_what_is_alike
from workstation.usecases.announce import announce
from workstation.usecases.edit_service import edit_service
from workstation.usecases.history_of_service import history_of_service
from workstation.usecases.keep_minutes import keep_minutes
from workstation.usecases.link_call import link_call
from workstation.usecases.look_up_announcements import look_up_announcements
from workstation.usecases.mark_for_discussion import mark_for_discussion
from workstation.usecases.mark_heavy import mark_heavy
from workstation.usecases.merge_cases import merge_cases
from workstation.usecases.note_on_case import note_on_case
from workstation.usecases.note_signal import note_signal
from workstation.usecases.pass_on_signal import pass_on_signal
from workstation.usecases.plan_follow_up import plan_follow_up
from workstation.usecases.read_announcement import read_announcement
from workstation.usecases.reopen_follow_up import reopen_follow_up
from workstation.usecases.settle_follow_up import settle_follow_up
from workstation.usecases.start_shift import start_shift
from workstation.usecases.support_signal import support_signal
from workstation.usecases.undo_case_act import undo_case_act

AN = Desk(counsellor="an", mark="K7", team="A", role="team_coordinator")
BO = Desk(counsellor="bo", mark="K8", team="A", role="team_coordinator")
# what the hub may see of these records; all else is sealed
OPEN = {
    "shift": {"team", "line"}, "case": {"team"}, "case_act": set(), "case_link": {"call"}, "caller_code": set(), "request": set(),
    "follow_up": {"call", "channel", "team", "status"}, "follow_up_act": {"follow_up"},
    "announcement": {"until", "must_read"}, "reading": {"announcement"}, "signal": {"tag"},
    "signal_call": {"signal"}, "discussion": {"call", "team"}, "entry": {"edition"},
    "review": {"call"}, "review_comment": {"call"}, "outcome": set(), "text": set(), "text_version": set(),
}  # fmt: skip


def calls(an, number=2):
    made = [a_call(team="A", counsellor="an") for _ in range(number)]
    an.keep(*made)
    return made


def test_every_field_of_a_team_record_is_either_sealed_or_named_here_as_open():
    assert {kind: set(one.shapes) - SEALED[kind] for kind, one in TEAM_KINDS.items()} == OPEN


def on(one):
    return {"vault": one.vault, "now": one.clock}


def test_a_case_with_its_note_its_merging_and_its_undoing_is_the_same_at_the_colleague(pair):
    an, bo = pair
    first, second = calls(an)
    case, _ = link_call(first.id, None, "zelfde gezin", AN, **on(an))
    other, _ = link_call(second.id, None, "later gezien", AN, **on(an))
    note_on_case(case, "De zus weet ervan.", AN, **on(an))
    round_(an, bo)
    merge_cases(case, other, "toch hetzelfde gezin", BO, **on(bo))
    round_(bo, an)

    def cases(one):
        with one.vault.reading() as work:
            return [(c.number, c.calls, [(a.kind, a.reason, a.undone, a.moves) for a in work.cases.acts(c.id)])
                    for c in work.cases.all()]  # fmt: skip

    assert cases(an) == cases(bo)
    assert [(number, len(held)) for number, held, _ in cases(an)] == [("D-0001", 2)]
    with an.vault.reading() as work:
        merge = next(act for act in work.cases.acts(case) if act.kind == "merge")
    undo_case_act(merge.id, "vergissing", AN, **on(an))
    round_(an, bo)
    assert cases(an) == cases(bo)
    assert [(number, len(held)) for number, held, _ in cases(bo)] == [("D-0002", 1), ("D-0001", 1)]
    third, _ = link_call(calls(an, 1)[0].id, None, "nieuw", AN, **on(an))
    with an.vault.reading() as work:
        assert work.cases.get(third).number == "D-0003"


def test_two_stations_that_number_a_case_alike_both_keep_it_and_a_call_put_in_two_is_shown(pair):
    an, bo = pair
    call, mine, yours = calls(an, 3)
    round_(an, bo)
    link_call(mine.id, None, "van an", AN, **on(an))
    link_call(call.id, None, "van an", AN, **on(an))
    link_call(yours.id, None, "van bo", BO, **on(bo))
    link_call(call.id, None, "van bo", BO, **on(bo))
    round_(an, bo)
    for one in pair:
        with one.vault.reading() as work:
            numbers = sorted(case.number[:6] for case in work.cases.all())
            held = [case.calls for case in work.cases.all() if call.id in case.calls]
        assert numbers == ["D-0001", "D-0001", "D-0002"]
        assert len(held) == 1
        assert [view.fields["field"] for view in one.views("_conflict")] == ["case"]


def test_a_follow_up_planned_here_is_done_there_with_its_history(pair):
    an, bo = pair
    (call,) = calls(an, 1)
    at = an.clock()
    plan_follow_up(
        FollowUpTask(id="", call=call.id, number="", due_from=at, due_until=at + timedelta(hours=2), what="Terugbellen",
                     safe_moment="na vier uur"), AN, **on(an),
    )  # fmt: skip
    round_(an, bo)
    with bo.vault.reading() as work:
        (task,) = work.follow_ups.of_call(call.id)
    assert (task.what, task.safe_moment, task.number) == ("Terugbellen", "na vier uur", call.number)
    settle_follow_up(task.id, "done", "", BO, **on(bo))
    round_(bo, an)
    for one in pair:
        with one.vault.reading() as work:
            assert work.follow_ups.get(task.id).status == "done"
            assert [(act.kind, act.counsellor) for act in work.follow_ups.acts(task.id)] == [
                ("planned", "an"), ("done", "bo")
            ]  # fmt: skip
    # taken back at the other station: it waits again at both, and the history keeps both acts
    reopen_follow_up(task.id, AN, **on(an))
    with pytest.raises(NotReady):
        reopen_follow_up(task.id, AN, **on(an))
    round_(an, bo)
    for one in pair:
        with one.vault.reading() as work:
            assert [waits.id for waits in work.follow_ups.waiting("bo", "A")] == [task.id]
            assert [act.kind for act in work.follow_ups.acts(task.id)] == ["planned", "done", "reopened"]


def test_words_to_the_team_signals_and_points_arrive_and_who_read_is_counted(pair):
    an, bo = pair
    first, second = calls(an)
    announce("Morgen is de lijn om 17 uur open.", an.clock() + timedelta(days=2), AN, **on(an))
    note_signal("waiting_list", "Wachtlijst van drie maanden", (first.id,), AN, **on(an))
    mark_for_discussion(first.id, "Hoe verder?", AN, **on(an))
    round_(an, bo)
    (word,) = look_up_announcements(BO, **on(bo), unread=True)
    read_announcement(word.id, BO, **on(bo))
    with bo.vault.reading() as work:
        (signal,), (point,) = (
            TeamTalk(work.connection).signals(),
            TeamTalk(work.connection).points("A", discussed=False),
        )
    support_signal(signal.id, second.id, BO, vault=bo.vault)
    pass_on_signal(signal.id, "kabinet", BO, **on(bo))
    keep_minutes(point.id, "Samen bekeken.", "Huisarts bellen.", BO, **on(bo))
    round_(bo, an)
    (word,) = look_up_announcements(AN, **on(an))
    with an.vault.reading() as work:
        talk = TeamTalk(work.connection)
        (signal,), (point,) = talk.signals(), talk.points("A", discussed=True)
    assert (word.text, word.read_by) == ("Morgen is de lijn om 17 uur open.", 1)
    assert (signal.calls, signal.passed_on_to, point.agreed) == (2, "kabinet", "Huisarts bellen.")


def test_a_shift_is_seen_and_the_private_mark_never_leaves(pair, team):
    an, bo = pair
    (call,) = calls(an, 1)
    with an.vault.reading() as work:
        before = {row.change for row in work.connection.exec_driver_sql("SELECT change FROM outbox")}
    shift = start_shift(
        "an", team="A", line="phone", planned_end=an.clock() + timedelta(hours=4), planned_break=None, **on(an)
    )
    with an.vault.reading() as work:
        told = {row.change for row in work.connection.exec_driver_sql("SELECT change FROM outbox")}
    assert len(told - before) == 1
    mark_heavy(call.id, shift.id, heavy=True, vault=an.vault)
    with an.vault.reading() as work:
        after = {row.change for row in work.connection.exec_driver_sql("SELECT change FROM outbox")}
        assert work.shifts.get(shift.id).heavy_calls == (call.id,)
    assert after == told  # not even an empty change: nobody can count the marks
    round_(an, bo)
    with bo.vault.reading() as work:
        theirs = work.shifts.running("an")
    assert (theirs.id, theirs.line, theirs.planned_end) == (shift.id, "phone", shift.planned_end)
    assert theirs.heavy_calls == ()
    round_(bo, an)
    with an.vault.reading() as work:
        assert work.shifts.get(shift.id).heavy_calls == (call.id,)
    with team.database.snapshot() as connection:
        rows = connection.execute(select(RECORDS.c.fields).where(RECORDS.c.kind == "shift")).scalars().all()
        rows += connection.execute(select(CHANGES.c.payload).where(CHANGES.c.record == shift.id)).scalars().all()
    assert rows
    assert not [row for row in rows if "heavy" in row or call.id in row]


def test_an_entry_corrected_here_is_corrected_there_with_who_and_when(pair):
    an, bo = pair
    for one in pair:
        with one.vault.work() as work:
            work.directory.bring_in((a_service(),), "2026-test", one.clock(), "edition")
    with an.vault.reading() as work:
        entry = work.directory.current()[0]
    edit_service(replace(entry, phone="02 000 00 00"), AN, **on(an))
    round_(an, bo)
    bo.clock.pass_by(hours=1)
    with bo.vault.reading() as work:
        theirs = work.directory.get(entry.id)
    assert (theirs.phone, theirs.version) == ("02 000 00 00", 2)
    edit_service(replace(theirs, email="info@voorbeeld.be"), BO, **on(bo))
    round_(bo, an)
    history = history_of_service(entry.id, AN, vault=an.vault)
    assert [(one.by, one.changed) for one in history] == [("bo", ("email",)), ("an", ("phone",)), ("edition", ())]
    assert history[0].service.phone == "02 000 00 00"


def test_what_was_there_before_the_hub_goes_along_once(team, tmp_path, migrated_store, station):
    from workstation.store.first_capture import capture_team

    early = Station(tmp_path / "early", team.archive, "an").open(migrated_store)
    first, _ = calls(early)
    case, _ = link_call(first.id, None, "van vroeger", AN, **on(early))
    note_on_case(case, "Oude nota", AN, **on(early))
    announce("Nog geldig.", early.clock() + timedelta(days=2), AN, **on(early))
    with early.vault.work() as work:
        work.connection.exec_driver_sql("UPDATE case_acts SET record = NULL")
    early.enrol(team.administration.code_for("an"))
    bo = station("bo")
    for _ in range(2):
        with early.vault.work() as work:
            capture_team(work.connection)
    round_(early, bo)
    with bo.vault.reading() as work:
        # of one second: their order is nobody's
        assert sorted(act.reason for act in work.cases.acts(case)) == ["Oude nota", "van vroeger"]
        assert work.cases.get(case).calls == (first.id,)
    assert [one.text for one in look_up_announcements(BO, **on(bo))] == ["Nog geldig."]
    early.close()


def test_a_call_put_in_two_cases_is_chosen_by_their_numbers_and_is_then_in_one(pair):
    an, bo = pair
    call, mine, yours = calls(an, 3)
    round_(an, bo)
    link_call(mine.id, None, "van an", AN, **on(an))
    link_call(call.id, None, "van an", AN, **on(an))
    link_call(call.id, None, "van bo", BO, **on(bo))
    link_call(yours.id, None, "van bo", BO, **on(bo))
    round_(an, bo)
    (conflict,) = open_conflicts(an.vault, an.keys)
    assert (conflict.number, conflict.field) == (call.number, "case")
    assert {dict(conflict.names)[str(value)][:2] for value in (conflict.here, conflict.theirs)} == {"D-"}
    resolve(conflict, "theirs", vault=an.vault, keyring=an.keys)
    round_(an, bo)
    for one in pair:
        assert open_conflicts(one.vault, one.keys) == ()
        with one.vault.reading() as work:
            assert work.cases.of_call(call.id) == conflict.theirs


def test_who_read_a_word_at_two_stations_is_no_conflict(pair):
    an, bo = pair
    announce("Lees dit.", an.clock() + timedelta(days=2), AN, **on(an))
    round_(an, bo)
    (word,) = look_up_announcements(AN, **on(an))
    for one in pair:
        one.clock.pass_by(minutes=5 if one is an else 9)
        read_announcement(word.id, AN, **on(one))
    round_(an, bo)
    assert settle_what_is_alike(an.vault, an.keys) >= 1
    round_(an, bo)
    assert [look_up_announcements(AN, **on(one))[0].read_by for one in pair] == [1, 1]
    assert {view.fields["state"] for view in bo.views("_conflict")} == {"resolved"}


def test_what_hangs_under_an_erased_call_goes_with_it(pair, team):
    an, bo = pair
    call, _ = calls(an)
    at = an.clock()
    case, _ = link_call(call.id, None, "samen", AN, **on(an))
    plan_follow_up(
        FollowUpTask(id="", call=call.id, number="", due_from=at, due_until=at + timedelta(hours=2), what="Bellen"),
        AN, **on(an),
    )  # fmt: skip
    round_(an, bo)
    with bo.vault.reading() as work:
        assert len(work.follow_ups.of_call(call.id)) == 1
    team.administration.erase(call.id)
    round_(bo, an)
    for one in pair:
        with one.vault.reading() as work:
            assert not work.calls.has(call.id)
            assert work.follow_ups.of_call(call.id) == ()
            assert work.cases.get(case).calls == ()
            assert work.connection.exec_driver_sql("SELECT count(*) FROM follow_up_acts").scalar() == 0


@pytest.mark.parametrize(
    "seed", [0, 11, *range(20, 20 + int(os.environ.get("TEAM_SEEDS", "0")))]
)  # 0, 11: once broken
def test_three_stations_that_write_at_random_show_the_same_in_the_end(station, seed):
    """Without a line for half of the time; follow-ups, cases, words, signals and shifts by all three."""
    dice = Random(seed)
    three = [station(name, name) for name in ("an", "bo")]
    three.append(station("an", "an2"))
    founded(*three)
    kept = calls(three[0], 6)
    round_(*three)
    for turn in range(60):
        one, desk = dice.choice(list(zip(three, (AN, BO, AN), strict=True)))
        random_act(dice, one, desk, kept, turn)
        if dice.random() < 0.4:
            dice.choice(three).meet()
    for _ in range(3):
        for one in three:
            one.meet()
            settle_what_is_alike(one.vault, one.keys)
    seen = [everything(one) for one in three]
    assert seen[0] == seen[1] == seen[2]
    assert {name: len(rows) > 1 for name, rows in seen[0].items()} == dict.fromkeys(seen[0], True)
    assert [one.waiting().to_send for one in three] == [0, 0, 0]


def random_act(dice, one, desk, kept, turn):
    at = one.clock()
    call = dice.choice(kept).id
    with one.vault.reading() as work:
        tasks = [task.id for each in kept for task in work.follow_ups.of_call(each.id) if task.status == "open"]
        cases = [each.id for each in work.cases.all()]
        inside = work.cases.of_call(call)
        signals = [each.id for each in TeamTalk(work.connection).signals()]
    act = dice.randrange(7)
    if act == 0:
        task = FollowUpTask(
            id="", call=call, number="", due_from=at, due_until=at + timedelta(hours=turn + 1), what=f"w{turn}"
        )
        plan_follow_up(task, desk, **on(one))
    elif act == 1 and tasks:
        settle_follow_up(dice.choice(tasks), dice.choice(["done", "dropped"]), "reden", desk, **on(one))
    elif act == 2 and inside is None:
        link_call(call, dice.choice([None, None, None, *cases]), f"r{turn}", desk, **on(one))
    elif act == 3 and cases:
        note_on_case(dice.choice(cases), f"nota {turn}", desk, **on(one))
    elif act == 4:
        announce(f"bericht {turn}", at + timedelta(days=1), desk, **on(one))
    elif act == 5:
        note_signal("cost", f"signaal {turn}", (call,), desk, **on(one))
    elif act == 6 and signals:
        support_signal(dice.choice(signals), call, desk, vault=one.vault)


def everything(one):
    """What is on the shelves, without what each station says in its own way (the number of a case, keys of rows)."""
    asked = {
        "follow_ups": "SELECT id, what, status FROM follow_ups ORDER BY id",
        "acts": "SELECT record, kind, reason FROM follow_up_acts ORDER BY record",
        "cases": "SELECT id FROM cases ORDER BY id",
        "links": "SELECT call_id, case_id FROM case_calls ORDER BY call_id",
        "case_acts": "SELECT record, kind, reason, moves FROM case_acts ORDER BY record",
        "about": "SELECT a.record, c.case_id FROM case_act_cases c JOIN case_acts a ON a.id = c.act_id ORDER BY 1, 2",
        "words": "SELECT id, text FROM announcements ORDER BY id",
        "signals": "SELECT id, text FROM signals ORDER BY id",
        "behind": "SELECT signal_id, call_id FROM signal_calls ORDER BY 1, 2",
    }
    with one.vault.reading() as work:
        return {name: work.connection.exec_driver_sql(sql).all() for name, sql in asked.items()}


def test_what_came_before_this_program_knew_its_kind_is_brought_home_by_the_newer_one(pair):
    an, bo = pair
    (call,) = calls(an, 1)
    case, _ = link_call(call.id, None, "zelfde gezin", AN, **on(an))
    note_on_case(case, "Nota", AN, **on(an))
    round_(an, bo)
    with bo.vault.work() as work:  # as if bo had run a program without cases
        for table in ("case_calls", "case_act_cases", "case_acts", "cases"):
            work.connection.exec_driver_sql(f"DELETE FROM {table}")
        work.sync_state.put("kinds", "call person")
    assert bo.meet().changes.concerns("case")
    with bo.vault.reading() as work:
        assert [act.reason for act in work.cases.acts(case)] == ["zelfde gezin", "Nota"]
        assert work.cases.get(case).calls == (call.id,)
