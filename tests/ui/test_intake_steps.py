import pytest
from tests.usecases.desks import an_empty_draft

from workstation.forms.step_cards import read_step_card, shipped_step_cards
from workstation.ui.screens.intake_steps import StepsCard
from workstation.vocabulary.words import words

CARDS = tuple(read_step_card(text) for text in shipped_step_cards().values())


@pytest.fixture
def card(qtbot):
    made = StepsCard(CARDS, words())
    qtbot.addWidget(made)
    made.show()
    return made


def test_nothing_of_a_card_is_shown_until_one_is_chosen(card):
    card.show_draft(an_empty_draft())
    assert card.card is None
    assert not card._area.isVisible()


def test_a_tick_tells_the_mark_and_shows_how_far_into_the_call_it_was(card):
    draft = an_empty_draft()
    card.show_draft(draft)
    card.choice.setCurrentIndex(1)
    told = []
    card.ticked.connect(told.append)
    card._boxes["where"].click()
    assert told == ["step:acute_danger:0:where"]
    draft.mark(draft.started_at, told[0])
    card.show_draft(draft)
    assert card._words["where"].text().endswith("[00:00]")
    card._boxes["where"].click()
    assert told[-1] == "unstep:acute_danger:0:where"


def test_another_call_comes_with_its_own_card_and_ticks(card):
    one, other = an_empty_draft(), an_empty_draft()
    one.mark(one.started_at, "step:suicidality:0:ask")
    card.show_draft(one)
    assert card.card.code == "suicidality"
    assert card._boxes["ask"].isChecked()
    card.show_draft(other)
    assert card.card is None
