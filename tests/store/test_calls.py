from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from tests.records import MORNING, a_call, a_person, a_referral
from tests.strategies import calls

from workstation.domain.calls import Addition
from workstation.domain.problems import ChangedMeanwhile
from workstation.domain.referrals import Outcome

LATER = MORNING + timedelta(days=1)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(call=calls())
def test_a_call_comes_back_exactly_as_it_was_put(vault, call):
    with vault.work() as work:
        work.calls.put(call)
        assert work.calls.get(call.id) == call
        work.calls.take_out(call.id)


def test_a_call_without_a_filing_moment_is_not_kept(vault):
    with pytest.raises(ValueError), vault.work() as work:
        work.calls.put(a_call(filed_at=None))


def test_a_call_that_was_never_put_is_not_there(vault):
    with vault.reading() as work:
        assert not work.calls.has("nothing")
        with pytest.raises(KeyError):
            work.calls.get("nothing")


def test_numbers_go_up_and_start_again_with_the_year(vault):
    with vault.work() as work:
        given_out = [work.calls.next_number(2026, "K7") for _ in range(2)] + [work.calls.next_number(2027, "K7")]
    assert given_out == ["2026-K7-00001", "2026-K7-00002", "2027-K7-00001"]


def test_a_number_that_was_not_used_after_all_is_given_again_but_never_twice(vault):
    call = a_call()
    with pytest.raises(ValueError), vault.work() as work:
        work.calls.put_many([replace(call, number=work.calls.next_number(2026, "K7"), filed_at=None)])
    with vault.work() as work:
        assert work.calls.next_number(2026, "K7") == "2026-K7-00001"


def test_an_addition_leaves_the_narrative_as_it_was_and_can_be_searched(vault):
    call = a_call()
    with vault.work() as work:
        work.calls.put(call)
        work.calls.add(call.id, Addition(LATER, "s.aerts", "Nadien nog gebeld over de sleutel."))
        kept = work.calls.get(call.id)
        assert kept.narrative == call.narrative
        assert kept.additions == (Addition(LATER, "s.aerts", "Nadien nog gebeld over de sleutel."),)
        assert [line.id for line in work.calls.search("sleutel")] == [call.id]
        assert work.calls.lines()[0].status == "amended"


def test_nothing_can_be_added_to_a_call_that_is_not_there(vault):
    with pytest.raises(KeyError), vault.work() as work:
        work.calls.add("nothing", Addition(LATER, "s.aerts", "tekst"))


def test_a_correction_replaces_the_codes_and_keeps_what_they_were(vault):
    call = a_call(referrals=(a_referral(),))
    person = a_person(id=call.persons[0].id, age_group="unknown", municipality="11002")
    corrected = replace(
        call, revision=2, channel="chat", persons=(person, a_person()), outcomes=(Outcome(person.id, "vk_ocj"),),
    )  # fmt: skip
    with vault.work() as work:
        work.calls.put(call)
        work.calls.revise(corrected, "verkeerde persoon", "m.peeters", LATER)
        assert work.calls.get(call.id) == corrected
        (revision,) = work.calls.revisions(call.id)
    assert revision.revision == 1
    assert (revision.at, revision.counsellor, revision.reason) == (LATER, "m.peeters", "verkeerde persoon")
    assert set(revision.before) == {"channel", "persons", "outcomes"}
    assert revision.before["channel"] == "phone"
    assert revision.before["persons"][0]["municipality"] == "44021"


@pytest.mark.parametrize(
    "changed", [{"narrative": "anders"}, {"number": "2026-K7-99999"}, {"additions": (Addition(LATER, "x", "y"),)}]
)
def test_a_correction_never_changes_what_was_written(vault, changed):
    call = a_call()
    with vault.work() as work:
        work.calls.put(call)
    with pytest.raises(ValueError), vault.work() as work:
        work.calls.revise(replace(call, revision=2, **changed), "reden", "m.peeters", LATER)
    with vault.reading() as work:
        assert work.calls.get(call.id) == call


def test_a_correction_of_an_old_reading_is_refused(vault):
    call = a_call()
    with vault.work() as work:
        work.calls.put(call)
        work.calls.revise(replace(call, revision=2, channel="chat"), "reden", "m.peeters", LATER)
    with pytest.raises(ChangedMeanwhile), vault.work() as work:
        work.calls.revise(replace(call, revision=2, channel="email"), "reden", "s.aerts", LATER)


def test_a_call_taken_out_leaves_nothing_behind(vault):
    call = a_call(referrals=(a_referral(),), additions=(Addition(LATER, "x", "sleutel"),))
    with vault.work() as work:
        work.calls.put(call)
        work.calls.take_out(call.id)
        assert work.calls.search("werk") == work.calls.search("sleutel") == work.calls.lines() == ()
        for table in ("reported_persons", "person_forms", "outcomes", "referrals", "narratives", "call_additions"):
            assert work.connection.exec_driver_sql(f"select count(*) from {table}").scalar() == 0
        with pytest.raises(KeyError):
            work.calls.take_out(call.id)


def test_the_year_of_a_call_is_that_of_brussels(vault):
    with vault.work() as work:
        work.calls.put(a_call(started_at=datetime(2025, 12, 31, 23, 30, tzinfo=UTC)))
        assert tuple(work.connection.exec_driver_sql("select year, day from calls").one()) == (2026, "2026-01-01")
