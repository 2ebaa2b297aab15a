from datetime import UTC, datetime

import pytest
from hypothesis import given
from tests.forms.answering import drafts

from workstation.domain.ids import DraftId
from workstation.domain.texts import LONGEST_NOTE
from workstation.forms.closing import open_points
from workstation.forms.draft import Draft
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

AT = datetime(2026, 11, 20, 13, 28, tzinfo=UTC)


@pytest.fixture
def draft():
    draft = Draft(DraftId("d"), "2026-11-20T13:10:00Z", answers={"channel": "phone", "team": "limburg"})
    draft.add_person()
    return draft


def points(draft, **changed):
    return open_points(draft, shipped_codebook(), at=AT, **changed)


def fields(draft, severity="needed"):
    return [(p.field, p.person is not None) for p in points(draft) if p.severity == severity]


def complete(draft):
    who = draft.selected
    draft.answer("anonymous", "yes")
    draft.answer("relation_to_victim", "neighbour")
    draft.answer("contact_age", "adult")
    draft.answer("contact_gender", "female")
    draft.answer("urgency", "not_urgent")
    draft.answer("help_offered", ("listening",))
    for name, value in {
        "age": 7, "gender": "male", "municipality": "44021", "problem_type": "child_abuse",
        "violence_forms": ("physical_violence",), "context_family": "intrafamilial", "outcomes": ("caw",),
    }.items():  # fmt: skip
        draft.answer(name, value, person=who)


def test_an_empty_call_asks_in_the_order_of_reading(draft):
    assert fields(draft) == [
        ("anonymous", False), ("relation_to_victim", False), ("contact_age", False), ("contact_gender", False),
        ("urgency", False), ("help_offered", False),
        ("age", True), ("gender", True), ("municipality", True), ("problem_type", True), ("violence_forms", True),
        ("context_family", True), ("outcomes", True),
    ]  # fmt: skip


def test_a_complete_call_wants_nothing(draft):
    complete(draft)
    assert points(draft) == ()


def test_unknown_and_refused_are_answers(draft):
    complete(draft)
    draft.leave_open("contact_gender", "refused")
    draft.leave_open("gender", "contact_does_not_know", code="unknown", person=draft.selected)
    assert points(draft) == ()


def test_a_referral_answers_what_followed(draft):
    complete(draft)
    draft.answer("outcomes", None, person=draft.selected)
    assert fields(draft) == [("outcomes", True)]
    draft.add_referral({"id": "r", "service": "s", "service_version": 1, "service_name": "X", "category": "caw"})
    assert points(draft) == ()


def test_a_problem_without_violence_asks_no_form_and_no_context(draft):
    draft.answer("problem_type", "other_no_violence", person=draft.selected)
    assert ("violence_forms", True) not in fields(draft)
    assert ("context_family", True) not in fields(draft)


@pytest.mark.parametrize(
    "kind", ["silent_call", "dropped_call", "wrong_number", "test_call", "prank", "sexualised_call"]
)
def test_a_contact_that_was_no_conversation_wants_nothing(kind):
    draft = Draft(DraftId("d"), "2026-11-20T13:10:00Z", answers={"channel": "phone", "qualifiers": (kind,)})
    assert points(draft) == ()


def test_even_a_silent_call_came_over_some_channel():
    draft = Draft(DraftId("d"), "2026-11-20T13:10:00Z", answers={"qualifiers": ("silent_call",)})
    assert fields(draft) == [("channel", False)]


def test_a_call_about_nobody_is_against_a_hard_rule(draft):
    complete(draft)
    draft.remove_person(draft.selected)
    (point,) = points(draft)
    assert (point.field, point.rule, point.severity, point.text_key) == ("persons", "R18", "hard", "rules.R18")


def test_what_is_needed_comes_first_then_hard_rules_then_soft_ones(draft):
    draft.answer("relation_to_victim", "self")
    draft.answer("problem_type", "uncategorised", person=draft.selected)
    draft.answer("age", 200, person=draft.selected)
    draft.unrecognised = ["blabla"]
    order = [p.severity for p in points(draft)]
    assert order == sorted(order, key=["needed", "hard", "soft"].index)
    assert set(order) == {"needed", "hard", "soft"}


def test_a_soft_rule_set_aside_with_a_reason_is_no_longer_open(draft):
    complete(draft)
    draft.answer("age", 34, person=draft.selected)
    (point,) = points(draft)
    assert (point.rule, point.severity, point.person) == ("R03", "soft", draft.selected)
    draft.set_aside("R03", "verstandelijke beperking", person=draft.selected)
    assert points(draft) == ()


def test_a_rule_points_at_the_box_that_mends_it(draft):
    complete(draft)
    draft.answer("context_family", "extrafamilial", person=draft.selected)
    draft.answer("context_setting", "household", person=draft.selected)
    draft.persons[0].is_contact = True
    draft.answers["contact_age"] = 7
    draft.answer("contact_gender", "male")
    assert {(p.rule, p.field, p.person is None) for p in points(draft)} == {
        ("R09", "context_family", False),
        ("R13", "relation_to_victim", True),
    }


def test_an_age_nobody_reaches_and_a_moment_nobody_can_read_are_asked_again(draft):
    complete(draft)
    draft.answer("age", 200, person=draft.selected)
    draft.answer("contact_age", 131)
    draft.answer("started_at", "gisteren")
    found = {(p.field, p.text_key, p.severity) for p in points(draft)}
    assert {("age", "closing.age", "hard"), ("contact_age", "closing.age", "hard")} <= found
    assert ("started_at", "closing.moment", "hard") in found


def test_words_no_list_knows_are_shown_as_they_stand(draft):
    complete(draft)
    draft.unrecognised = ["zwart", "wit"]
    (point,) = points(draft)
    assert (point.field, dict(point.values)) == ("snelcode", {"words": "zwart wit"})


def test_a_closed_line_is_a_soft_point(draft):
    complete(draft)
    assert [p.rule for p in points(draft, line_open=False)] == ["R30"]


@given(drafts())
def test_every_point_of_any_draft_has_words(draft):
    text = words()
    for point in points(draft):
        assert text(point.text_key, **dict(point.values))
        assert point.person is None or draft.person(point.person)


@pytest.mark.parametrize(("more", "said"), [(0, []), (1, [("narrative", False)])])
def test_a_note_that_could_never_reach_the_team_is_said_before_the_call_is_filed(draft, more, said):
    complete(draft)
    draft.answer("narrative", "x" * (LONGEST_NOTE + more))
    assert fields(draft, "hard") == said
