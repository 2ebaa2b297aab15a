"""Rehearsals from the first word to the debriefing, in the real window; and that nothing of them gets out."""

import io
import os
import socket
from pathlib import Path

import pytest
from pypdf import PdfReader
from PySide6.QtWidgets import QApplication
from tests.journeys.rehearsing import Player
from tests.training.stories import scenario, scenarios

from workstation.assembly.rehearsal_desk import Wish, open_rehearsal
from workstation.store.profiles import create_profile
from workstation.training.rehearsal import NotARehearsal
from workstation.training.simulated_clock import SimulatedClock
from workstation.ui.application import Application

SHORT = ("stille-oproep", "tiener-op-chat", "mail-over-vroeger")


@pytest.fixture
def application(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    made = Application()
    yield made
    qapp.setStyleSheet("")


def play(name, application, way=0):
    player = Player(scenario(name), application, way=way)
    try:
        player.answer().listen().register_as_the_model()
        return player, player.file()
    finally:
        player.leave()


def play_every(application):
    """The long form: every scenario, both ways it may go. Gives (scenario, way, comparison)."""
    for one in scenarios():
        for way in (0, -1):
            yield one.id, way, play(one.id, application, way)[1]


@pytest.mark.parametrize("name", SHORT)
def test_a_scenario_is_played_from_the_first_word_to_the_debriefing(application, name):
    player, done = play(name, application)
    assert [(row.person, row.field, row.mine, row.model) for row in done.to_look_at] == []
    assert not player.root.exists()


@pytest.mark.slow
@pytest.mark.skipif("REHEARSALS" not in os.environ, reason="the long form: make rehearsals")
def test_every_scenario_is_played_both_ways(application):
    played = 0
    for name, way, done in play_every(application):
        assert done.to_look_at == (), (name, way)
        played += 1
    assert played == 2 * len(scenarios())


def test_every_screen_of_a_rehearsal_says_so(application):
    player = Player(scenario("buurvrouw-hoort-kind"), application)
    try:
        for name in ("home", "calls", "directory", "settings", "shift_end", "shift_start", "call"):
            player.window.go(name)
            QApplication.processEvents()
            assert player.desk.panel._tag.text() == "OEFENING 3"
            assert player.desk.panel._tag.isVisible()
            picture = player.window.grab().toImage()
            colour = application.look.tokens.practice
            edge = [(2, 300), (picture.width() - 3, 300), (600, 2), (600, picture.height() - 3)]
            assert {picture.pixelColor(x, y).name() for x, y in edge} == {colour}
    finally:
        player.leave()


def test_every_page_printed_in_a_rehearsal_says_so(application):
    player = Player(scenario("scheiding-op-zondag"), application)
    try:
        player.answer().listen().register_as_the_model()
        call = player.draft.id
        player.file()
        for audience in ("internal", "police", "caller"):
            copy = player.desk.screens._calls.copy(call, audience, "saved", "oefening")
            pages = PdfReader(io.BytesIO(copy.pdf)).pages
            assert pages
            assert all("OEFENING" in page.extract_text().upper() for page in pages), audience
    finally:
        player.leave()


def test_a_rehearsal_opens_no_connection_and_touches_no_other_file(application, tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda *a: asked.append(a))
    real = tmp_path / "real"
    create_profile(
        real, "een lange wachtzin", counsellor="Noor", staff_number="1", team="", use_keyring=False
    ).vault.close()
    before = {path: path.stat().st_mtime_ns for path in real.rglob("*")}
    _, done = play("stille-oproep", application)
    assert done.title
    assert asked == []
    assert {path: path.stat().st_mtime_ns for path in real.rglob("*")} == before
    assert [path.name for path in Path(tmp_path).iterdir() if path.name.startswith("1712-oefening-")] == []


def test_the_socket_check_can_fail(monkeypatch):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda *a: asked.append(a))
    with socket.socket(socket.AF_UNIX) as one:
        one.connect("/nowhere")
    assert len(asked) == 1


def test_a_rehearsal_refuses_a_store_of_somebodys_own(tmp_path):
    one = scenario("stille-oproep")

    class Somebodys:
        vault = create_profile(
            tmp_path / "real", "een lange wachtzin", counsellor="Noor", staff_number="1", team="", use_keyring=False
        ).vault
        folder = tmp_path / "real"

    with Somebodys.vault, pytest.raises(NotARehearsal):
        open_rehearsal(Somebodys(), Wish(one, 1, "x"), SimulatedClock(one.begins))


def test_a_trainee_who_misses_the_danger_is_told_so_without_a_mark(application):
    player = Player(scenario("hij-komt-zo-thuis"), application)
    try:
        player.answer().listen()
        player.desk.debrief_now()
        view = player.desk.debrief.shown
        assert all(danger.missed for danger in view.done.dangers)
        assert len(view.remarks) == 3
        assert "signaal bleef liggen" in view.remarks[0].words + view.remarks[1].words
    finally:
        player.leave()
