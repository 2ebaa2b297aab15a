"""The screen of a case, the card on a call's page, the coordinator's desk."""

import pytest
from tests.ui import team_examples

from workstation.domain.permissions import NotAllowed
from workstation.ui.screens.case import CaseScreen
from workstation.ui.screens.case_card import CaseCard
from workstation.ui.screens.oversight import OversightScreen


def words_on(widget):
    from PySide6.QtWidgets import QLabel

    return " ".join(one.text() for one in widget.findChildren(QLabel) if not one.isHidden())


@pytest.fixture
def case(qtbot, look, text):
    made = CaseScreen(team_examples.case_work(), look, text)
    qtbot.addWidget(made)
    made.show_case("k1")
    made.arrive()
    return made


def test_a_case_shows_nothing_before_a_reason_is_chosen(case):
    assert "D-0042" not in words_on(case)
    case.reason._buttons[0].click()
    assert "D-0042" in words_on(case)
    assert "Bevestig geen eerder contact" in words_on(case)


def test_another_visit_asks_again(case):
    case.reason._buttons[0].click()
    case.show_case("k1")
    assert "CLB" not in words_on(case)
    case.arrive()
    assert not case.reason.isHidden()


def test_the_time_line_is_narrowed_to_one_kind(case):
    case.reason._buttons[0].click()
    case.kind.setCurrentIndex(case.kind.findData("note"))
    assert "CLB" in words_on(case)
    assert "2026-K7-00119" not in words_on(case)


def test_taking_back_wants_a_reason(case):
    undone = []
    case._work = team_examples.case_work(undo=lambda act, reason, then, otherwise: undone.append((act, reason)))
    case.reason._buttons[0].click()
    case._undo(7)
    assert undone == []
    case.bonds.why.setText("toch niet")
    case._undo(7)
    assert undone == [(7, "toch niet")]


def test_locking_leaves_nothing_of_a_case(case):
    case.reason._buttons[0].click()
    case.forget()
    assert "CLB" not in words_on(case)
    assert "D-0042" not in words_on(case)


def test_a_code_is_shown_once_and_gone_with_the_call(qtbot, text):
    card = CaseCard(team_examples.case_card_work(), text)
    qtbot.addWidget(card)
    card.show_call("c1", None)
    card.give_code()
    assert "anker · fontein · wielewaal" in words_on(card)
    card.show_call("c2", None)
    assert "anker" not in words_on(card)


def test_linking_wants_a_reason_and_says_so_without_blame(qtbot, text):
    card = CaseCard(team_examples.case_card_work(), text)
    qtbot.addWidget(card)
    card.show_call("c1", None)
    card.link()
    assert "waarom" in words_on(card)
    card.reason.setText("zelfde gezin")
    card.link()
    assert "Bewaard" in words_on(card)


def test_the_desk_says_whether_the_log_is_whole(qtbot, look, text):
    shown = [team_examples.VIEW]
    desk = OversightScreen(lambda then, otherwise: then(shown[0]), text)
    qtbot.addWidget(desk)
    desk.arrive()
    assert "Gaaf: alle 128 regels kloppen." in words_on(desk)
    assert "31" in words_on(desk)
    shown[0] = team_examples.BROKEN
    desk.arrive()
    assert "ingekort of vervangen bij regel 97" in words_on(desk)
    desk.forget()
    assert "97" not in words_on(desk)


def test_a_role_that_may_not_look_is_told_so(qtbot, look, text):
    desk = OversightScreen(lambda then, otherwise: otherwise(NotAllowed("permissions.no")), text)
    qtbot.addWidget(desk)
    desk.arrive()
    assert text("permissions.no") in words_on(desk)
    assert desk.lines.rowCount() == 0


def test_calls_are_taken_out_or_split_off_by_ticks_and_only_with_a_reason(case):
    asked = []
    case.reason._buttons[0].click()
    case.bonds._work = team_examples.bond_work(
        split=lambda one, calls, reason, then, otherwise: asked.append((one, calls, reason)) or then()
    )
    assert not case.bonds.split.isEnabled()
    case.bonds._ticks["c2"].setChecked(True)
    case.bonds.take_out()
    assert "waarom" in words_on(case)
    case.bonds.why.setText("ander gezin")
    case.bonds.split_off()
    assert asked == [("k1", ("c2",), "ander gezin")]
    assert "ongedaan maken" in words_on(case)
    assert case.bonds.ticked == ()


def test_nothing_is_read_again_for_a_call_of_somebody_else(case):
    from workstation.domain.changes import Changes

    case.reason._buttons[0].click()
    read = []
    case._work = team_examples.case_work(fetch=lambda one, why, then, otherwise: read.append(one))
    case.heard(Changes.of("call", "another"))
    assert read == []
    case.heard(Changes.of("call", "c2"))
    assert read == ["k1"]
