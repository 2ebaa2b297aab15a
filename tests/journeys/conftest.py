import sys

import pytest
import shiboken6
from tests.journeys.stations import KEPT, Sitting, make_profile


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


@pytest.fixture(scope="session", autouse=True)
def windows_go_before_the_application(qapp):
    yield
    for one in KEPT:
        shiboken6.delete(one.window)
    KEPT.clear()
