import pytest
from hypothesis import given
from tests.forms.answering import persons
from tests.records import an_unasked_person

from workstation.domain.ids import PersonId
from workstation.forms.draft import PersonDraft
from workstation.forms.person_label import person_label
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words


def label(person):
    return person_label(person, shipped_codebook(), words(), {"44021": "Gent"}.get)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"gender": "female", "age_group": "age_18_59", "municipality": "44021"}, "vrouw · 18-59 · Gent"),
        ({"gender": "male", "age_group": "age_7_12", "age_years": 7}, "jongen · 7 jaar"),
        ({"age_group": "unborn"}, "ongeboren kind"),
        ({"age_group": "age_60_plus"}, "60+"),
        ({"age_group": "unknown", "gender": "unknown"}, "nog niets genoteerd"),
        ({"is_contact": True}, "nog niets genoteerd · contactnemer"),
    ],
)
def test_a_person_in_one_short_line(known, said):
    assert label(an_unasked_person(**known)) == said


def test_a_person_being_noted_has_the_same_line():
    draft = PersonDraft(PersonId("p"), answers={"gender": "female", "age": 34, "municipality": "44021"})
    assert label(draft) == "vrouw · 34 jaar · Gent"


@given(persons("p"))
def test_any_person_has_a_line(person):
    person.answers.pop("municipality", None)
    assert label(person)
