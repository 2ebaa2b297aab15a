import pytest

from workstation.domain.ids import DraftId
from workstation.forms.draft import Draft
from workstation.forms.telling import implied_family, tell
from workstation.vocabulary.reading import shipped_codebook


@pytest.fixture
def draft():
    draft = Draft(DraftId("d"), "2026-11-20T13:10:00Z")
    draft.add_person()
    return draft


def say(draft, name, value):
    tell(draft, name, value, shipped_codebook(), person=draft.selected)
    return draft.persons[0].answers.get("context_family")


def test_a_setting_gives_its_context(draft):
    assert say(draft, "context_setting", "school") == "extrafamilial"
    assert say(draft, "context_setting", "household") == "intrafamilial"


def test_a_setting_that_is_not_known_gives_no_context(draft):
    assert say(draft, "context_setting", "unknown") is None


@pytest.mark.parametrize(
    ("problem", "context"),
    [
        ("partner_violence", "intrafamilial"),
        ("intrafamilial_adults", "intrafamilial"),
        ("parent_abuse", "intrafamilial"),
        ("extrafamilial_adults", "extrafamilial"),
        ("child_abuse", None),
    ],
)
def test_a_problem_that_is_so_by_definition_gives_its_context(draft, problem, context):
    assert say(draft, "problem_type", problem) == context


def test_the_setting_goes_before_the_problem(draft):
    say(draft, "problem_type", "partner_violence")
    assert say(draft, "context_setting", "online") == "extrafamilial"


def test_a_derived_context_goes_with_the_answer_it_came_from(draft):
    say(draft, "problem_type", "partner_violence")
    assert say(draft, "problem_type", None) is None


def test_a_context_that_was_chosen_is_never_overwritten(draft):
    say(draft, "context_family", "extrafamilial")
    assert say(draft, "context_setting", "household") == "extrafamilial"


def test_a_context_nobody_would_tell_is_not_made_up(draft):
    draft.leave_open("context_family", "refused", person=draft.selected)
    assert say(draft, "context_setting", "household") is None
    assert draft.persons[0].missing == {"context_family": "refused"}


def test_other_answers_give_no_context(draft):
    assert say(draft, "gender", "female") is None


def test_a_context_of_an_unknown_setting_is_none():
    assert implied_family({"context_setting": "the_moon"}, shipped_codebook()) is None


def test_a_caller_who_calls_for_himself_is_the_selected_person(draft):
    tell(draft, "relation_to_victim", "self", shipped_codebook())
    assert draft.persons[0].is_contact
    tell(draft, "relation_to_victim", "victim_and_perpetrator", shipped_codebook())
    assert draft.persons[0].is_contact


def test_a_caller_with_another_relation_is_none_of_them(draft):
    tell(draft, "relation_to_victim", "self", shipped_codebook())
    tell(draft, "relation_to_victim", "friend_acquaintance", shipped_codebook())
    assert draft.contact_person is None
    tell(draft, "relation_to_victim", "neighbour", shipped_codebook())
    assert draft.contact_person is None


def test_without_any_person_only_the_answer_is_kept():
    draft = Draft(DraftId("d"), "2026-11-20T13:10:00Z")
    tell(draft, "relation_to_victim", "self", shipped_codebook())
    tell(draft, "anonymous", "yes", shipped_codebook())
    assert draft.answers == {"relation_to_victim": "self", "anonymous": "yes"}
