from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.forms.answering import drafts

from workstation.domain.calls import Mark, Override
from workstation.domain.ids import DraftId
from workstation.domain.reported_persons import PersonRelation
from workstation.forms.draft import Draft
from workstation.forms.finished import NEVER, call_of
from workstation.forms.reopened import draft_of

END = datetime(2026, 11, 20, 13, 28, tzinfo=UTC)


def finish(draft, **changed):
    filing = {
        "number": "2026-K7-00001",
        "ended_at": END,
        "filed_at": END,
        "counsellor": "m.peeters",
        "shift": None,
        "edition": "2026-test",
    }
    return call_of(draft, **filing | changed)


@pytest.fixture
def draft():
    draft = Draft(DraftId("d"), "2026-11-20T13:10:00Z")
    draft.add_person()
    return draft


def referral(number, category, person=None):
    return {
        "id": f"r{number}", "service": f"s{number}", "service_version": 2, "service_name": "CAW Voorbeeld",
        "category": category, "given_at": "2026-11-20T13:20:00Z", "person": person,
    }  # fmt: skip


@given(drafts())
def test_a_finished_call_opened_again_and_finished_is_the_same_call(draft):
    call = finish(draft)
    again = call_of(
        draft_of(call),
        number=call.number,
        ended_at=call.ended_at,
        filed_at=call.filed_at,
        counsellor=call.counsellor,
        shift=call.shift,
        edition=call.edition,
    )
    assert again == call


@given(drafts())
def test_a_draft_opened_again_is_a_draft_like_any_other(draft):
    again = draft_of(finish(draft))
    assert Draft.from_body(again.body()) == again


@given(drafts(), st.sampled_from(["started_at", "answers"]))
def test_a_draft_that_cannot_be_read_well_is_no_error(draft, broken):
    draft.started_at = "gisteren"
    draft.answers["ended_at"] = "straks" if broken == "answers" else 7
    draft.answers["qualifiers"] = "geen lijst"
    draft.marks.append(("ooit", "danger_on"))
    assert finish(draft).ended_at == END


def test_an_exact_age_gives_its_band(draft):
    draft.answer("age", 12, person=draft.selected)
    draft.answer("contact_age", 12)
    call = finish(draft)
    assert (call.persons[0].age_years, call.persons[0].age_group) == (12, "age_7_12")
    assert (call.contact_age_years, call.contact_age) == (12, "minor_12_17")


def test_a_band_without_an_exact_age_stays_a_band(draft):
    draft.answer("age", "age_18_59", person=draft.selected)
    assert (finish(draft).persons[0].age_years, finish(draft).persons[0].age_group) == (None, "age_18_59")


def test_an_age_nobody_reaches_is_no_age(draft):
    draft.answer("age", 340, person=draft.selected)
    assert (finish(draft).persons[0].age_years, finish(draft).persons[0].age_group) == (None, None)


def test_the_first_form_is_the_main_form(draft):
    draft.add_code("violence_forms", "sexual_violence", person=draft.selected)
    draft.add_code("violence_forms", "physical_violence", person=draft.selected)
    assert finish(draft).persons[0].main_form == "sexual_violence"


def test_without_a_form_there_is_no_main_form(draft):
    assert finish(draft).persons[0].main_form is None


def test_not_asked_unknown_and_refused_stay_apart(draft):
    draft.leave_open("contact_gender", "refused")
    draft.leave_open("contact_age", "contact_does_not_know", code="unknown")
    draft.leave_open("age", "refused", person=draft.selected)
    call = finish(draft)
    assert call.missing == {"contact_gender": "refused", "contact_age": "contact_does_not_know"}
    assert (call.contact_gender, call.contact_age, call.heard_via) == (None, "unknown", None)
    assert call.persons[0].missing == {"age_group": "refused"}


def test_unknown_chosen_from_the_list_was_asked(draft):
    draft.answer("anonymous", "unknown")
    draft.answer("violence_forms", ("unknown",), person=draft.selected)
    assert finish(draft).missing == {"anonymous": "contact_does_not_know"}
    assert finish(draft).persons[0].missing == {"violence_forms": "contact_does_not_know"}


def test_a_safety_question_has_four_answers_and_silence(draft):
    draft.answer("weapon", "no")
    draft.answer("children_present", "yes")
    draft.leave_open("suicide", "refused")
    draft.leave_open("immediate_danger", "contact_does_not_know")
    call = finish(draft)
    assert call.safety == {
        "weapon": "no", "children_present": "yes", "suicide": "refused", "immediate_danger": "unknown",
    }  # fmt: skip
    assert call.missing == {}


def test_a_name_given_before_somebody_stayed_anonymous_is_not_in_the_call(draft):
    draft.answer("anonymous", "no")
    draft.answer("contact_name", "Noor Voorbeeld")
    assert finish(draft).contact_name == "Noor Voorbeeld"
    draft.answer("anonymous", "yes")
    assert finish(draft).contact_name is None
    assert draft.answers["contact_name"] == "Noor Voorbeeld"


def test_a_beginning_given_by_hand_marks_the_call_as_written_down_afterwards(draft):
    assert not finish(draft).entered_late
    draft.answer("started_at", "2026-11-19T10:00:00Z")
    draft.answer("ended_at", "2026-11-19T10:30:00Z")
    call = finish(draft)
    assert call.entered_late
    assert call.started_at.day == call.ended_at.day == 19


def test_a_draft_without_a_readable_beginning_began_on_the_first_day(draft):
    draft.started_at = ""
    assert finish(draft).started_at == NEVER


def test_a_referral_becomes_an_outcome_of_its_person(draft):
    draft.add_referral(referral(1, "caw", draft.selected))
    (outcome,) = finish(draft).outcomes
    assert (outcome.person, outcome.code, outcome.service) == (draft.selected, "caw", "s1")


def test_an_outcome_is_kept_once_per_person(draft):
    draft.add_referral(referral(1, "vk", draft.selected))
    draft.add_referral(referral(2, "ocj", draft.selected))
    draft.answer("outcomes", ("other_outcome", "vk_ocj"), person=draft.selected)
    assert [(o.code, o.service) for o in finish(draft).outcomes] == [("vk_ocj", "s1"), ("other_outcome", None)]


def test_a_referral_without_a_person_goes_to_the_only_one(draft):
    draft.add_referral(referral(1, "caw"))
    draft.selected = None
    assert finish(draft).referrals[0].person == draft.persons[0].id


def test_a_referral_without_a_person_goes_to_the_selected_one_of_several(draft):
    draft.add_referral(referral(1, "caw"))
    second = draft.add_person()
    assert finish(draft).outcomes[0].person == second


def test_a_referral_without_anybody_stays_with_the_call(draft):
    draft.add_referral(referral(1, "caw"))
    draft.remove_person(draft.selected)
    assert finish(draft).referrals[0].person is None
    assert finish(draft).outcomes == ()


def test_bonds_marks_and_reasons_go_with_the_call(draft):
    first = draft.selected
    second = draft.add_person()
    draft.relate(first, "parent", second)
    draft.mark("2026-11-20T13:15:00Z", "danger_on")
    draft.set_aside("R05", "op vraag van de dokter", person=first)
    draft.set_aside("R19", "grote familie")
    draft.set_aside("R03", "iemand die weg is", person="weg")
    call = finish(draft)
    assert call.relations == (PersonRelation(first, "parent", second),)
    assert call.marks == (Mark(datetime(2026, 11, 20, 13, 15, tzinfo=UTC), "danger_on"),)
    assert call.overrides == (
        Override("R05", first, "op vraag van de dokter"),
        Override("R19", None, "grote familie"),
    )


def test_words_no_list_knows_do_not_get_into_the_call(draft):
    draft.unrecognised = ["zwartwit"]
    assert "zwartwit" not in repr(finish(draft))
