from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.ids import DraftId
from workstation.forms.draft import Draft
from workstation.forms.snelcode import Assignment, apply_snelcode, read
from workstation.vocabulary.reading import shipped_codebook

DAY = date(2026, 11, 20)
PLACES = {"9000": "44021", "gent": "44021", "de panne": "38008", "sint niklaas": "46021", "2000": "11002"}


def heard(line, day=DAY):
    return read(line, shipped_codebook(), day, lambda text: PLACES.get(text.casefold()))


def values(line):
    return {(a.name, a.value) for a in heard(line).assignments}


def after(*lines, draft=None):
    draft = draft or Draft(DraftId("d"), "2026-11-20T13:10:00Z")
    for line in lines:
        apply_snelcode(draft, heard(line))
    return draft


def test_seven_coded_values_take_at_most_twenty_five_keys():
    line = "pg lg ps 9000 sl v 34"
    assert len(line) + len("\t") <= 25
    draft = after(line)
    (person,) = draft.persons
    assert person.is_contact
    assert person.answers == {
        "problem_type": "partner_violence",
        "violence_forms": ("physical_violence", "emotional_violence"),
        "municipality": "44021",
        "gender": "female",
        "age": 34,
        "context_family": "intrafamilial",
    }
    assert draft.answers == {
        "relation_to_victim": "self",
        "contact_gender": "female",
        "contact_age": 34,
        "contact_municipality": "44021",
    }
    assert draft.unrecognised == []


def test_the_first_answer_about_a_person_makes_one():
    assert len(after("pg").persons) == 1


def test_an_answer_about_the_caller_makes_no_person():
    draft = after("bu cv cvo ao")
    assert draft.persons == []
    assert draft.answers == {
        "relation_to_victim": "neighbour",
        "contact_gender": "female",
        "contact_age": "adult_18_59",
        "anonymous": "yes",
    }


def test_answers_go_to_the_selected_person_and_to_no_other():
    draft = after("v34 pg")
    first = draft.selected
    draft.add_person()
    after("m 7 km", draft=draft)
    assert draft.person(first).answers["age"] == 34
    assert draft.person(draft.selected).answers["age"] == 7
    assert draft.person(draft.selected).answers["problem_type"] == "child_abuse"


def test_where_nobody_is_selected_the_last_person_is_meant():
    draft = after("v34")
    draft.selected = None
    assert len(after("pg", draft=draft).persons) == 1


def test_the_caller_can_be_the_person_noted_before_and_each_learns_of_the_other():
    draft = after("c34", "v 9000", "sl")
    assert draft.answers["contact_gender"] == "female"
    assert draft.persons[0].answers["age"] == 34


def test_sl_moves_the_caller_to_the_selected_person():
    draft = after("v34 sl")
    draft.add_person()
    after("sl", draft=draft)
    assert [p.is_contact for p in draft.persons] == [False, True]


def test_sl_without_any_person_makes_one_who_is_the_caller():
    draft = after("sl")
    assert draft.contact_person is draft.persons[0]


def test_a_caller_who_turns_out_to_be_a_neighbour_is_no_longer_a_reported_person():
    draft = after("sl", "bu")
    assert draft.contact_person is None
    assert draft.answers["relation_to_victim"] == "neighbour"


def test_a_minus_takes_away():
    draft = after("pg lg ps 9000 bu v34", "-lg -bu -v -9000 -pg -34j")
    assert draft.persons[0].answers == {"violence_forms": ("emotional_violence",)}
    assert "relation_to_victim" not in draft.answers


def test_a_minus_takes_away_only_what_is_there():
    draft = after("pg 34 lg", "-km -sg -v -35j")
    assert draft.persons[0].answers["problem_type"] == "partner_violence"
    assert draft.persons[0].answers["age"] == 34


def test_taking_away_makes_no_person():
    assert after("-pg").persons == []


def test_taking_away_that_the_caller_is_the_person_leaves_the_person():
    draft = after("v34 sl", "-sl")
    assert draft.contact_person is None
    assert len(draft.persons) == 1


def test_younger_than_twelve_is_not_taken_for_taking_an_age_away():
    draft = after("12", "-12")
    assert draft.unrecognised == ["-12"]
    assert draft.persons[0].answers["age"] == 12


@pytest.mark.parametrize("typed", ["\"'", "34", "34j", "\"'j", "V34", "v\"'"])
def test_ages_are_read_with_and_without_shift(typed):
    assert ("age", 34) in values(typed)


@pytest.mark.parametrize("typed", ["9000", "çààà", "Gent"])
def test_postcodes_and_places_become_a_municipality(typed):
    assert values(typed) == {("municipality", "44021")}


def test_a_place_of_two_words_is_one_place():
    assert heard("pg Sint Niklaas De Panne").assignments[1:] == (
        Assignment("municipality", "46021", about_person=True),
        Assignment("municipality", "38008", about_person=True),
    )


def test_an_unknown_word_does_not_swallow_the_postcode_after_it():
    found = read("blabla 9000", shipped_codebook(), DAY, lambda text: "44021" if "9000" in text else None)
    assert found.unknown == ("blabla",)
    assert [a.value for a in found.assignments] == ["44021"]


def test_c_in_front_speaks_of_the_caller():
    assert values("cm c17 c9000 cx16") == {
        ("contact_gender", "male"),
        ("contact_age", 17),
        ("contact_municipality", "44021"),
        ("contact_gender", "nonbinary_other"),
        ("contact_age", 16),
    }


@pytest.mark.parametrize(
    "typed", ["112", "101", "131j", "999", "0000", "12345", "1234", "zomaar", "-", "pgg", "34jaar"]
)
def test_what_is_not_known_stays_as_it_was_typed(typed):
    found = heard(f"pg {typed} lg")
    assert found.unknown == (typed,)
    assert [a.value for a in found.assignments] == ["partner_violence", "physical_violence"]


def test_a_hundred_and_four_years_can_be_told():
    assert values("104j") == {("age", 104)}


def test_what_stays_is_kept_until_the_next_line():
    draft = after("pg blabla")
    assert draft.unrecognised == ["blabla"]
    assert after("lg", draft=draft).unrecognised == []


def test_a_whole_word_or_phrase_may_be_said():
    assert values("Partnergeweld jonger dan 18 buurvrouw") == {
        ("problem_type", "partner_violence"),
        ("age", "minor_unknown"),
        ("relation_to_victim", "neighbour"),
    }


def test_a_question_mark_says_that_it_was_asked():
    draft = after("? g? f? r?")
    person = draft.persons[0]
    assert person.answers == {"age": "unknown", "gender": "unknown", "violence_forms": ("unknown",)}
    assert set(person.missing.values()) == {"contact_does_not_know"}
    assert draft.answers["relation_to_victim"] == "unknown"
    assert draft.missing["relation_to_victim"] == "contact_does_not_know"


def test_a_form_that_becomes_known_takes_the_place_of_unknown():
    assert after("f?", "lg").persons[0].answers["violence_forms"] == ("physical_violence",)
    assert after("f?", "lg").persons[0].missing == {}


def test_unknown_does_not_push_out_a_form_that_is_known():
    assert after("lg", "f?").persons[0].answers["violence_forms"] == ("physical_violence",)


def test_codes_of_the_call_go_to_the_call():
    draft = after("tel ac nv dw so he")
    assert draft.answers == {
        "channel": "phone",
        "urgency": "immediate_danger",
        "help_offered": ("emergency_alert", "referral_information"),
        "qualifiers": ("silent_call",),
        "heard_via": "earlier_contact",
    }


def test_a_code_that_did_not_exist_on_the_day_is_not_read():
    assert heard("ac", date(2025, 1, 1)).unknown == ("ac",)


def test_one_key_takes_a_whole_line_back():
    draft = after("v34")
    before = draft.body()
    after("pg lg 9000 sl onzin", draft=draft)
    assert draft.undo() == "snelcode"
    assert draft.body() == before


def test_a_pasted_book_is_kept_and_not_read_through():
    found = heard("pg " * 100)
    assert len(found.assignments) == 60
    assert len(found.unknown) == 40


@given(st.text(st.characters(), max_size=80))
def test_no_line_is_an_error(line):
    draft = after(line)
    assert Draft.from_body(draft.body()) == draft


@given(st.lists(st.sampled_from([c.shortcode for c in shipped_codebook().codes if c.shortcode]), max_size=12))
def test_every_short_code_is_understood(codes):
    assert heard(" ".join(codes)).unknown == ()
