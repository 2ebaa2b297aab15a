import sys

import pytest
from tests.journeys.stations import Sitting, make_profile


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
