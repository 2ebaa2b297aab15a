import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from tests.ui.intake_desk import Desk

from workstation.ui.collecting import Collector
from workstation.ui.focus_guard import FocusGuard
from workstation.ui.look import Look
from workstation.vocabulary.words import words


@pytest.fixture
def text():
    return words()


@pytest.fixture
def look(qapp: QApplication):
    made = Look(qapp)
    yield made
    qapp.setStyleSheet("")
    made.deleteLater()


@pytest.fixture
def desk(look):
    made = Desk(look)
    yield made
    made.close()


@pytest.fixture(autouse=True)
def nothing_left_behind(qapp):
    yield
    assert QApplication.activeModalWidget() is None, "a dialog opened by itself"
    # without a running event loop nobody else buries the closed windows of the last test
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    # they live as long as the program: here they would watch the next test
    for one in [*qapp.findChildren(FocusGuard), *qapp.findChildren(Collector)]:
        shiboken6.delete(one)
