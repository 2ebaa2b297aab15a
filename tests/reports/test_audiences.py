from dataclasses import fields, replace
from datetime import timedelta

import pytest
from tests.reports.conftest import BEGAN, a_call

from workstation.domain.calls import Addition, Call, Mark
from workstation.domain.reported_persons import ReportedPerson
from workstation.reports.audiences import CALL_FIELDS, PERSON_FIELDS, Audience, permitted, safety_asked


@pytest.mark.parametrize("audience", Audience)
def test_every_named_field_exists(audience):
    assert {f.name for f in fields(Call)} >= CALL_FIELDS[audience]
    assert {f.name for f in fields(ReportedPerson)} >= PERSON_FIELDS[audience]


def test_the_police_get_nothing_about_the_caller():
    call = a_call(contact_name="Anneke", qualifiers=("psychotic_features",), safe_moment="'s morgens")
    seen = permitted(call, Audience.POLICE)
    assert seen.contact_name is None
    assert seen.contact_age is seen.contact_age_years is seen.contact_gender is seen.contact_municipality is None
    assert seen.relation_to_victim is seen.anonymous is seen.heard_via is None
    assert (seen.qualifiers, seen.safe_moment, seen.narrative, seen.additions, seen.overrides) == ((), "", "", (), ())
    assert (seen.counsellor, seen.team, seen.number, seen.id, seen.outcomes) == ("", None, "", "", ())
    assert [one.is_contact for one in seen.persons] == [False, False]
    assert [one.relation_to_contact for one in seen.persons] == [None, None]


def test_the_police_get_only_referrals_to_the_police():
    assert [one.category for one in permitted(a_call(), Audience.POLICE).referrals] == ["politie"]


def test_the_police_hear_of_suicide_only_while_a_life_is_at_stake():
    safety = {"suicide": "yes", "safe_to_talk": "yes", "weapon": "yes"}
    assert permitted(a_call(safety=safety), Audience.POLICE).safety == {"weapon": "yes"}
    urgent = a_call(safety=safety, urgency="immediate_danger")
    assert permitted(urgent, Audience.POLICE).safety == {"weapon": "yes", "suicide": "yes"}
    assert "suicide" in safety_asked(Audience.POLICE, urgent)


def test_the_police_do_not_see_the_steps_a_counsellor_took():
    call = a_call(marks=(Mark(BEGAN, "danger_on"), Mark(BEGAN, "step_asked_where")))
    assert [mark.kind for mark in permitted(call, Audience.POLICE).marks] == ["danger_on"]


def test_why_an_answer_is_missing_is_hidden_with_the_answer():
    call = a_call(missing={"contact_age": "refused", "urgency": "refused", "weapon": "refused"})
    assert permitted(call, Audience.POLICE).missing == {"urgency": "refused", "weapon": "refused"}
    person = replace(call.persons[0], missing={"relation_to_contact": "refused", "gender": "refused"})
    seen = permitted(replace(call, persons=(person,)), Audience.POLICE)
    assert seen.persons[0].missing == {"gender": "refused"}


def test_the_caller_gets_the_referrals_and_nothing_else():
    seen = permitted(a_call(contact_name="Anneke"), Audience.CALLER)
    empty = permitted(Call(id="", number="", channel="", started_at=BEGAN), Audience.CALLER)
    assert replace(seen, referrals=()) == empty
    assert [one.service for one in seen.referrals] == ["caw-test", "pz-test"]
    assert {one.person for one in seen.referrals} == {None}


def test_a_colleague_sees_all_but_wrap_up_time_and_shift():
    call = a_call(wrap_up_s=77, shift="s1", additions=(Addition(BEGAN + timedelta(days=1), "x", "y"),))
    assert permitted(call, Audience.INTERNAL) == replace(call, wrap_up_s=None, shift=None)
