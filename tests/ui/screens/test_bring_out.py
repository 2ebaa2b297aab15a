"""Bringing out editions: one button; another team's publisher by a line and a number that two people compare."""

import base64
from dataclasses import replace

import pytest

from workstation.domain.changes import Changes
from workstation.sync.editions import Publisher, read_publisher
from workstation.sync.publishing import Publishing
from workstation.ui.screens.bring_out import BringOutScreen, BringOutWork

EVA = Publisher("Eva (Limburg)", "0f" * 16, base64.b64encode(b"k" * 32).decode())
ME = replace(EVA, who="An", member="1a" * 16)


@pytest.fixture
def screen(qtbot, look, text):
    view, done = [Publishing("hub-3-2026-11-22-b07f7696", 530, ME, ((EVA, 1, False),))], []
    made = BringOutScreen(
        BringOutWork(
            look=lambda then: then(view[0]),
            bring_out=lambda then: (done.append("out"), then()),
            vouch=lambda line, then: (done.append(line), then()),
        ),
        text,
    )
    qtbot.addWidget(made)
    made.show()
    made.view, made.done = view, done
    made.arrive()
    return made


def test_what_is_in_use_and_who_waits_for_a_second_coordinator_is_said(screen):
    assert screen._edition.text() == "In gebruik: uitgave 3 van 22/11/2026 · 530 fiches"
    assert "wacht op een tweede" in screen._people.text()
    assert EVA.control in screen._people.text()
    screen.view[0] = replace(screen.view[0], vouched=((EVA, 2, True),))
    screen.heard(Changes.of("publisher", "x"))
    assert screen._people.text().endswith("telt")


def test_a_line_shows_the_number_to_compare_before_one_vouches(screen, qtbot):
    assert not screen._vouch.isEnabled()
    screen.publisher.setText(EVA.text)
    assert EVA.control in screen._compared.text()
    screen.vouch()
    assert (screen.done, screen.publisher.text()) == ([EVA.text], "")
    screen.go()
    assert screen.done[-1] == "out"
    screen.forget()
    assert screen.mine.text() == ""


def test_a_line_is_read_back_as_it_was_handed_over_and_nothing_else_is():
    assert read_publisher(f"  {EVA.text}\n") == EVA
    for wrong in ("", "1712-uitgever", EVA.text.replace("=", ""), "x" + EVA.text, EVA.text.replace("0f", "0/")):
        assert read_publisher(wrong) is None
