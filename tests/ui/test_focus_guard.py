import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QStackedWidget, QWidget

from workstation.ui.focus_guard import FocusGuard
from workstation.ui.screen import Screen


@pytest.fixture
def stack(qtbot):
    made = QStackedWidget()
    made.note, made.page = QPlainTextEdit(), QWidget()
    made.elsewhere = QLineEdit(made.page)
    made.addWidget(made.note)
    made.addWidget(made.page)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    made.note.setFocus()
    return made


def test_a_late_answer_cannot_catch_letters_meant_for_the_note(stack, qapp):
    guard = FocusGuard(qapp)
    stack.elsewhere.setFocus()
    QTest.keyClicks(qapp.focusWidget(), "hallo")
    assert (stack.note.toPlainText(), stack.elsewhere.text()) == ("hallo", "")
    guard.deleteLater()


def test_without_the_guard_the_letters_go_where_nobody_sees_them(stack, qapp):
    stack.elsewhere.setFocus()
    QTest.keyClicks(qapp.focusWidget(), "hallo")
    assert stack.note.toPlainText() == ""


def test_what_is_in_view_takes_the_focus_as_ever(stack, qapp):
    guard = FocusGuard(qapp)
    stack.setCurrentWidget(stack.page)
    stack.elsewhere.setFocus()
    assert qapp.focusWidget() is stack.elsewhere
    button = QPushButton(stack.page)
    button.show()
    button.setFocus()
    assert qapp.focusWidget() is button
    guard.deleteLater()


def test_a_list_that_empties_under_the_caret_leaves_it_with_its_screen(qtbot, qapp):
    guard = FocusGuard(qapp)
    window = QWidget()
    rail, screen = QPushButton(window), Screen()
    screen.setParent(window)
    waiting = QLineEdit(screen)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitExposed(window)
    window.activateWindow()
    waiting.setFocus()
    qtbot.waitUntil(waiting.hasFocus)
    waiting.hide()
    assert qapp.focusWidget() is screen
    guard.deleteLater()
    qapp.processEvents()
    assert rail.isVisible()
