import gc
import os
import sys

import keyring
import pytest
from hypothesis import HealthCheck, settings

# a busy machine is no reason to fail: what is slow is measured by its own checks
settings.register_profile("house", deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_LOGGING_RULES", "qt.qpa.*=false")

pytest_plugins = ["tests.store.vaults", "tests.usecases.desks", "tests.journeys.hub_process"]


@pytest.fixture(scope="session", autouse=True)
def nothing_lies_on_the_clipboard_at_the_end():
    """Qt lets go of it after Python has ended: what a test copied would end the process with a fault."""
    yield
    widgets = sys.modules.get("PySide6.QtWidgets")
    if widgets is not None and widgets.QApplication.instance() is not None:
        widgets.QApplication.clipboard().clear()


@pytest.fixture(autouse=True)
def windows_are_freed_in_their_own_thread(request):
    """As in the program: Python's collector, left to itself, frees them in a lane, and Qt ends the process."""
    if "qapp" not in request.fixturenames:
        yield
        return
    gc.disable()
    yield
    gc.collect(1)
    gc.enable()


@pytest.fixture
def machine():
    """Sits down at a machine: its keyring is the one that answers."""
    before = keyring.get_keyring()

    def at(backend):
        keyring.set_keyring(backend)
        return backend

    yield at
    keyring.set_keyring(before)
