import gc
import logging
import sys

import pytest
from PySide6.QtCore import QDate, QLocale, QMessageLogContext, QtMsgType, qInstallMessageHandler
from PySide6.QtWidgets import QApplication, QDialogButtonBox

from workstation.ui.application import Application, log_qt_message

SECRET = "mevrouw-belt-vanop-haar-werk"


@pytest.fixture
def application(qapp):
    hook, distance, locale = sys.excepthook, qapp.startDragDistance(), QLocale()
    made = Application()
    yield made
    qInstallMessageHandler(None)
    sys.excepthook = hook
    qapp.removeTranslator(made._dutch)
    qapp.setStyleSheet("")
    QLocale.setDefault(locale)
    qapp.setStartDragDistance(distance)


def test_buttons_of_the_toolkit_speak_dutch(application, qtbot):
    box = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
    qtbot.addWidget(box)
    assert box.buttons()[0].text() == "Annuleren"
    assert QLocale().toString(QDate(2026, 11, 22), QLocale.FormatType.ShortFormat) == "22/11/2026"


def test_the_collector_never_begins_by_itself_once_there_is_a_window(application):
    gc.enable()
    again = Application()
    assert not gc.isenabled()
    assert again.qt is application.qt


def test_text_cannot_be_dragged_out_of_a_field(application):
    assert QApplication.startDragDistance() > 100_000


def test_a_defect_is_logged_without_what_it_was_about(application, caplog):
    said = []
    application.guard(lambda wrong: said.append(type(wrong).__name__))

    def stumble(value):
        raise ValueError(value)

    try:
        stumble(SECRET)
    except ValueError as wrong:
        with caplog.at_level(logging.DEBUG):
            sys.excepthook(type(wrong), wrong, wrong.__traceback__)
    assert said == ["ValueError"]
    assert "stumble" in caplog.text
    assert SECRET not in caplog.text


def test_what_the_toolkit_says_is_logged_without_its_words(caplog):
    with caplog.at_level(logging.DEBUG):
        log_qt_message(QtMsgType.QtWarningMsg, QMessageLogContext(), SECRET)
    assert caplog.text
    assert SECRET not in caplog.text
