"""Retention: text gone from every page, figures as they were."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.records import MORNING, a_call, a_person, a_referral
from tests.store.pages import found_in
from tests.store.vaults import RAW
from tests.usecases.desks import DESK

from workstation.domain.calls import Addition
from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.referrals import Outcome
from workstation.figures.annual import FIGURES
from workstation.figures.counting import needed
from workstation.figures.spec import Scope, Tally, Unit
from workstation.store.counting import OF_CALL, OF_PERSON, Counting
from workstation.usecases.ask_for_two import ask_for_two
from workstation.usecases.correct_call import correct_call
from workstation.usecases.erase_expired import erase_expired
from workstation.usecases.give_caller_code import give_caller_code
from workstation.usecases.hold_call import hold_call
from workstation.usecases.link_call import link_call
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.open_call import open_call
from workstation.usecases.plan_follow_up import plan_follow_up
from workstation.usecases.retention_state import retention_state

NEEDLE = "Wielewaalstraat"
LATER = timedelta(days=366)


def an_adult(**changed):
    return a_person(**({"age_years": 43, "age_group": "age_18_59", "municipality": "44021"} | changed))


def a_told_call(**changed):
    person = an_adult()
    made = {
        "persons": (person,), "outcomes": (Outcome(person.id, "caw"),), "narrative": f"Ze woont in de {NEEDLE}.",
        "safe_moment": f"{NEEDLE} na 9 u", "contact_name": f"An uit de {NEEDLE}", "contact_municipality": "44021",
        "contact_age_years": 43, "referrals": (a_referral(),), "waited_s": 12, "qualifiers": (),
        "additions": (Addition(MORNING, "m.peeters", f"Nog eens: {NEEDLE}."),),
    }  # fmt: skip
    return a_call(**(made | changed))


@pytest.fixture
def calls(vault):
    calls = [
        a_told_call(id=f"{at:032x}", number=f"2026-K7-0000{at}", started_at=MORNING + timedelta(hours=at))
        for at in range(6)
    ]
    with vault.work() as work:
        work.calls.put_many(calls)
    return calls


def everything_counted(vault):
    singles = [(Unit.CALL, OF_CALL), (Unit.PERSON, OF_PERSON), (Unit.OUTCOME, ("outcome",))]
    tallies = {Tally(unit, (name,), Scope()) for unit, names in singles for name in names}
    tallies |= {
        Tally(Unit.CALL, (name,), Scope()) for name in ("year", "day", "month", "hour", "waited_s", "handled_s")
    }
    tallies |= {
        Tally(Unit.CALL, ("persons_in_call",), Scope()),
        Tally(Unit.PERSON, ("problem_type", "province"), Scope()),
    }
    tallies |= set(needed(tuple(FIGURES.values()), Scope(year=2026)))
    with vault.reading() as work:
        return Counting(work.connection).count_all(tallies)


def test_after_a_year_the_text_is_in_no_page_index_or_log_and_the_figures_stay(
    vault, store_file, clock, calls, codebook
):
    clock.pass_by(hours=1)
    correct_call(
        replace(calls[0], channel="chat"), f"Verkeerd: {NEEDLE}", DESK, vault=vault, codebook=codebook, now=clock
    )
    before = everything_counted(vault)
    assert found_in(store_file, RAW, NEEDLE) > 0
    clock.pass_by(days=366)
    assert erase_expired(DESK, vault=vault, now=clock).calls == 6
    assert found_in(store_file, RAW, NEEDLE) == found_in(store_file, RAW, NEEDLE.lower()) == 0
    assert everything_counted(vault) == before
    assert look_up_calls("wielewaalstraat", desk=DESK, vault=vault, now=clock) == ()
    with vault.reading() as work:
        assert work.retention.erased(calls[0].number) is not None
        assert [entry.hits for entry in work.read_log.entries() if entry.action == "erase"] == [6]
        assert work.read_log.faults() == []
    assert vault.page_faults() == []


def test_without_clearing_the_pages_the_search_would_have_found_something(vault, store_file, calls):
    with vault.work() as work:
        work.connection.exec_driver_sql("PRAGMA secure_delete=OFF")
    with vault.work() as work:
        work.connection.exec_driver_sql("DELETE FROM narratives")
    assert found_in(store_file, RAW, NEEDLE) > 0


def test_a_coded_row_leads_nowhere(vault, clock, calls):
    clock.at = MORNING + LATER
    erase_expired(DESK, vault=vault, now=clock)
    lines = look_up_calls(desk=DESK, vault=vault, now=clock)
    assert lines == ()
    with vault.reading() as work:
        rows = work.connection.exec_driver_sql("SELECT * FROM calls").mappings().all()
        persons = work.connection.exec_driver_sql("SELECT * FROM reported_persons").mappings().all()
        with pytest.raises(KeyError):
            work.calls.get(calls[0].id)
    assert len(rows) == 6
    known = {call.id for call in calls} | {call.number for call in calls}
    for row in rows:
        assert not known & set(map(str, row.values()))
        assert row["started_at"].endswith(":00:00Z")
        assert {row[name] for name in ("contact_municipality", "contact_name", "contact_age_years", "shift_id")} == {
            None
        }
    assert {(row["municipality"], row["age_years"]) for row in persons} == {(None, None)}
    assert {row["province"] for row in persons} == {"oost_vlaanderen"}


def test_nothing_is_erased_early_held_followed_up_or_about_a_minor(vault, clock, calls):
    young = replace(an_adult(), id="p9", age_years=9, age_group="age_7_12")
    with vault.work() as work:
        work.calls.put(a_told_call(id="f" * 32, number="2026-K7-00019", persons=(young,), outcomes=()))
    hold_call(calls[0].id, "gerechtelijk onderzoek", replace(DESK, role="team_coordinator"), vault=vault, now=clock)
    task = FollowUpTask(
        id="", call=calls[1].id, number="", due_from=MORNING, due_until=MORNING + timedelta(days=1), what=NEEDLE
    )
    plan_follow_up(task, DESK, vault=vault, now=clock)
    clock.at = MORNING + timedelta(days=360)
    assert erase_expired(DESK, vault=vault, now=clock).calls == 0
    clock.at = MORNING + LATER
    done = erase_expired(DESK, vault=vault, now=clock)
    assert (done.calls, done.held, done.waiting, done.undecided) == (4, 1, 1, 1)
    assert open_call(calls[0].id, DESK, vault=vault, now=clock).call.narrative
    state = retention_state(DESK, vault=vault, now=clock)
    assert (state.due["held"], state.due["waiting"], state.due["undecided"]) == (1, 1, 1)


def test_it_runs_once_a_day_and_never_in_practice(vault, clock, calls):
    clock.at = MORNING + LATER
    assert erase_expired(replace(DESK, practice=True), vault=vault, now=clock).calls == 0
    assert erase_expired(DESK, vault=vault, now=clock).calls == 6
    with vault.work() as work:
        work.calls.put(a_told_call(id="e" * 32, number="2026-K7-00018"))
    assert erase_expired(DESK, vault=vault, now=clock).calls == 0
    assert erase_expired(DESK, vault=vault, now=clock, again=True).calls == 1
    assert erase_expired(DESK, vault=vault, now=clock, again=True).calls == 0


def test_a_case_goes_with_its_last_call_and_so_does_its_code(vault, store_file, clock, calls):
    case, _ = link_call(calls[0].id, None, f"zelfde {NEEDLE}", DESK, vault=vault, now=clock)
    give_caller_code(calls[0].id, DESK, vault=vault, now=clock)
    clock.at = MORNING + LATER
    erase_expired(DESK, vault=vault, now=clock)
    with vault.reading() as work:
        assert work.cases.all() == ()
        assert work.connection.exec_driver_sql("SELECT count(*) FROM caller_codes").scalar() == 0
        assert work.connection.exec_driver_sql("SELECT count(*) FROM case_acts").scalar() == 0
        with pytest.raises(KeyError):
            work.cases.get(case)
    assert found_in(store_file, RAW, NEEDLE) == 0


def test_copies_older_than_their_term_go(vault, store_file, clock):
    folder = store_file.parent / "backups"
    folder.mkdir(exist_ok=True)
    stamps = {"old": MORNING - timedelta(days=36), "young": MORNING - timedelta(days=34)}
    for at in stamps.values():
        (folder / f"before-0005-from-0004-{at:%Y%m%dT%H%M%SZ}.db").write_bytes(b"x")
    assert erase_expired(DESK, vault=vault, now=clock).backups == 1
    assert [f"{stamps['young']:%Y%m%d}" in file.name for file in folder.iterdir()] == [True]


def test_nobody_asks_for_nothing(vault, clock):
    from workstation.domain.problems import NotReady

    coordinator = replace(DESK, role="team_coordinator")
    with pytest.raises((NotReady, KeyError)):
        ask_for_two("erasure", {"calls": ["x"]}, "verzoek", coordinator, vault=vault, now=clock)


def test_a_case_that_gave_its_calls_to_another_can_still_be_undone_after_the_daily_erasing(vault, clock):
    from workstation.store.erasing import drop_empty_cases
    from workstation.usecases.link_call import link_call
    from workstation.usecases.merge_cases import merge_cases
    from workstation.usecases.undo_case_act import undo_case_act

    first, second = a_call(), a_call()
    with vault.work() as work:
        work.calls.put_many((first, second))
    one, _ = link_call(first.id, None, "een", DESK, vault=vault, now=clock)
    other, _ = link_call(second.id, None, "twee", DESK, vault=vault, now=clock)
    merge_cases(one, other, "samen", DESK, vault=vault, now=clock)
    with vault.work() as work:
        assert drop_empty_cases(work.connection) == 0
        merge = next(act for act in work.cases.acts(other) if act.kind == "merge")
    undo_case_act(merge.id, "vergissing", DESK, vault=vault, now=clock)
    with vault.reading() as work:
        assert work.cases.calls_of(other) == (second.id,)
