"""Beside a running call: a caller's code, the thread behind a reason, a likeness, a follow-up. By keys alone."""

import pytest
from tests.ui import team_examples as team
from tests.ui.test_cases import words_on

from workstation.domain.permissions import NotAllowed
from workstation.ui.screens.intake_beside import Beside
from workstation.ui.screens.plan_card import PlanCard
from workstation.vocabulary.reading import shipped_codebook


@pytest.fixture
def told():
    return []


@pytest.fixture
def beside(desk, text, told):
    work = team.plan_work(desk.now, plan=lambda call, planned, then, _: told.append(planned) or then())
    plan = PlanCard(work, shipped_codebook(), text)
    made = Beside(desk.intake.page, team.earlier_work(told), plan, desk.now, text)
    for command, act in made.acts_by_command().items():
        desk.window.commands.bind(command, act)
    made.back_wished.connect(desk.intake.review.back_requested)
    desk.press("Ctrl+N")
    return made


def test_three_begun_words_open_the_earlier_thread_for_a_reason_and_the_warning_stays(desk, beside, text, told):
    desk.press("Ctrl+R").type("ank fon wie").press("Return")
    assert told == ["anker fontein wielewaal"]
    assert "wat erin staat, is nog dicht" in words_on(beside.recognise).lower()
    assert beside.careful.isHidden()
    assert "CLB" not in words_on(beside.recognise)
    desk.press("Return")
    assert told[-1] == ("k1", "returning_caller")
    assert beside.careful.isVisible()
    assert "Bevestig geen eerder contact" in beside.careful.text()
    assert "CLB" in words_on(beside.recognise)
    desk.press("Escape")
    assert desk.intake.page.note.hasFocus()
    assert beside.careful.isVisible()
    assert desk.intake.page.refer.isVisible()


def test_the_running_call_joins_the_case_by_one_key_and_leaves_it_by_another(desk, beside, told):
    asked = []
    beside.said.connect(lambda words, undo: asked.append(undo))
    desk.press("Ctrl+R").type("ank fon wie").press("Return", "Return", "Return")
    assert told[-1] == ("link", desk.draft.id, "k1")
    assert any(kind == "caller_recognised" for _, kind in desk.draft.marks)
    asked[-1]()
    assert told[-1] == ("unlink", desk.draft.id)


def test_a_word_heard_wrong_is_said_without_blame_and_costs_nothing(desk, beside, told):
    desk.press("Ctrl+R").type("anker fontein wilewaal").press("Return")
    assert told == []
    assert beside.recognise.box.text() == "anker fontein wielewaal"
    beside.recognise.box.setText("anker fontein qqqqq")
    desk.press("Return", "Return")
    assert "staat niet in de lijst" in words_on(beside.recognise)
    desk.press("Escape")
    assert desk.intake.page.note.hasFocus()


def test_a_wrong_code_and_too_many_of_them_leave_the_call_in_peace(desk, beside, text):
    desk.press("Ctrl+R").type("anker anker anker ").press("Return")
    assert text("earlier.unknown") in words_on(beside.recognise)
    beside.recognise._sorry(NotAllowed("caller_code.too_many"))
    assert "Het gesprek gaat gewoon door" in words_on(beside.recognise)


def test_a_thread_belongs_to_its_own_call(desk, beside):
    desk.press("Ctrl+R").type("ank fon wie").press("Return", "Return")
    desk.type("x")
    desk.press("Ctrl+N")
    assert beside.careful.isHidden()
    assert "CLB" not in words_on(beside.recognise)
    desk.press("Ctrl+Tab")
    assert beside.careful.isVisible()
    beside.forget()
    assert beside.careful.isHidden()


def test_a_code_is_shown_until_it_was_said(desk, beside):
    desk.press("Ctrl+Shift+R")
    assert "anker · fontein · wielewaal" in words_on(beside.given)
    desk.press("Return")
    assert beside.given.code.text() == ""
    assert desk.intake.page.note.hasFocus()
    assert any(kind == "code_given" for _, kind in desk.draft.marks)


def test_a_call_that_looks_alike_offers_itself_without_taking_the_caret(desk, beside, told):
    desk.type("Ze belt.").press("F3").type("pg lg 9000 sl v 34").press("Return", "F2")
    beside._look()
    assert "Lijkt op de oproep van" in words_on(beside.alike)
    assert "zelfde gemeente" in words_on(beside.alike)
    assert desk.intake.page.note.hasFocus()
    asked = []
    beside.call_requested.connect(lambda call, why: asked.append((call, why)))
    desk.press("Alt+5")
    assert asked == [("c9", "")]
    desk.press("Alt+6")
    assert beside.alike.isHidden()
    beside._look()
    assert beside.alike.isHidden()


def test_nothing_is_looked_up_while_letters_are_typed(desk, beside, told):
    desk.type("Ze belt vanop haar werk, ze kan een kwartier praten.")
    assert [one for one in told if isinstance(one, str)] == []
    assert not beside._soon.isActive() or beside._facts.places == frozenset()


def test_a_follow_up_is_planned_without_leaving_the_call_also_from_the_last_page(desk, beside, told):
    desk.type("Ze belt.").press("Ctrl+Return")
    assert desk.intake.review.isVisible()
    desk.press("Ctrl+O").type("do 14-16").press("Return")
    assert (told[-1].what, told[-1].channel) == ("terugbellen", "phone")
    assert f"{told[-1].due.since:%d/%m %H:%M}" == "26/11 14:00"
    assert desk.intake.page.note.hasFocus()
    desk.press("Ctrl+O").type("gisteren").press("Return")
    assert len([one for one in told if hasattr(one, "due")]) == 1
