import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forms.answering import PLACES, drafts

from workstation.domain.ids import DraftId
from workstation.forms.draft import SHARED_WITH_CALLER, Draft, age_codes
from workstation.vocabulary.reading import shipped_codebook


@pytest.fixture
def draft():
    return Draft(DraftId("d"), "2026-11-20T13:10:00Z")


@given(drafts())
def test_a_body_is_plain_json_and_comes_back_as_it_was(draft):
    assert Draft.from_body(json.loads(json.dumps(draft.body()))) == draft


@given(drafts())
def test_a_snapshot_is_not_reached_by_later_changes(draft):
    body = draft.body()
    before = json.dumps(body)
    draft.add_person()
    draft.answer("narrative", "meer")
    draft.add_referral({"id": "r9", "service": "nieuw"})
    draft.mark("2026-11-20T13:11:00Z", "danger_on")
    assert json.dumps(body) == before


ACTS = (
    lambda d: d.add_person(),
    lambda d: d.add_person(is_contact=True),
    lambda d: d.persons and d.remove_person(d.persons[0].id),
    lambda d: d.persons and d.set_contact(d.persons[-1].id),
    lambda d: d.set_contact(None),
    lambda d: d.add_code("qualifiers", "language_barrier"),
    lambda d: d.remove_code("qualifiers", "language_barrier"),
    lambda d: d.persons and d.make_first("violence_forms", "sexual_violence", person=d.persons[0].id),
    lambda d: len(d.persons) > 1 and d.relate(d.persons[0].id, "parent", d.persons[1].id),
    lambda d: d.add_referral({"id": "r7", "service": "elders", "person": None}),
    lambda d: d.remove_referral("r0"),
)


@given(drafts(), st.lists(st.sampled_from(ACTS), min_size=1, max_size=6))
def test_every_act_is_taken_back_in_turn(draft, acts):
    before = draft.body()
    for act in acts:
        act(draft)
    while draft.undo():
        pass
    assert {**draft.body(), "view": before["view"]} == before


@given(drafts(), st.text(min_size=1))
def test_taking_an_act_back_leaves_typed_prose_alone(draft, prose):
    draft.add_person()
    draft.answer("narrative", prose)
    draft.undo()
    assert draft.answers["narrative"] == prose


def test_prose_taken_away_stays_away(draft):
    draft.answer("narrative", "iets")
    draft.add_person()
    draft.answer("narrative", "")
    draft.undo()
    assert "narrative" not in draft.answers


def test_there_is_nothing_to_take_back_at_first(draft):
    assert draft.undo() is None


def test_the_last_fifty_acts_can_be_taken_back(draft):
    for _ in range(60):
        draft.add_person()
    assert sum(1 for _ in iter(draft.undo, None)) == 50


def test_several_steps_can_be_one_act(draft):
    with draft.one_act("together"):
        draft.add_person()
        draft.add_code("qualifiers", "language_barrier")
    assert draft.undo() == "together"
    assert (draft.persons, draft.answers) == ([], {})
    assert draft.undo() is None


def test_acts_count_again_after_one_that_failed(draft):
    with pytest.raises(KeyError), draft.one_act("together"):
        draft.select("nobody")
    draft.add_person()
    assert draft.undo() == "person_added"


CALLERS_AGES = [c.code for c in shipped_codebook().of_list("contact_age")]
PERSONS_AGES = [c.code for c in shipped_codebook().of_list("person_age") if c.valid_until is None]
GENDERS = st.sampled_from(["female", "male", "unknown"])
TOLD = {
    "contact_age": st.integers(0, 130) | st.sampled_from(CALLERS_AGES),
    "contact_gender": GENDERS,
    "contact_municipality": PLACES,
    "age": st.integers(0, 130) | st.sampled_from(PERSONS_AGES),
    "gender": GENDERS,
    "municipality": PLACES,
}


def majority(draft):
    codebook = shipped_codebook()
    caller = age_codes(draft.answers.get("contact_age"), of_contact=True)[1]
    person = age_codes(draft.contact_person.answers.get("age"), of_contact=False)[1]
    return codebook.minor_contact(caller), codebook.minor(person)


@given(st.data(), st.lists(st.sampled_from(list(TOLD)), min_size=1, max_size=5))
def test_what_is_told_of_the_caller_is_told_of_the_person_he_is(data, names):
    draft = Draft(DraftId("d"), "2026-11-20T13:10:00Z")
    person = draft.add_person(is_contact=True)
    for name in names:
        draft.answer(name, data.draw(TOLD[name]), person=None if name in SHARED_WITH_CALLER else person)
    answers = draft.persons[0].answers
    assert draft.answers.get("contact_gender") == answers.get("gender")
    assert draft.answers.get("contact_municipality") == answers.get("municipality")
    if "minor_group" not in answers.values() and "adult_group" not in answers.values():
        assert majority(draft)[0] == majority(draft)[1]


def test_what_somebody_would_not_tell_of_himself_is_so_for_both(draft):
    person = draft.add_person(is_contact=True)
    draft.leave_open("contact_gender", "refused")
    draft.leave_open("age", "contact_does_not_know", code="unknown", person=person)
    assert draft.persons[0].missing == {"gender": "refused", "age": "contact_does_not_know"}
    assert draft.answers["contact_age"] == "unknown"


def test_what_is_told_of_another_person_is_not_told_of_the_caller(draft):
    draft.add_person(is_contact=True)
    other = draft.add_person()
    draft.answer("age", 7, person=other)
    draft.answer("problem_type", "child_abuse", person=draft.persons[0].id)
    assert "contact_age" not in draft.answers


@pytest.mark.parametrize("nothing", [None, "", ()])
def test_an_answer_taken_back_was_not_asked(draft, nothing):
    draft.answer("anonymous", "yes")
    draft.answer("anonymous", nothing)
    assert (draft.answers, draft.missing) == ({}, {})


def test_zero_is_an_answer(draft):
    draft.answer("contact_age", 0)
    assert draft.answers == {"contact_age": 0}


def test_an_answer_takes_the_place_of_a_refusal(draft):
    draft.leave_open("anonymous", "refused")
    draft.answer("anonymous", "no")
    assert draft.missing == {}


def test_a_new_person_shares_what_the_household_shares(draft):
    first = draft.add_person()
    draft.answer("municipality", "44021", person=first)
    draft.leave_open("context_setting", "refused", person=first)
    draft.answer("age", 34, person=first)
    second = draft.person(draft.add_person())
    assert second.answers == {"municipality": "44021"}
    assert second.missing == {"context_setting": "refused"}


def test_a_new_person_is_like_the_last_one_where_none_is_selected(draft):
    draft.answer("municipality", "44021", person=draft.add_person())
    draft.selected = None
    assert draft.person(draft.add_person()).answers == {"municipality": "44021"}


def test_the_caller_is_one_person_at_most(draft):
    draft.add_person(is_contact=True)
    second = draft.add_person(is_contact=True)
    assert draft.contact_person.id == second
    assert sum(p.is_contact for p in draft.persons) == 1


def test_a_person_taken_away_leaves_no_bond_and_leaves_his_referral_to_the_call(draft):
    first, second = draft.add_person(), draft.add_person()
    draft.relate(first, "parent", second)
    draft.add_referral({"id": "r", "service": "s", "person": second})
    draft.add_referral({"id": "q", "service": "s", "person": first})
    draft.remove_person(second)
    assert draft.relations == []
    assert [r["person"] for r in draft.referrals] == [None, first]
    assert draft.selected == first
    draft.remove_person(first)
    assert draft.selected is None


def test_two_persons_have_one_bond_at_a_time(draft):
    first, second = draft.add_person(), draft.add_person()
    draft.relate(first, "parent", second)
    draft.relate(second, "sibling", first)
    assert draft.relations == [(second, "sibling", first)]
    draft.relate(first, None, second)
    assert draft.relations == []


def test_the_same_referral_counts_once_for_one_person(draft):
    draft.add_referral({"id": "a", "service": "s", "person": "p"})
    draft.add_referral({"id": "b", "service": "s", "person": "p"})
    draft.add_referral({"id": "c", "service": "s", "person": "q"})
    assert [r["id"] for r in draft.referrals] == ["a", "c"]


def test_a_code_is_chosen_once_and_takes_the_place_of_unknown(draft):
    draft.leave_open("help_offered", "contact_does_not_know", code=("unknown",))
    draft.add_code("help_offered", "listening")
    draft.add_code("help_offered", "listening")
    assert draft.answers["help_offered"] == ("listening",)


def test_the_main_form_is_moved_to_the_front(draft):
    person = draft.add_person()
    for form in ("physical_violence", "sexual_violence"):
        draft.add_code("violence_forms", form, person=person)
    draft.make_first("violence_forms", "sexual_violence", person=person)
    assert draft.persons[0].answers["violence_forms"] == ("sexual_violence", "physical_violence")


def test_a_single_answer_where_several_may_stand_is_started_anew(draft):
    draft.answers["qualifiers"] = "prank"
    draft.add_code("qualifiers", "language_barrier")
    assert draft.answers["qualifiers"] == ("language_barrier",)


def test_an_empty_reason_takes_setting_aside_back(draft):
    draft.set_aside("R19", "grote familie")
    draft.set_aside("R19", "  ")
    assert draft.overrides == {}


def test_a_draft_with_only_what_was_preset_is_empty(draft):
    draft.answer("channel", "phone")
    assert draft.empty
    draft.mark("2026-11-20T13:15:00Z", "danger_on")
    assert not draft.empty


def test_the_listener_hears_every_change(draft):
    heard = []
    draft.on_change = lambda: heard.append(1)
    draft.answer("channel", "phone")
    draft.select(draft.add_person())
    assert len(heard) == 3


def test_nobody_is_found_under_another_name(draft):
    with pytest.raises(KeyError):
        draft.person("nobody")


@pytest.mark.parametrize(
    ("value", "codes"),
    [(7, (7, "age_7_12")), (131, (None, None)), ("unknown", (None, "unknown")), (None, (None, None))],
)
def test_an_age_answer_is_years_or_a_code(value, codes):
    assert age_codes(value, of_contact=False) == codes
