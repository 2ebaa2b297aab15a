import gc
import threading

import pytest
from PySide6.QtCore import QObject, Qt

from workstation.domain.changes import Changes
from workstation.ui.announcer import Announcer
from workstation.ui.background import Lane
from workstation.ui.collecting import Collector, undisturbed


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


class Died:
    """Which thread destroyed the Qt objects it was asked to watch."""

    def __init__(self):
        self.within = []

    def watched(self):
        made = QObject()
        made.destroyed.connect(
            lambda *_: self.within.append(threading.current_thread().name), Qt.ConnectionType.DirectConnection
        )
        return made

    def leave_in_a_ring(self):
        ring = [self.watched()]
        ring.append(ring)


def much():
    return [[] for _ in range(3 * gc.get_threshold()[0])]


@pytest.fixture
def collector(qapp):
    made = Collector(qapp)
    yield made
    made.deleteLater()


def test_a_lane_frees_no_window_however_much_it_makes(qtbot, lane, collector):
    died, done = Died(), []
    died.leave_in_a_ring()
    lane.do(much, done.append)
    qtbot.waitUntil(lambda: bool(done))
    assert died.within == []
    qtbot.waitUntil(lambda: bool(died.within))
    assert died.within == ["MainThread"]


def test_the_control_python_left_to_itself_frees_windows_in_a_lane(qtbot, lane, collector):
    died, done = Died(), []
    died.leave_in_a_ring()
    gc.enable()
    lane.do(much, done.append)
    qtbot.waitUntil(lambda: bool(done))
    gc.disable()
    assert died.within == ["test_0"]


def test_while_a_lane_counts_only_what_is_new_is_passed_over(qtbot, collector, monkeypatch):
    passes = []
    monkeypatch.setattr(gc, "collect", passes.append)
    monkeypatch.setattr(gc, "get_count", lambda: (701, 11, 11))
    with undisturbed():
        collector.look()
    collector.look()
    assert passes == [0, 2]


@pytest.mark.parametrize("fails", [False, True])
def test_what_a_lane_was_given_is_freed_in_the_window_s_thread(qtbot, lane, fails):
    died, done = Died(), []
    held = [died.watched(), died.watched()]

    def given(work_holds, then_holds):
        def work():
            assert work_holds
            if fails:
                raise ValueError

        lane.do(work, lambda _: done.append(bool(then_holds)), lambda _: done.append(bool(then_holds)))

    given(*held)
    held.clear()
    lane.wait(5)
    assert died.within == []
    qtbot.waitUntil(lambda: len(died.within) == 2)
    assert died.within == ["MainThread"] * 2
