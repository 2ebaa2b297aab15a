import threading

import pytest

from workstation.domain.changes import Changes
from workstation.ui.announcer import Announcer
from workstation.ui.background import Lane


@pytest.fixture
def lane():
    made = Lane("test")
    yield made
    made.close()


def test_work_is_done_in_order_and_answered_in_the_window_s_thread(qtbot, lane):
    answers = []
    for n in range(20):
        lane.do(lambda n=n: n, lambda got: answers.append((got, threading.current_thread())))
    qtbot.waitUntil(lambda: len(answers) == 20)
    assert answers == [(n, threading.main_thread()) for n in range(20)]


def test_what_goes_wrong_is_told_to_the_asker(qtbot, lane):
    wrong = []
    lane.do(lambda: 1 / 0, wrong.append, wrong.append)
    qtbot.waitUntil(lambda: bool(wrong))
    assert isinstance(wrong[0], ZeroDivisionError)


def test_a_write_in_a_lane_is_heard_in_the_window_s_thread(qtbot, lane):
    announcer, heard = Announcer(), []
    announcer.listen(lambda changes: heard.append((changes, threading.current_thread())))
    lane.do(lambda: announcer.changed(Changes.of("call", "a")))
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [(Changes.of("call", "a"), threading.main_thread())]
    announcer.changed(Changes())
    assert len(heard) == 1
