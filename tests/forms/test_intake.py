import pytest

from workstation.domain.calls import SAFETY_QUESTIONS
from workstation.forms.intake import INTAKE, PERSON, callback, counted, name_known, violence
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words


@pytest.mark.parametrize("form", [INTAKE, PERSON], ids=lambda form: form.name)
def test_every_list_of_a_field_is_in_the_codebook(form):
    assert {f.codes for f in form.fields if f.codes} <= set(shipped_codebook().lists)


@pytest.mark.parametrize("form", [INTAKE, PERSON], ids=lambda form: form.name)
def test_no_field_is_asked_twice(form):
    names = [field.name for field in form.fields]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("form", [INTAKE, PERSON], ids=lambda form: form.name)
def test_every_field_and_section_has_its_word(form):
    text = words()
    assert [f.name for f in form.fields if f"{form.name}.{f.name}" not in text] == []
    assert [s.name for s in form.sections if f"{form.name}.section.{s.name}" not in text] == []


def test_every_safety_question_is_on_the_form():
    assert {f.name for f in INTAKE.fields if f.kind == "yes_no"} >= set(SAFETY_QUESTIONS)


@pytest.mark.parametrize(
    ("answers", "conversation"),
    [
        ({}, True),
        ({"qualifiers": ("frequent_caller",)}, True),
        ({"qualifiers": ("frequent_caller", "silent_call")}, False),
        ({"qualifiers": ("prank",)}, False),
        ({"qualifiers": "silent_call"}, True),
    ],
)
def test_a_contact_that_was_no_conversation_asks_nothing_more(answers, conversation):
    assert counted(answers) is conversation


def test_there_is_no_name_field_until_somebody_makes_himself_known():
    assert not name_known({})
    assert name_known({"anonymous": "no"})


def test_a_safe_moment_is_asked_when_calling_back_was_agreed():
    assert callback({"callback_agreed": "yes"})
    assert not callback({"callback_agreed": "no"})


def test_a_problem_without_violence_has_no_form_of_it():
    assert violence({})
    assert not violence({"problem_type": "other_no_violence"})
