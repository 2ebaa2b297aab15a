"""How many keys things cost, without a mouse. The numbers are promises (issue 2, "must be shown")."""

import pytest
from PySide6.QtWidgets import QApplication

from workstation.directory.ranking import DANGER_LINES
from workstation.domain.moments import from_text


def problems(draft, desk):
    return desk.supply._open_points(draft)


def test_a_silent_call_is_filed_in_three_keys(desk):
    desk.press("Ctrl+N", "Ctrl+E")
    desk.type("s")
    desk.wait(lambda: desk.window.situation.screen == "home")
    (draft,) = desk.disk.filed.values()
    assert draft.answers["qualifiers"] == ("silent_call",)
    assert desk.keys == 3
    assert desk.disk.drafts == {}


@pytest.mark.parametrize(
    ("letter", "qualifier"), [("s", "silent_call"), ("o", "dropped_call"), ("j", "prank"), ("v", "wrong_number")]
)
def test_every_call_without_a_question_has_its_letter(desk, letter, qualifier):
    desk.press("Ctrl+N", "Ctrl+E").type(letter)
    desk.wait(lambda: desk.window.situation.screen == "home")
    assert next(iter(desk.disk.filed.values())).answers["qualifiers"] == (qualifier,)


def test_seven_coded_values_cost_at_most_25_keys(desk):
    desk.press("Ctrl+N")
    desk.keys = 0
    desk.press("F3").type("sl pg lg gz lp v 9000").press("Return")
    assert desk.keys <= 25
    (person,) = desk.draft.persons
    kept = (
        desk.draft.answers["relation_to_victim"],
        person.answers["problem_type"],
        person.answers["violence_forms"],
        person.answers["context_setting"],
        person.answers["violence_time"],
        person.answers["gender"],
        person.answers["municipality"],
    )
    assert kept == ("self", "partner_violence", ("physical_violence",), "household", "current", "female", "44021")
    print("seven values by snelcode:", desk.keys, "keys")


def test_a_standard_call_costs_at_most_60_keys_and_no_mouse(desk):
    """Two reported persons, one referral, everything closing asks; the note is typed apart and not counted."""
    desk.press("Ctrl+N")
    desk.type("Mevrouw belt vanop haar werk.", counted=False)
    desk.press("F3").type("sl pg lg gz v 34 9000 nd lu").press("Return")
    desk.run(0.3)
    desk.press("Alt+1")
    desk.press("Ctrl+P")
    desk.press("F3").type("m 7 km ps vk").press("Return")
    desk.press("Ctrl+Return")
    assert problems(desk.draft, desk) == () or all(p.severity == "soft" for p in problems(desk.draft, desk))
    desk.press("Return")
    desk.wait(lambda: desk.window.situation.screen == "home")
    (draft,) = desk.disk.filed.values()
    assert len(draft.persons) == 2
    assert len(draft.referrals) == 1
    assert draft.answers["narrative"] == "Mevrouw belt vanop haar werk."
    assert desk.keys <= 60
    print("a standard call:", desk.keys, "keys")


def test_no_dialog_opens_by_itself_during_a_whole_call(desk):
    seen = []
    for keys, typed in (
        (("Ctrl+N",), "Mevrouw belt."),
        (("F9",), ""),
        (("F3",), "sl pg onzin lg"),
        (("Return", "Ctrl+P"), "7"),
        (("Tab", "F4"), "caw"),
        (("Return", "F8", "F6", "Shift+F6", "F9", "Ctrl+E"), ""),
        (("Ctrl+Return", "Esc", "Ctrl+N"), "Nog iemand"),
        (("Ctrl+Tab", "Ctrl+S"), ""),
    ):
        desk.press(*keys).type(typed)
        desk.run(0.05)
        seen.append(QApplication.activeModalWidget())
        assert len([w for w in QApplication.topLevelWidgets() if w.isVisible()]) == 1
    assert seen == [None] * len(seen)


def test_the_caret_is_in_the_note_when_a_call_opens(desk):
    desk.press("Ctrl+N")
    assert QApplication.focusWidget() is desk.intake.page.note


def test_escape_loses_no_text(desk):
    desk.press("Ctrl+N").type("Een zin.").press("Esc")
    desk.press("F3").type("pg lg").press("Esc")
    desk.press("F4").type("caw").press("Esc")
    desk.intake.page.go_to(desk.intake.page.call_sheet.questions["relation_to_victim"])
    desk.type("buu").press("Esc").press("Esc")
    assert desk.intake.page.note.note.text == "Een zin."
    assert desk.intake.page.quick.text() == "pg lg"
    assert desk.intake.page.call_sheet.questions["relation_to_victim"].text() == "buu"


def test_azerty_digits_without_shift_are_digits_where_only_digits_make_sense(desk):
    desk.press("Ctrl+N", "Ctrl+P")
    desk.type('"').press("Tab")
    place = desk.intake.page.person_sheet.questions["municipality"]
    desk.intake.page.go_to(place)
    desk.type("çààà").press("Tab")
    (person,) = desk.draft.persons
    assert person.answers["age"] == 3
    assert person.answers["municipality"] == "44021"


def test_the_referral_keys_have_azerty_twins(desk):
    desk.press("Ctrl+N", "F3").type("sl pg 9000 v").press("Return")
    desk.run(0.3)
    desk.press("Alt+&")
    desk.press("Alt+é")
    assert len(desk.draft.referrals) == 2


def test_f7_puts_the_time_on_a_line_of_its_own(desk):
    desk.press("Ctrl+N").type("Ze belt.")
    desk.later(75)
    desk.press("F7").type("Vervolg")
    assert desk.intake.page.note.note.text == "Ze belt.\n[01:15] Vervolg"


def test_the_steps_of_danger_are_noted_answered_and_stamped_and_the_caret_stays(desk):
    desk.press("Ctrl+N").type("Hij staat voor de deur")
    desk.later(60)
    desk.press("F9").type("ze fluistert")
    assert desk.draft.answers["immediate_danger"] == "yes"
    assert [kind for _, kind in desk.draft.marks] == ["danger_on"]
    assert "[01:00] Gevaar genoteerd." in desk.intake.page.note.note.lines
    assert desk.intake.page.note.note.lines[-1] == "ze fluistert"
    desk.run(0.3)
    assert desk.intake.page.refer.hits[0].service.id in DANGER_LINES
    desk.press("Ctrl+F9", "Ctrl+F9").type(".")
    assert [kind for _, kind in desk.draft.marks] == ["danger_on", "step_1", "step_2"]
    desk.later(60)
    desk.press("F9", "Ctrl+F9")
    at, kind = desk.draft.marks[-1]
    assert kind == "danger_off", "no step is taken when there is no danger"
    desk.wait(lambda: desk.intake.page.refer.hits[0].service.id not in DANGER_LINES)
    assert (from_text(at) - from_text(desk.draft.started_at)).total_seconds() == 120
