from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from tests.forms.answering import drafts
from tests.records import AFTERNOON, an_unasked_call, an_unasked_person

from workstation.domain.calls import Mark
from workstation.domain.referrals import Referral
from workstation.forms.read_back import read_back
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

PLACES = {"44021": "Gent", "11002": "Antwerpen", "71066": "Zonhoven"}
SELF = {"relation_to_victim": "self"}


def said(told):
    return read_back(told, shipped_codebook(), words(), PLACES.__getitem__)


def a_woman(**changed):
    return an_unasked_person(
        "w",
        **{"gender": "female", "age_group": "age_18_59", "municipality": "44021", "problem_type": "partner_violence"}
        | changed,
    )


def a_boy(**changed):
    return an_unasked_person(
        "b", **{"gender": "male", "age_group": "age_7_12", "age_years": 7, "municipality": "44021"} | changed
    )


def a_referral(name, how="referral_information"):
    return Referral("r", "s", 1, name, "caw", datetime(2026, 11, 20, tzinfo=UTC), how=how)


def test_somebody_who_calls_for_herself():
    assert said(an_unasked_call(persons=(a_woman(is_contact=True),), **SELF)) == (
        "Een vrouw van 18–59 jaar uit Gent belde zelf over partnergeweld."
    )


def test_a_second_person_in_the_same_place_with_another_problem():
    boy = a_boy(problem_type="child_abuse", violence_forms=("emotional_violence", "physical_neglect"))
    assert said(an_unasked_call(persons=(a_woman(is_contact=True), boy), **SELF)) == (
        "Een vrouw van 18–59 jaar uit Gent belde zelf over partnergeweld. "
        "Het gaat ook over een jongen van 7 jaar: kindermishandeling (emotioneel geweld en lichamelijke verwaarlozing)."
    )


def test_several_persons_with_the_same_problem_are_said_in_one_breath():
    family = (
        a_woman(is_contact=True, problem_type="child_abuse"),
        a_boy(problem_type="child_abuse"),
        an_unasked_person(
            "g", gender="female", age_group="age_0_2", municipality="11002", problem_type="child_abuse"
        ),
        an_unasked_person("u", age_group="unborn", municipality="44021", problem_type="child_abuse"),
    )
    assert said(an_unasked_call(persons=family, **SELF)) == (
        "Een vrouw van 18–59 jaar uit Gent belde zelf over kindermishandeling. "
        "Het gaat ook over een jongen van 7 jaar, een meisje van 0–2 jaar uit Antwerpen en een ongeboren kind."
    )


def test_a_neighbour_about_a_child():
    call = an_unasked_call(
        relation_to_victim="neighbour",
        contact_gender="female",
        contact_age="adult_60_plus",
        contact_municipality="11002",
        persons=(a_boy(problem_type="child_abuse", violence_forms=("physical_violence", "unknown")),),
    )
    assert said(call) == (
        "Een vrouw van 60 jaar of ouder uit Antwerpen belde als buurvrouw over een jongen van 7 jaar uit Gent. "
        "Het gaat om kindermishandeling (lichamelijk geweld)."
    )


@pytest.mark.parametrize(
    ("caller", "sentence"),
    [
        ({}, "Iemand belde."),
        ({"channel": "chat", "contact_gender": "male"}, "Een man of jongen chatte."),
        ({"channel": "email", "contact_age": "unknown"}, "Iemand (leeftijd niet gekend) mailde."),
        ({"contact_age": "adult", "relation_to_victim": "perpetrator"}, "Een volwassene belde als persoon die geweld pleegt."),
        ({"relation_to_victim": "sibling", "contact_age": "minor_12_17"}, "Een minderjarige van 12–17 jaar belde als broer of zus."),
        ({"relation_to_victim": "unknown", "channel": ""}, "Iemand nam contact op."),
        ({"channel": "carrier_pigeon"}, "Iemand nam contact op."),
        ({"contact_age_years": 34, "contact_age": "adult_18_59"}, "Een volwassene van 34 jaar belde."),
        ({"relation_to_victim": "self"}, "Iemand belde."),
    ],
)  # fmt: skip
def test_what_is_not_known_of_the_caller_is_left_out(caller, sentence):
    assert said(an_unasked_call(persons=(), **caller)) == sentence


@pytest.mark.parametrize(
    ("person", "phrase"),
    [
        ({"age_years": 0, "age_group": "age_0_2", "gender": "female"}, "Een meisje van nog geen jaar"),
        ({"age_group": "age_60_plus", "gender": "male"}, "Een man van 60 jaar of ouder"),
        ({"age_group": "minor_unknown", "gender": "nonbinary_other"}, "Een minderjarige (non-binair of anders)"),
        ({"age_group": "adult_unknown", "gender": "unknown"}, "Een volwassene"),
        ({"age_group": "unknown", "gender": "female"}, "Een vrouw of meisje (leeftijd niet gekend)"),
        ({"age_group": "under_6"}, "Een minderjarige"),
    ],
)
def test_a_person_is_said_as_far_as_known(person, phrase):
    assert (
        said(an_unasked_call(persons=(an_unasked_person(is_contact=True, **person),), **SELF))
        == f"{phrase} belde zelf."
    )


@pytest.mark.parametrize(
    ("channel", "sentence"),
    [
        ("", "Iemand nam zelf contact op over stalking."),
        ("chat", "Iemand chatte zelf over stalking."),
        ("outgoing_callback", "Iemand werd zelf teruggebeld over stalking."),
    ],
)
def test_every_channel_reads_as_dutch(channel, sentence):
    person = an_unasked_person(is_contact=True, problem_type="stalking")
    assert said(an_unasked_call(channel=channel, persons=(person,), **SELF)) == sentence


def test_a_form_without_a_problem_is_said_by_itself():
    call = an_unasked_call(persons=(an_unasked_person(is_contact=True, violence_forms=("sexual_violence",)),), **SELF)
    assert said(call) == "Iemand belde zelf over seksueel geweld."


def test_a_problem_reads_as_part_of_a_sentence():
    assert said(
        an_unasked_call(persons=(a_woman(is_contact=True, problem_type="other_no_violence"),), **SELF)
    ).endswith("belde zelf over iets anders dan geweld.")


def test_danger_referrals_and_calling_back_are_said_last():
    call = an_unasked_call(
        persons=(),
        safety={"immediate_danger": "yes"},
        referrals=(
            a_referral("CAW Oost-Vlaanderen"),
            a_referral("VK Gent"),
            a_referral("OCMW Gent", "referral_warm"),
        ),
        callback_agreed="yes",
        safe_moment="na 17 uur",
    )
    assert said(call) == (
        "Iemand belde. Er is onmiddellijk gevaar. Gegevens meegegeven van CAW Oost-Vlaanderen en VK Gent. "
        "Warme overdracht naar OCMW Gent. Terugbellen is afgesproken: na 17 uur."
    )


def test_urgent_is_less_than_danger():
    assert said(an_unasked_call(persons=(), urgency="urgent", callback_agreed="yes")) == (
        "Iemand belde. Het is dringend. Terugbellen is afgesproken."
    )
    assert "Er is onmiddellijk gevaar" in said(an_unasked_call(urgency="immediate_danger"))
    over = (Mark(AFTERNOON, "danger_on"), Mark(AFTERNOON + timedelta(minutes=3), "danger_off"))
    assert "dat is geweken" in said(an_unasked_call(safety={"immediate_danger": "yes"}, marks=over))


def test_a_contact_that_was_no_conversation_is_one_short_sentence():
    assert said(an_unasked_call(qualifiers=("silent_call",), persons=())) == "Geen hulpvraag: het bleef stil."


def test_braces_in_a_name_are_only_letters():
    assert "{who}" in said(an_unasked_call(persons=(), referrals=(a_referral("Dienst {who}"),)))


@given(drafts())
def test_any_draft_can_be_read_back(draft):
    sentences = said(draft)
    assert sentences[0].isupper()
    assert sentences.endswith(".")
    assert "  " not in sentences.replace(draft.answers.get("safe_moment") or "\0", "") or draft.referrals


@given(drafts())
def test_nobody_is_called_a_victim_or_a_culprit(draft):
    draft.answers.pop("safe_moment", None)
    draft.referrals.clear()
    assert not {"dader", "slachtoffer", "melding"} & set(said(draft).lower().replace(".", "").split())
