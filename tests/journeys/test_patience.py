"""The waiting of the journeys themselves: long where work goes on, short where nothing does."""

import hashlib
import threading
import time

import pytest
from PySide6.QtWidgets import QWidget
from tests.journeys.patience import PatientHands

from workstation.ui.background import Lane


@pytest.fixture
def hands(qtbot):
    window = QWidget()
    qtbot.addWidget(window)
    return PatientHands(window, quiet=0.4)


def test_a_step_may_take_long_as_long_as_a_lane_works(hands):
    lane, done = Lane("slow"), []

    def work():
        until = time.thread_time() + 0.7
        while time.thread_time() < until:
            hashlib.sha256(b"x" * 100_000).digest()

    lane.do(work, done.append)
    hands.wait(lambda: bool(done))
    lane.close()


def test_the_control_where_nothing_happens_it_gives_up(hands):
    lane, enough = Lane("idle"), threading.Event()
    lane.do(enough.wait)
    with pytest.raises(TimeoutError):
        hands.wait(lambda: False)
    enough.set()
    lane.close()
