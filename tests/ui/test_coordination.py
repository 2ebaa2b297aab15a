"""The coordinator's desk on a real vault: what one sees, does, and may not do."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from tests.records import MORNING, a_call
from tests.usecases.desks import DESK

from workstation.assembly.coordination import Coordination
from workstation.ui.screen import Screen
from workstation.ui.screens.coordination import CoordinationScreen
from workstation.usecases.announce import announce
from workstation.usecases.look_up_announcements import look_up_announcements
from workstation.usecases.mark_for_discussion import mark_for_discussion
from workstation.usecases.note_signal import note_signal
from workstation.usecases.review_of_call import review_of_call
from workstation.vocabulary.words import words

COORDINATOR = replace(DESK, counsellor="c.wouters", role="team_coordinator")


class AtOnce:
    """A lane that works in the window's thread, so that a test sees what was done."""

    def do(self, work, then=None, otherwise=None):
        try:
            result = work()
        except Exception as wrong:
            if otherwise is None:
                raise
            otherwise(wrong)
            return
        if then is not None:
            then(result)


@pytest.fixture
def screen(qtbot, look, vault, clock):
    calls = [
        a_call(safety={"immediate_danger": "yes", "weapon": "yes"}),
        a_call(contact_age="minor_12_17", started_at=MORNING - timedelta(days=1)),
    ]
    with vault.work() as work:
        work.calls.put_many(calls)
    clock.pass_by(hours=2)
    mark_for_discussion(calls[0].id, "Hadden we moeten doorbellen?", DESK, vault=vault, now=clock)
    note_signal(
        "waiting_list", "Vier maanden wachten bij een vluchthuis.", (calls[0].id,), DESK, vault=vault, now=clock
    )
    announce("Vrijdag sluit de chat om 18 uur.", clock() + timedelta(days=3), COORDINATOR, vault=vault, now=clock)
    desk = SimpleNamespace(counsellor=COORDINATOR, vault=vault, now=clock, text=words())
    heard = []
    coordination = Coordination(desk, AtOnce(), heard.append)
    assert coordination.offered()
    made = CoordinationScreen(coordination.sections(), Screen(), look, words())
    made.desk, made.changes, made.some_call = desk, heard, calls[0]
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    made.arrive()
    return made


def test_the_queue_shows_why_and_never_a_word_of_the_note(screen):
    pane = screen.panes["reviews"]
    shown = pane._section.show(pane.lines.lines[0])
    assert "Acuut gevaar" in shown
    assert "Mevrouw belt" not in shown + pane._detail.text()


def test_a_comment_is_kept_and_told(screen, vault):
    pane = screen.panes["reviews"]
    pane.fields["comment"].setPlainText("Mooi rustig gebleven. Was er een wapen?")
    pane.do("comment")
    assert review_of_call(screen.some_call.id, COORDINATOR, vault=vault).comments[0].text.startswith("Mooi")
    assert screen.changes
    assert pane.fields["comment"].toPlainText() == ""


def test_an_empty_box_gets_a_calm_sentence_and_nothing_is_kept(screen, vault):
    pane = screen.panes["reviews"]
    pane.do("comment")
    assert pane._said.text() == "Er staat nog geen tekst."
    assert review_of_call(screen.some_call.id, COORDINATOR, vault=vault) is None


def test_another_role_is_refused_without_a_trace_on_the_screen(screen):
    screen.desk.counsellor = DESK
    screen.show_section("reviews")
    pane = screen.panes["reviews"]
    pane.do("close")
    assert pane._said.text() == words()("coordination.not_yours")
    assert Coordination(screen.desk, AtOnce(), print).sections() == ()


def test_a_point_of_the_agenda_gets_its_minutes(screen):
    screen.show_section("discussion")
    pane = screen.panes["discussion"]
    pane.fields["agreed"].setPlainText("Volgende keer samen beslissen.")
    pane.do("keep_minutes")
    assert pane.lines.lines == ()


def test_an_announcement_is_placed(screen, vault, clock):
    screen.show_section("announcements")
    pane = screen.panes["announcements"]
    pane.fields["text"].setPlainText("Nieuw codeboek vanaf maandag.")
    pane.do("announce")
    assert len(look_up_announcements(DESK, vault=vault, now=clock, unread=True)) == 2


def test_locking_leaves_nothing_of_anybody(screen):
    for name in screen.panes:
        screen.show_section(name)
    screen.panes["signals"].fields["text"].setPlainText("half geschreven")
    screen.forget()
    assert all(pane.lines.lines == () for pane in screen.panes.values())
    assert all(box.toPlainText() == "" for pane in screen.panes.values() for box in pane.fields.values())


def test_every_button_and_box_has_a_name(screen):
    assert all(one.accessibleName() for one in screen.findChildren(QPushButton))
    assert all(box.accessibleName() for pane in screen.panes.values() for box in pane.fields.values())


def picture(screen, look, folder):
    """Draw every section in every theme into a folder, to be looked at."""
    for theme in ("licht", "donker", "zacht"):
        look.choose_theme(theme)
        for name in screen.panes:
            screen.show_section(name)
            QApplication.processEvents()
            screen.grab().save(str(Path(folder) / f"coordination-{name}-{theme}.png"))
