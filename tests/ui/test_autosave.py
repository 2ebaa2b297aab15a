"""Autosave: what is typed is in the lane within 400 ms, in the store within a second, and a bad disk loses nothing."""

import threading
import time
from datetime import UTC, datetime

import pytest
from PySide6.QtCore import QEventLoop, QTimer

from workstation.ui.background import Lane
from workstation.ui.forms.autosave import Autosave, Snapshot


def run(seconds):
    loop = QEventLoop()
    QTimer.singleShot(round(seconds * 1000), loop.quit)
    loop.exec()


def wait(condition, seconds=5):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        run(0.01)


class Desk:
    def __init__(self):
        self.lane = Lane("vault")
        self.kept, self.states, self.broken = [], [], False
        self.note = ("",)
        self.hold = None
        self.saving = Autosave(
            self.lane.do,
            self.save,
            lambda: Snapshot({"id": "d1", "answers": {}}, self.note),
            lambda: datetime.now(UTC),
        )
        self.saving.state_changed.connect(self.states.append)

    def save(self, body):
        if self.hold:
            self.hold.wait(5)
        if self.broken:
            raise OSError("disk full")
        self.kept.append((time.monotonic(), body["answers"].get("narrative")))

    def type(self, words):
        self.note = (words,)
        self.saving.touch()


@pytest.fixture
def desk(qapp):
    made = Desk()
    yield made
    made.saving.stop()
    made.lane.close()
    run(0.02)


def test_typing_on_never_postpones_saving(desk):
    began = time.monotonic()
    while time.monotonic() - began < 1.5:
        desk.type(f"{time.monotonic():.3f}")
        run(0.03)
    late = [at - float(words) for at, words in desk.kept]
    assert len(desk.kept) >= 4
    gaps = [b[0] - a[0] for a, b in zip(desk.kept, desk.kept[1:], strict=False)]
    assert max(gaps) < 0.6
    assert max(late) < 0.4


def test_the_newest_state_wins_over_one_that_still_waits(desk):
    desk.hold = threading.Event()
    desk.type("eerste")
    desk.saving.hand_over()
    run(0.02)
    for n in range(20):
        desk.type(f"versie {n}")
        desk.saving.hand_over()
    desk.hold.set()
    wait(lambda: desk.kept and desk.kept[-1][1] == "versie 19")
    assert len(desk.kept) <= 3


def test_a_failing_disk_is_said_and_everything_is_there_once_it_is_back(desk):
    desk.type("goed")
    wait(lambda: desk.states and desk.states[-1].kind == "saved")
    desk.broken = True
    desk.type("tijdens de storing")
    wait(lambda: desk.states[-1].kind == "failing")
    since = desk.states[-1].at
    desk.type("tijdens de storing, en verder")
    run(0.5)
    assert desk.states[-1].at == since, "it keeps saying since when"
    desk.broken = False
    wait(lambda: desk.states[-1].kind == "saved")
    assert desk.kept[-1][1] == "tijdens de storing, en verder"


def test_a_disk_that_comes_back_is_noticed_without_a_key(desk):
    desk.broken = True
    desk.type("laatste woorden")
    wait(lambda: desk.states and desk.states[-1].kind == "failing")
    desk.broken = False
    wait(lambda: desk.states[-1].kind == "saved", seconds=4)
    assert desk.kept[-1][1] == "laatste woorden"


def test_after_stopping_nothing_is_written_any_more(desk):
    desk.type("dit wordt afgerond")
    desk.saving.stop()
    run(0.4)
    desk.saving.hand_over()
    assert desk.kept == []


def test_a_page_emptied_while_the_disk_fails_never_overwrites_what_was_typed(desk):
    desk.broken = True
    desk.type("laatste woorden")
    desk.saving.part()
    desk.type("")
    wait(lambda: desk.states and desk.states[-1].kind == "failing")
    desk.broken = False
    run(2.3)
    assert desk.kept == []
    assert not desk.saving.kept


def test_a_page_emptied_while_its_call_was_being_filed_writes_nothing_when_filing_did_not_work(desk):
    desk.type("dit wordt afgerond")
    desk.saving.stop()
    desk.saving.part()
    desk.type("")
    desk.saving.resume()
    desk.type("")
    desk.saving.hand_over()
    run(0.4)
    assert desk.kept == []


def test_filing_that_did_not_work_writes_again(desk):
    desk.type("dit wordt afgerond")
    desk.saving.stop()
    desk.saving.resume()
    wait(lambda: desk.kept)
    assert desk.kept[-1][1] == "dit wordt afgerond"


def test_a_draft_the_store_no_longer_keeps_is_said_to_be_unsaved(desk):
    class Gone:
        kept = False

    desk.saving._save = lambda _body: Gone()
    desk.type("woorden")
    wait(lambda: desk.states and desk.states[-1].kind == "failing")
