from datetime import UTC, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from workstation.domain.changes import Changes
from workstation.domain.problems import ChangedMeanwhile
from workstation.forms.step_cards import as_text, read_step_card, shipped_step_cards
from workstation.ui.screens.step_cards import EditedCard, KeptVersion, StepCardsScreen, StepCardWork

MORNING = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


class Team:
    """Cards in memory, the way the station keeps them."""

    def __init__(self):
        self.versions = {
            (card := read_step_card(text)).code: [KeptVersion(card)] for text in shipped_step_cards().values()
        }
        self.drafts, self.said = {}, []

    def work(self, *, allowed=True):
        return StepCardWork(allowed, self.fetch, self.keep, self.keep_draft, self.said.append)

    def fetch(self, then):
        then(tuple(EditedCard(tuple(kept), self.drafts.get(code)) for code, kept in self.versions.items()))

    def keep(self, card, then, otherwise):
        kept = self.versions.setdefault(card.code, [])
        if kept and kept[-1].card.version != card.version:
            otherwise(ChangedMeanwhile())
            return
        body = read_step_card(as_text(card), len(kept))
        kept.append(KeptVersion(body, MORNING, "c.wouters"))
        then()

    def keep_draft(self, code, card):
        if card is None:
            self.drafts.pop(code, None)
        else:
            self.drafts[code] = card


@pytest.fixture
def team():
    return Team()


@pytest.fixture
def screen(qtbot, look, text, team):
    made = StepCardsScreen(team.work(), look, text)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    made.arrive()
    return made


def typed(screen, box, words):
    box.clear()
    QTest.keyClicks(box, words)


def test_a_coordinator_changes_a_step_adds_one_and_the_team_gets_the_next_version(screen, team):
    typed(screen, screen.rows.rows[0].doing, "Waar ben je nu")
    QTest.keyClick(screen.rows.rows[0].doing, Qt.Key.Key_Return)
    typed(screen, screen.rows.rows[1].doing, "Is er een deur")
    screen.save()
    kept = team.versions["acute_danger"]
    assert [one.card.version for one in kept] == [0, 1]
    assert [one.text for one in kept[-1].card.steps[:2]] == ["Waar ben je nu", "Is er een deur"]
    assert kept[-1].card.steps[0].code == kept[0].card.steps[0].code  # ticks of earlier calls point to it
    assert team.drafts == {}
    assert "versie 1" in screen.list.currentItem().text()


def test_half_a_card_is_kept_as_a_draft_and_said_what_is_missing(screen, team):
    screen.add_step()
    screen.save()
    assert len(team.versions["acute_danger"]) == 1
    assert "heeft nog geen tekst" in screen._told.text()
    assert team.drafts["acute_danger"].steps[-1].text == ""
    screen.list.setCurrentRow(1)
    screen.list.setCurrentRow(0)
    assert len(screen.rows.rows) == len(team.drafts["acute_danger"].steps)


def test_steps_are_moved_and_taken_away_and_an_older_version_can_be_taken_up_again(screen, team):
    before = [one.text for one in screen.rows.steps]
    screen.rows._down(0)
    screen.rows._away(2)
    assert [one.text for one in screen.rows.steps] == [before[1], before[0], *before[3:]]
    screen.save()
    screen._take_up(team.versions["acute_danger"][0].card)
    assert [one.text for one in screen.rows.steps] == before
    assert screen.preview.card.steps[0].text == before[0]


def test_a_new_card_has_a_code_of_its_own_and_needs_a_title(screen, team):
    screen.add_card()
    screen.save()
    assert "titel" in screen._told.text()
    typed(screen, screen.title, "Brand")
    typed(screen, screen.rows.rows[0].doing, "Iedereen buiten")
    screen.save()
    (code,) = [one for one in team.versions if one.startswith("own_")]
    assert team.versions[code][-1].card.title == "Brand"


def test_what_a_colleague_keeps_moves_nothing_and_is_not_typed_over_unseen(screen, team, qtbot):
    row = screen.rows.rows[0].doing
    row.setFocus()
    typed(screen, row, "Mijn woorden")
    at = row.cursorPosition()
    theirs = read_step_card(shipped_step_cards()["acute_danger"].replace("Waar is de persoon nu", "Waar ben je"), 7)
    team.versions["acute_danger"].append(KeptVersion(theirs, MORNING, "Noor"))
    with qtbot.waitSignal(screen.hinted) as hint:
        screen.heard(Changes.of("own_text", "x"))
    assert "Noor" in hint.args[0]
    assert screen.rows.rows[0].doing is row
    assert (row.text(), row.cursorPosition()) == ("Mijn woorden", at)
    assert "versie 7" in screen.list.currentItem().text()
    screen.save()
    assert "Noor" in screen._told.text()
    assert screen.rows.rows[0].doing is row
    assert team.drafts["acute_danger"].steps[0].text == "Mijn woorden"
    assert [one.card.version for one in team.versions["acute_danger"]] == [0, 7]
    screen.save()
    assert team.versions["acute_danger"][-1].card.steps[0].text == "Mijn woorden"


def test_who_may_not_change_cards_sees_them_and_cannot_type(qtbot, look, text, team):
    screen = StepCardsScreen(team.work(allowed=False), look, text)
    qtbot.addWidget(screen)
    screen.arrive()
    assert screen.acts == ()
    assert not screen.title.isEnabled()
    assert screen.list.count() == 6
