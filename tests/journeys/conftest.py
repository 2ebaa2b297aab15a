import sys

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent
from tests.journeys.stations import Sitting, make_profile

from workstation.ui.collecting import Collector
from workstation.ui.focus_guard import FocusGuard
from workstation.ui.look import Look


@pytest.fixture
def profile(tmp_path):
    """A closed profile, made as the program makes it."""
    make_profile(tmp_path / "profile")
    return tmp_path / "profile"


@pytest.fixture
def sit(qapp):
    """Starts the program at a profile, as often as a test wants; every window is closed afterwards."""
    hook = sys.excepthook
    begun = []

    def start(folder):
        begun.append(Sitting(folder))
        return begun[-1]

    yield start
    for one in begun:
        one.close()
    sys.excepthook = hook
    qapp.setStyleSheet("")


@pytest.fixture(autouse=True)
def windows_go_with_their_test(qapp):
    """What is left behind is dressed again by every later change of the look, and its timers and guards go on."""
    yield
    for _ in range(3):
        qapp.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    for one in [
        *qapp.topLevelWidgets(),
        *qapp.findChildren(Collector),
        *qapp.findChildren(FocusGuard),
        *qapp.findChildren(Look),
    ]:
        if shiboken6.isValid(one):
            shiboken6.delete(one)
