"""One's own abbreviations in settings."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from workstation.forms.text_help import SHIPPED
from workstation.ui.screens.settings_abbreviations import AbbreviationsCard, AbbreviationWork


class Kept:
    def __init__(self):
        self.own, self.undo = {"ab": "zo"}, None

    def keep(self, own, then):
        self.own = dict(own)
        then()

    def say(self, _words, undo):
        self.undo = undo


@pytest.fixture
def kept():
    return Kept()


@pytest.fixture
def card(qtbot, text, kept):
    made = AbbreviationsCard(AbbreviationWork(lambda then: then(kept.own), kept.keep, kept.say), text)
    qtbot.addWidget(made)
    return made


def shown(card):
    return [card.list.item(at).text() for at in range(card.list.count())]


def test_an_abbreviation_is_added_with_two_boxes_and_taken_away_with_a_key_and_both_can_be_undone(card, kept):
    card.short.setText(";Vw")
    card.long.setText("verwezen naar")
    QTest.keyClick(card.long, Qt.Key.Key_Return)
    assert kept.own == {"ab": "zo", "vw": "verwezen naar"}
    assert ";vw   verwezen naar" in shown(card)
    kept.undo()
    assert kept.own == {"ab": "zo"}
    kept.own["ei"] = "van een ander toestel"  # came while settings stood open
    card.short.setText("nu")
    card.long.setText("hier")
    card.add()
    assert kept.own == {"ab": "zo", "ei": "van een ander toestel", "nu": "hier"}
    kept.undo()
    del kept.own["ei"]
    card.list.setCurrentRow(shown(card).index(";ab   zo"))
    QTest.keyClick(card.list, Qt.Key.Key_Delete)
    assert kept.own == {}
    kept.undo()
    assert kept.own == {"ab": "zo"}


def test_a_shipped_one_stays_until_it_gets_other_words_and_comes_back_after(card, kept):
    at = [one.startswith(";tv") for one in shown(card)].index(True)
    card.list.setCurrentRow(at)
    QTest.keyClick(card.list, Qt.Key.Key_Delete)
    assert kept.own == {"ab": "zo"}
    assert not card._told.isHidden()
    card.take_in_hand("tv")
    assert card.long.text() == SHIPPED["tv"]
    card.long.setText("iets anders")
    card.add()
    assert ";tv   iets anders" in shown(card)
    card.take_away("tv")
    assert any(one.startswith(f";tv   {SHIPPED['tv']}") for one in shown(card))


@pytest.mark.parametrize(("short", "long"), [("a b", "x"), ("", "x"), ("1a", "x"), ("ok", " ")])
def test_what_is_no_abbreviation_is_said_and_nothing_typed_is_lost(card, kept, short, long):
    card.short.setText(short)
    card.long.setText(long)
    card.add()
    assert kept.own == {"ab": "zo"}
    assert card.short.text() == short
    assert not card._told.isHidden()
