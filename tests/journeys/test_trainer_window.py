"""The trainer leads from a window of his own, beside the trainee's, which keeps the caret and the keys."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QLabel
from tests.journeys.rehearsing import Player
from tests.training.stories import scenario

from workstation.ui.application import Application

PICTURES = os.environ.get("TRAINER_PICTURES")


@pytest.fixture
def player(qapp, tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr("tempfile.tempdir", None)
    made = Player(scenario("hij-komt-zo-thuis"), Application())
    yield made
    made.leave()
    qapp.setStyleSheet("")


def words_on(window):
    return " ".join(one.text() for one in window.findChildren(QLabel))


def test_a_trainer_leads_improvises_branches_and_remarks_in_a_window_of_his_own(player):
    desk = player.desk
    player.answer()
    player.press("Ctrl+Shift+T")
    trainer = desk.trainer
    assert trainer.isVisible()
    assert not desk.panel._led.isVisible()
    player.wait(desk.screens.intake.page.note.hasFocus)
    trainer.say.click()
    assert desk.script.said[-1].line is desk.script.scenario.first.lines[0]
    trainer.words.setText("Wacht, ik hoor de deur.")
    trainer.words.returnPressed.emit()
    assert desk.script.said[-1].improvised
    player.later(3)
    trainer.remark.setText("Vraagt rustig door")
    trainer.remark.returnPressed.emit()
    player.press("F9")
    while not desk.script.choices and not desk.script.over:
        player.later(1)
    player.later(3)
    if PICTURES:
        for size, percent, theme in (
            ((560, 768), 100, "licht"),
            ((600, 1000), 115, "zacht"),
            ((640, 728), 130, "donker"),
        ):
            player.application.look.choose_letters(percent)
            player.application.look.choose_theme(theme)
            trainer.resize(*size)
            player.run(0.2)
            trainer.grab().save(str(Path(PICTURES) / f"trainer-{percent}-{theme}.png"))
            player.picture(Path(PICTURES) / f"trainee-{percent}-{theme}.png")
        player.application.look.choose_letters(100)
        player.application.look.choose_theme("licht")
    assert "ik hoor de deur" in trainer.said.toPlainText()
    said = words_on(trainer)
    assert "Vraagt rustig door" in said
    assert all(one.what in said for one in player.scenario.dangers)
    assert "opgemerkt na" in said
    assert "velden van het voorbeeld" in said
    trainer.choose(0)
    player.later(1)
    assert not desk.script.choices
    player.listen()
    desk.debrief_now()
    QApplication.processEvents()
    assert desk.trainer is None
    assert "Vraagt rustig door" in words_on(desk.debrief)


def test_closing_the_window_gives_the_controls_back_and_ending_the_rehearsal_takes_it_along(player):
    desk = player.desk
    desk.window.commands.run("trainer_window")
    first = desk.trainer
    assert desk.window.isVisible()
    first.close()
    assert desk.trainer is None
    assert not desk.panel._led.isHidden()
    desk.window.commands.run("trainer_window")
    gone = []
    desk.trainer.closed.connect(lambda: gone.append(1))
    desk.stop()
    assert gone == [1]
    assert desk.trainer is None
