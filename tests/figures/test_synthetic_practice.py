from collections import Counter
from datetime import date

import pytest

from workstation.domain.moments import local_day
from workstation.figures.synthetic_places import shipped_places
from workstation.figures.synthetic_practice import practice_calls
from workstation.vocabulary.reading import shipped_codebook

TODAY = date(2026, 11, 22)
CALL_LISTS = {
    "channel": "channel",
    "anonymous": "anonymous",
    "contact_age": "contact_age",
    "contact_gender": "gender",
    "relation_to_victim": "relation_to_victim",
    "heard_via": "heard_via",
    "urgency": "urgency",
    "team": "team",
}
PERSON_LISTS = {
    "age_group": "person_age",
    "gender": "gender",
    "problem_type": "problem_type",
    "context_family": "context_family",
    "context_setting": "context_setting",
    "main_form": "violence_form",
    "violence_time": "violence_time",
}


@pytest.fixture(scope="module")
def calls():
    return practice_calls(400, 7, TODAY)


def test_the_same_arguments_give_the_same_practice_calls(calls):
    assert practice_calls(400, 7, TODAY) == calls
    assert practice_calls(400, 8, TODAY) != calls


def test_practice_calls_carry_only_codes_that_are_valid_on_their_day(calls):
    codebook = shipped_codebook()
    for call in calls:
        pairs = [(CALL_LISTS[a], getattr(call, a)) for a in CALL_LISTS]
        pairs += [("call_qualifier", q) for q in call.qualifiers] + [("help_offered", h) for h in call.help_offered]
        pairs += [("outcome", o.code) for o in call.outcomes]
        for person in call.persons:
            pairs += [(PERSON_LISTS[a], getattr(person, a)) for a in PERSON_LISTS]
            pairs += [("violence_form", f) for f in person.violence_forms]
        for name, code in pairs:
            assert code is None or codebook.get(name, code).valid_on(call.day), (name, code)


def test_practice_calls_lie_in_the_weeks_before_today_and_in_order(calls):
    assert [call.started_at for call in calls] == sorted(call.started_at for call in calls)
    assert all(date(2026, 10, 11) <= local_day(call.started_at) < TODAY for call in calls)
    assert len({call.id for call in calls}) == len({call.number for call in calls}) == 400


def test_the_people_who_call_for_themselves_are_one_of_the_reported_persons(calls):
    for call in calls:
        own = [person for person in call.persons if person.is_contact]
        assert len(own) == (1 if call.relation_to_victim == "self" else 0)
        assert bool(call.persons) == call.counted


def test_practice_referrals_name_services_of_the_directory(calls):
    known = {s.id for group in shipped_places().serving.values() for s in group}
    known |= {s.id for group in shipped_places().everywhere.values() for s in group}
    referrals = [referral for call in calls for referral in call.referrals]
    assert len(referrals) > 50
    assert {referral.service for referral in referrals} <= known


def test_practice_stories_vary_and_name_nobody(calls):
    stories = Counter(call.narrative for call in calls if call.counted)
    assert len(stories) > 300
    assert all(call.contact_name is None for call in calls)


@pytest.mark.parametrize("number", [0, 1, 2, 7, 25, 60, 150, 300])
def test_any_small_number_of_practice_calls_can_be_made(number):
    assert len(practice_calls(number, 3, TODAY)) == number
