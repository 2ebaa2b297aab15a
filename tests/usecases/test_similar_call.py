"""An earlier call that looks like the running one is offered with its reasons, or not at all."""

import time
from dataclasses import replace
from datetime import timedelta

from tests.records import MORNING, a_call, a_person
from tests.usecases.desks import DESK, a_draft

from workstation.domain.moments import local_day
from workstation.forms.likeness import facts_of
from workstation.usecases.similar_call import similar_call

DAY = local_day(MORNING)


def keep(vault, *calls):
    with vault.work() as work:
        work.calls.put_many(calls)
    return calls[0]


def look(vault, desk=DESK, besides=(), **changed):
    facts = replace(facts_of(a_draft(), DAY), **changed)
    return similar_call(facts, desk, vault=vault, besides=besides)


def like(**changed):
    person = a_person(age_years=31, violence_forms=("physical_violence",))
    return a_call(**({"persons": (person,), "outcomes": ()} | changed))


def test_the_same_town_age_theme_and_form_of_this_morning_is_offered_with_its_reasons(vault):
    call = keep(vault, like())
    found = look(vault)
    assert found.call == call.id
    assert found.reasons == ("place", "same_day", "years", "theme", "forms")


def test_another_town_is_no_likeness_whatever_else_agrees(vault):
    keep(vault, like(persons=(a_person(age_years=31, municipality="11002"),)))
    assert look(vault) is None


def test_one_town_and_one_theme_of_last_week_are_not_enough(vault):
    keep(vault, like(started_at=MORNING - timedelta(days=8), persons=(a_person(violence_forms=(), main_form=None),)))
    assert look(vault) is None


def test_after_two_weeks_nothing_is_offered(vault):
    keep(vault, like(started_at=MORNING - timedelta(days=16)))
    assert look(vault) is None


def test_what_was_waved_away_is_not_offered_again(vault):
    call = keep(vault, like())
    assert look(vault, besides={call.id}) is None


def test_nobody_is_offered_a_call_he_may_not_list(vault):
    keep(vault, like())
    assert look(vault, desk=replace(DESK, counsellor="x", team="antwerpen")) is None
    assert look(vault, desk=replace(DESK, role="protection_officer")) is None
    assert look(vault, desk=replace(DESK, counsellor="j.maes")) is not None


def test_nothing_is_looked_up_before_a_town_is_known(vault):
    keep(vault, like())
    assert look(vault, places=frozenset()) is None


def test_what_is_asked_and_not_known_agrees_with_nothing(vault):
    draft = a_draft()
    draft.leave_open("municipality", "contact_does_not_know", code="unknown", person=draft.persons[0].id)
    assert facts_of(draft, DAY).places == frozenset()


def test_looking_takes_a_few_milliseconds_among_the_calls_of_two_busy_weeks(vault):
    keep(vault, *(like(started_at=MORNING - timedelta(minutes=9 * n)) for n in range(800)))
    began = time.process_time()
    assert look(vault) is not None
    assert time.process_time() - began < 0.1
