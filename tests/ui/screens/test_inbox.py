"""The inbox: both values side by side, one key for each answer, and nothing moves under one's hands."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtWidgets import QPushButton

from workstation.domain.changes import Changes
from workstation.sync.conflicts import Conflict
from workstation.sync.inbox import AlarmSeen, InboxView
from workstation.ui.screens.inbox import InboxScreen, InboxWork, field_words
from workstation.vocabulary.reading import shipped_codebook

AT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)


def a_conflict(name="x1", **changed):
    return Conflict(
        **{
            "id": name, "record": "c1", "kind": "call", "call": "c1", "number": "2026-K7-00012", "field": "urgency",
            "here": "urgent", "theirs": "not_urgent", "codes": "urgency", "who": "bo", "who_here": "an",
            "written": AT, "written_here": AT, "arrived": AT + timedelta(hours=30),
        }
        | changed
    )  # fmt: skip


class Desk:
    def __init__(self):
        self.view, self.done, self.said = InboxView(), [], []
        self.work = InboxWork(
            look=lambda then: then(self.view),
            resolve=self._resolve,
            alarms_read=self._read,
            told_read=self._read,
            try_again=lambda then: (self.done.append("again"), then()),
            take_along=lambda then: (self.done.append("along"), then()),
            place_name=lambda nis: {"44021": "Gent", "21004": "Brussel"}[nis],
            say=self.said.append,
        )

    def _resolve(self, conflict, choice, third, then):
        self.done.append((conflict.id, choice, third))
        self.view = InboxView(tuple(one for one in self.view.conflicts if one.id != conflict.id))
        then()

    def _read(self, then):
        self.view = InboxView(self.view.conflicts)
        then()


@pytest.fixture
def inbox(qtbot, look, text):
    desk = Desk()
    screen = InboxScreen(desk.work, shipped_codebook(), text)
    qtbot.addWidget(screen)
    screen.show()
    screen.desk = desk
    return screen


def shown(screen, *conflicts, **more):
    screen.desk.view = InboxView(conflicts, **more)
    screen.arrive()


def test_both_values_stand_side_by_side_in_words_with_who_and_when(inbox):
    shown(inbox, a_conflict())
    book = shipped_codebook()
    assert inbox.here.text() == book.label("urgency", "urgent")
    assert inbox.theirs.text() == book.label("urgency", "not_urgent")
    assert inbox._here_by.text() == "an · 20/11 10:00"
    assert inbox._theirs_by.text() == "bo · geschreven 20/11 10:00, aangekomen 21/11 16:00"


@pytest.mark.parametrize("choice", ["here", "theirs"])
def test_one_key_chooses_and_the_next_comes(inbox, choice):
    shown(inbox, a_conflict("x1"), a_conflict("x2", theirs="unknown"))
    inbox.choose(choice)
    assert inbox.desk.done == [("x1", choice, None)]
    assert inbox.conflict.id == "x2"
    assert inbox.desk.said


def test_texts_can_be_kept_both_or_written_anew(inbox, qtbot):
    shown(inbox, a_conflict(field="contact_name", here="Jan", theirs="Johan", codes=None))
    inbox.choose("both")
    assert inbox.desk.done == [("x1", "both", None)]
    shown(inbox, a_conflict(field="contact_name", here="Jan", theirs="Johan", codes=None))
    inbox.choose("third")
    qtbot.keyClicks(inbox.third, "Jan-Johan")
    inbox.third.returnPressed.emit()
    assert inbox.desk.done[-1] == ("x1", "third", "Jan-Johan")


def test_one_code_of_two_cannot_be_both_so_that_key_does_nothing(inbox):
    shown(inbox, a_conflict())
    inbox.choose("both")
    assert inbox.desk.done == []


def test_another_code_is_chosen_from_the_list(inbox):
    shown(inbox, a_conflict())
    assert inbox.codes.isVisible()
    inbox.codes.setCurrentIndex(inbox.codes.findData("not_urgent"))
    inbox.codes.activated.emit(inbox.codes.currentIndex())
    assert inbox.desk.done == [("x1", "third", "not_urgent")]


def test_what_arrives_meanwhile_moves_neither_the_conflict_in_view_nor_what_is_typed(inbox, qtbot):
    one = a_conflict("x2", field="contact_name", here="Jan", theirs="Johan", codes=None)
    shown(inbox, one)
    qtbot.keyClicks(inbox.third, "Jan of ")
    inbox.desk.view = InboxView((a_conflict("x1"), one))
    inbox.heard(Changes.of("conflict", "x1"))
    assert inbox.conflict.id == "x2"
    assert inbox.third.text() == "Jan of "


def test_places_are_named(inbox):
    shown(inbox, a_conflict(field="contact_municipality", here="44021", theirs="21004", codes=None))
    assert (inbox.here.text(), inbox.theirs.text()) == ("Gent", "Brussel")


def test_what_was_refused_of_the_hub_stands_there_until_it_is_read(inbox, text):
    shown(inbox, alarms=(AlarmSeen("altered", AT, 3),), refused=2)
    assert text("sync.alarms.altered") in inbox._alarms.text()
    assert inbox._alarm_card.isVisible()
    assert "2" in inbox._refused.text()
    inbox._read.click()
    assert not inbox._alarm_card.isVisible()


def test_what_went_otherwise_than_chosen_is_told_without_alarm(inbox, text):
    shown(inbox, told=(AlarmSeen("sealed_elsewhere", AT, 1),))
    assert text("sync.told.sealed_elsewhere") in inbox._told.text()
    assert (inbox._told_card.isVisible(), inbox._alarm_card.isVisible()) == (True, False)
    assert not inbox._nothing.isVisible()
    inbox._told_card.findChild(QPushButton).click()
    assert not inbox._told_card.isVisible()


def test_a_locked_station_shows_no_value(inbox):
    shown(inbox, a_conflict(field="contact_name", here="Jan", theirs="Johan", codes=None))
    inbox.forget()
    assert inbox.conflict is None
    assert not inbox._conflict.isVisible()


def test_every_field_has_words(text):
    from workstation.domain.flat_calls import SHAPES
    from workstation.sync.sealing.reading import SEALED

    for kind, shapes in SHAPES.items():
        for name in (*shapes, *SEALED.get(kind, ())):
            assert field_words(a_conflict(field=name, kind=kind), text) != text("sync.fields.other"), name


def test_every_alarm_that_the_station_can_raise_has_words(text):
    import re
    from pathlib import Path

    source = "\n".join(p.read_text() for p in Path("src/workstation/sync").rglob("*.py"))
    raised = set(re.findall(r'(?:alarm|_no|_refuse\(work\)|Refused|refuse)\((?:name, )?"([a-z_]+)"', source))
    assert {"altered", "rolled_back", "members_forked", "digest", "register_gap", "in_clear"} <= raised
    assert [one for one in raised if f"sync.alarms.{one}" not in text] == []


def test_what_was_refused_can_be_sent_again_and_taken_along_where_there_is_something_to_take(inbox):
    inbox.take_along(), inbox.try_again()
    assert inbox.desk.done == []
    inbox.desk.view = InboxView(refused=5, to_take_along=3)
    inbox.arrive()
    assert "5" in inbox._refused.text()
    assert "3" in inbox._along.text()
    inbox.try_again(), inbox.take_along()
    assert inbox.desk.done == ["again", "along"]
