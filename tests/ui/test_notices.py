import pytest
from PySide6.QtWidgets import QApplication, QLabel

from workstation.ui.notices import Notices
from workstation.ui.parts import Flow, button, label


@pytest.fixture
def notices(qtbot, text):
    made = Notices(text)
    qtbot.addWidget(made)
    qtbot.addWidget(made.alarm)
    return made


def test_an_act_can_be_taken_back_once(notices):
    undone = []
    notices.say("Partnergeweld verwijderd", lambda: undone.append(1))
    assert notices.undo()
    assert not notices.undo()
    assert undone == [1]
    assert notices.shown == ""


def test_a_failure_stays_until_it_is_over(notices):
    notices.warn("disk", "Niet bewaard sinds 14:32.")
    notices.say("iets anders")
    notices.clear()
    assert notices.alarm.words == "Niet bewaard sinds 14:32."
    notices.settled("disk")
    assert notices.alarm.words == ""
    assert notices.alarm.isHidden()


def test_two_failures_do_not_hide_each_other(notices):
    notices.warn("disk", "schijf")
    notices.warn("print", "printer")
    notices.settled("print")
    assert notices.alarm.words == "schijf"


def test_no_notice_opens_a_dialog(notices):
    notices.say("een")
    notices.warn("twee", "twee", lambda: None)
    assert QApplication.activeModalWidget() is None


def test_a_word_with_markup_is_shown_as_it_was_written(qtbot):
    made = label("<b>x</b>")
    qtbot.addWidget(made)
    assert made.text() == "<b>x</b>"
    assert made.textFormat().name == "PlainText"


def test_chips_wrap_and_none_is_lost(qtbot):
    holder = QLabel()
    qtbot.addWidget(holder)
    flow = Flow(holder)
    for n in range(12):
        flow.addWidget(button(f"Keuze nummer {n}"))
    assert flow.heightForWidth(200) > flow.heightForWidth(2000)
    assert flow.count() == 12
