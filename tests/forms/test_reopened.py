from tests.records import an_unasked_call, an_unasked_person

from workstation.domain.referrals import Outcome
from workstation.forms.reopened import draft_of


def test_a_main_form_outside_the_forms_comes_back_as_the_first():
    call = an_unasked_call(
        persons=(an_unasked_person(main_form="sexual_violence", violence_forms=("physical_violence",)),)
    )
    assert draft_of(call).persons[0].answers["violence_forms"] == ("sexual_violence", "physical_violence")


def test_what_was_not_asked_is_not_asked_again_as_an_answer():
    draft = draft_of(an_unasked_call())
    assert draft.persons[0].answers == {}
    assert set(draft.answers) == {"channel", "ended_at"}


def test_the_first_person_is_selected():
    assert draft_of(an_unasked_call(persons=(an_unasked_person("a"), an_unasked_person("b")))).selected == "a"
    assert draft_of(an_unasked_call(persons=())).selected is None


def test_an_outcome_without_its_referral_is_kept_as_chosen():
    call = an_unasked_call(outcomes=(Outcome("p1", "caw", "caw-antwerpen"),))
    assert draft_of(call).persons[0].answers["outcomes"] == ("caw",)


def test_safety_comes_back_with_its_empties():
    draft = draft_of(an_unasked_call(safety={"weapon": "yes", "suicide": "unknown", "immediate_danger": "refused"}))
    assert draft.answers["weapon"] == "yes"
    assert draft.missing == {"suicide": "contact_does_not_know", "immediate_danger": "refused"}
