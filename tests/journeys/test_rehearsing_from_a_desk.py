"""From one's own desk to a rehearsal and back: the desk is hidden meanwhile, and keeps nothing but codes and texts."""

import time

import pytest
from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workstation.assembly.rehearse import RehearsalStation
from workstation.assembly.start import Start, Station
from workstation.store.profiles import create_profile
from workstation.training.own_scenarios import OWN, RESULTS
from workstation.training.rehearsal import PREFIX
from workstation.usecases.read_settings import read_settings

PASSPHRASE = "een lange wachtzin"
OWN_TEXT = "Mijn eigen verhaal"


def wait(condition, seconds=20.0):
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "waited in vain"
        loop = QEventLoop()
        QTimer.singleShot(10, loop.quit)
        loop.exec()


@pytest.fixture
def place(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    yield tmp_path
    qapp.setStyleSheet("")


@pytest.fixture
def station(place):
    create_profile(
        place / "mine", PASSPHRASE, counsellor="Noor", staff_number="1", team="limburg", use_keyring=False
    ).vault.close()
    made = Station(Start(place / "mine", None, PASSPHRASE))
    made.show()
    wait(lambda: made.screens is not None)
    yield made
    made.window.close()
    made.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def begin(rehearsals, window, name="stille-oproep"):
    window.go("rehearsal")
    wait(lambda: rehearsals.choosing.chosen is not None)
    rehearsals.choosing.choose(name)
    window.commands.run("start_rehearsal")
    wait(lambda: rehearsals.running is not None)
    return rehearsals.running


def find_and_take_a_code(editing, words):
    before = editing.editor.toPlainText()
    QTest.keyClicks(editing.codes.words, words)
    assert editing.codes.found.count() > 0
    QTest.keyClick(editing.codes.words, Qt.Key.Key_Return)
    after = editing.editor.toPlainText()
    return after[: len(after) - len(before)]


def test_the_desk_is_hidden_while_one_rehearses_and_the_rehearsal_is_gone_afterwards(station, place):
    desk = begin(station.rehearsals, station.window)
    assert not station.window.isVisible()
    assert desk.window.isVisible()
    desk.window.commands.run("new_call")
    wait(lambda: desk.screens.intake.call is not None)
    desk.tick()
    desk.debrief_now()
    root = desk._prepared.store.root
    assert root.exists()
    desk.window.commands.run("stop_rehearsal")
    wait(lambda: station.rehearsals.running is None)
    assert station.window.isVisible()
    assert not root.exists()
    wait(lambda: RESULTS in read_settings(vault=station.desk.vault))
    with station.desk.vault.reading() as work:
        assert list(work.drafts.waiting("Noor")) == []


def test_closing_the_desk_ends_a_rehearsal_that_runs(station, place):
    begin(station.rehearsals, station.window)
    station.close()
    assert [path.name for path in place.iterdir() if path.name.startswith(PREFIX)] == []


def test_a_trainer_changes_a_scenario_and_it_is_kept_in_his_own_profile_while_he_types(station):
    window, rehearsals = station.window, station.rehearsals
    window.go("rehearsal")
    wait(lambda: rehearsals.choosing.chosen is not None)
    rehearsals.choosing.choose("stille-oproep")
    window.commands.run("edit_scenario")
    wait(lambda: window.situation.screen == "rehearsal_editing")
    editor = rehearsals.editing.editor
    assert find_and_take_a_code(rehearsals.editing, "partnergeweld") == '"partner_violence"'
    editor.undo()
    editor.setPlainText(
        editor.toPlainText().replace("Een stille oproep", OWN_TEXT).replace("minutes = 3", "minutes = drie")
    )
    wait(lambda: any(OWN_TEXT in text for text in read_settings(vault=station.desk.vault).values()))
    rehearsals.editing.look()
    assert rehearsals.editing.reading.scenario is None
    editor.setPlainText(editor.toPlainText().replace("minutes = drie", "minutes = 4"))
    window.commands.run("save_scenario")
    wait(lambda: OWN + "stille-oproep" in read_settings(vault=station.desk.vault))
    window.go("rehearsal")
    wait(lambda: any(one.own for one in rehearsals.choosing._offered.values()))
    assert rehearsals.choosing.chosen.scenario.title == OWN_TEXT
    window.commands.run("edit_scenario")
    wait(lambda: window.situation.screen == "rehearsal_editing")
    window.commands.run("give_back_scenario")
    wait(lambda: OWN + "stille-oproep" not in read_settings(vault=station.desk.vault))


def test_one_can_rehearse_without_any_profile(place):
    station = RehearsalStation("stille-oproep")
    station.show()
    wait(lambda: station.rehearsals.running is not None)
    assert station.rehearsals.running.wish.scenario.id == "stille-oproep"
    station.rehearsals.running.stop()
    wait(lambda: station.rehearsals.running is None)
    station.window.close()
    assert [path.name for path in place.iterdir() if path.name.startswith(PREFIX)] == []
    station.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
