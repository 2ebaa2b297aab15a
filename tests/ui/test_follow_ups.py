"""What waits is settled, moved, given on or dropped with a reason; and planned beside the call it belongs to."""

import pytest
from tests.ui import examples
from tests.ui import team_examples as team
from tests.ui.test_cases import words_on

from workstation.domain.problems import NotReady, Problem
from workstation.ui.screens.call_keeping import CallKeeping
from workstation.ui.screens.follow_up_lines import TaskWords
from workstation.ui.screens.follow_ups import FollowUpsScreen
from workstation.ui.screens.plan_card import PlanCard
from workstation.vocabulary.reading import shipped_codebook

BOOK = shipped_codebook()


@pytest.fixture
def told():
    return []


@pytest.fixture
def screen(qtbot, look, text, told):
    def settle(task, how, reason, then, otherwise):
        told.append((task, how, reason))
        if how == "dropped" and not reason:
            otherwise(NotReady((Problem("reason", "filing.reason_needed"),)))
        else:
            then()

    work = team.follow_ups_work(
        settle=settle,
        move=lambda task, due, reason, then, otherwise: told.append((task, due, reason)) or then(),
        assign=lambda task, to, then, otherwise: told.append((task, to)) or then(),
        settled=lambda task, words: told.append((task, words)),
    )
    made = FollowUpsScreen(work, TaskWords(BOOK, text), look, text)
    qtbot.addWidget(made)
    made.resize(1200, 700)
    made.show()
    made.arrive()
    return made


def test_the_longest_overdue_is_in_hand_and_says_that_it_is_late(screen, text):
    assert screen.task.id == "t1"
    assert "te laat" in words_on(screen)
    assert "mag tussen 14 en 16 uur" in words_on(screen)


def test_with_nothing_left_there_is_nothing_to_type_in_and_nothing_to_press(screen, text):
    screen.forget()
    assert not screen.reason.isVisible()
    assert screen.acts == ()
    assert text("home.no_follow_ups") in words_on(screen)


def test_done_takes_one_key_and_dropping_wants_a_reason(screen, told):
    screen.done()
    assert told == [("t1", "done", ""), ("t1", "Genoteerd als gedaan.")]  # on the line that offers to take it back
    screen.drop()
    assert "waarom" in words_on(screen).lower()
    screen.reason.setText("verhuisd")
    screen.drop()
    assert told[-2:] == [("t1", "dropped", "verhuisd"), ("t1", "Stopgezet, met je reden erbij.")]
    assert screen.reason.text() == ""


def test_moving_reads_the_moment_as_it_is_said(screen, told, text):
    screen.move_on()
    assert text("follow_up.when_please") in words_on(screen)
    screen.when.setText("20/1/2020")
    assert "al voorbij" in words_on(screen)
    screen.when.setText("over 2 dagen 10u")
    screen.reason.setText("niet bereikt")
    screen.move_on()
    assert (told[-1][0], told[-1][2]) == ("t1", "niet bereikt")


def test_a_task_is_given_to_a_colleague_or_back_to_the_team(screen, told):
    screen.whom.setCurrentIndex(screen.whom.findData(team.JO))
    screen.assign()
    screen.whom.setCurrentIndex(0)
    screen.assign()
    assert told == [("t1", team.JO), ("t1", None)]


def test_the_wanted_task_is_in_hand_and_locking_leaves_nothing(screen):
    screen.show_task("t2")
    screen.arrive()
    assert screen.task.id == "t2"
    screen.reason.setText("iets")
    screen.forget()
    assert screen.task is None
    assert screen.reason.text() == ""
    assert "CAW" not in words_on(screen)


def test_planning_says_how_it_reads_the_moment_and_keeps_nothing_it_does_not_understand(qtbot, text, told):
    card = PlanCard(
        team.plan_work(plan=lambda call, planned, then, _: told.append((call, planned)) or then()), BOOK, text
    )
    qtbot.addWidget(card)
    card.begin("c1", safe_moment="enkel overdag", channel="phone")
    card.when.setText("ooit")
    card.keep()
    assert told == []
    assert "Typ bijvoorbeeld" in words_on(card)
    card.when.setText("do 14-16")
    assert "14:00–16:00" in words_on(card)
    card.whom.setCurrentIndex(card.whom.findText(team.JO))
    card.keep()
    ((call, planned),) = told
    assert (call, planned.safe_moment, planned.turn.counsellor) == ("c1", "enkel overdag", team.JO)
    assert card.when.text() == ""


def test_a_hold_stands_on_the_card_with_its_reason_and_only_lifting_can_be_asked(qtbot, text, told):
    card = CallKeeping(
        team.keeping_work(do=lambda act, call, why, then, _: told.append((act, call, why)) or then()), text
    )
    qtbot.addWidget(card)
    card.show_call(examples.CALL)
    assert "vraag van het parket" in words_on(card)
    assert card.acts["hold"].isHidden()
    card.reason.setText("op haar vraag")
    card.do("erasure")
    assert told == [("erasure", examples.CALL.id, "op haar vraag")]
    assert "Een tweede persoon" in words_on(card)
    card.forget()
    assert "parket" not in words_on(card)
