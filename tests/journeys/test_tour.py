"""The guided tour, walked through in the real window with keys alone; and left halfway without a trace."""

import os
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from tests.journeys.rehearsing import Player
from tests.training.stories import scenario

from workstation.assembly.rehearsal_desk import Wish, prepare
from workstation.assembly.tour_desk import TourDesk
from workstation.ui.application import Application

PICTURES = os.environ.get("TOUR_PICTURES")


class Walker(Player):
    """A new counsellor; `Player` gives the hands."""

    def __init__(self, application, size=(1366, 768)):
        wish = Wish(scenario("buurvrouw-hoort-kind"), 1, "Rondleiding")
        self.skipped = 0.0
        self.prepared = prepare(wish, self.running)
        self.desk = TourDesk(wish, self.prepared, application)
        self.window, self.root, self.over = self.desk.window, self.prepared.store.root, []
        self.desk.over.connect(self.over.append)
        self.desk.show()
        self.window.resize(*size)
        self.desk._tick.stop()
        self.run(0.05)

    @property
    def step(self):
        return self.desk.tour.step.name if self.desk.tour.step else "ready"

    def now(self, wanted):
        self.desk.look()
        if PICTURES:
            self.picture(Path(PICTURES) / f"{self.desk.tour.behind:02}-{wanted}-{self.window.width()}.png")
        assert self.step == wanted


@pytest.fixture
def application(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    made = Application()
    yield made
    qapp.setStyleSheet("")


@pytest.fixture
def walker(application):
    made = Walker(application)
    yield made
    made.leave()


def test_a_new_counsellor_walks_through_five_tasks_with_keys_alone(walker):
    walker.now("answer")
    walker.press("Ctrl+N").now("write")
    walker.type("Zus wordt geslagen door haar man. ").now("stamp")
    walker.press("F7").now("short")
    walker.type("Ze wil ;tv ").now("quick")
    walker.press("F3").type("pg lg 9000 v 34").press("Return").now("person")
    walker.press("Ctrl+P").now("back")
    walker.press("F2").now("safety")
    walker.press("F5").type("jn").now("danger")
    walker.press("F9").now("calm")
    walker.press("F9").now("hide")
    walker.press("F12").now("refer")
    walker.press("F12")
    walker.run(0.2)
    walker.press("Alt+1").now("say")
    walker.press("Ctrl+T").now("end")
    walker.press("Escape", "Ctrl+E").now("review")
    walker.press("Ctrl+Return").now("silent")
    walker.press("Ctrl+N", "Ctrl+E", "S")
    walker.wait(lambda: walker.step == "ready")
    walker.now("ready")
    assert walker.desk.tour.skipped == []
    assert walker.desk._keys.keys < 160
    assert "Klaar" in walker.desk.panel._part.text()


def test_steps_can_be_skipped_and_the_tour_left_at_any_time_without_a_trace(walker):
    walker.press("Alt+PgDown", "Alt+PgDown")
    assert walker.step == "stamp"
    assert walker.desk.tour.skipped == ["answer", "write"]
    walker.press("Ctrl+Shift+Q")
    assert walker.over == [False]
    assert not walker.root.exists()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
