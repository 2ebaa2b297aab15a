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


def test_arrows_walk_through_the_steps_and_the_space_bar_ticks(desk):
    desk.press("Ctrl+N")
    card = desk.intake.page.steps
    card.give(CARDS)
    card.choice.setCurrentIndex(1)
    desk.press("Shift+F9")
    boxes = list(card._boxes.values())
    desk.press("Down")
    assert boxes[1].hasFocus()
    desk.press("Space")
    assert [kind for _, kind in desk.draft.marks] == [f"step:acute_danger:0:{boxes[1].objectName()}"]
    desk.press("Up", "Up")
    assert card.choice.hasFocus()


def test_a_newer_version_of_a_card_moves_nothing_of_the_one_that_is_being_read(card):
    card.show_draft(an_empty_draft())
    card.choice.setCurrentIndex(1)
    newer = read_step_card(shipped_step_cards()["acute_danger"].replace("Waar is de persoon nu", "Waar ben je"), 4)
    box, told = card._boxes["where"], []
    card.ticked.connect(told.append)
    card.give((newer, *CARDS[1:]))
    assert card._boxes["where"] is box
    box.click()
    assert told == ["step:acute_danger:0:where"]  # what was ticked is what was read
    card.close_card()
    card.choice.setCurrentIndex(1)
    assert card.card.version == 4
    assert card._words["where"].text().startswith("Waar ben je")
    card.give(CARDS)
    card.show_draft(an_empty_draft())
    assert card.card is None
    card.choice.setCurrentIndex(1)
    assert card.card.version == 0


def test_breaking_professional_secrecy_leaves_who_decided_and_on_what_ground_in_the_note(desk):
    desk.press("Ctrl+N")
    page = desk.intake.page
    page.steps.give(CARDS)
    page.steps.choice.setCurrentIndex([one.code for one in CARDS].index("breach_of_secrecy") + 1)
    desk.press("Shift+F9")
    page.steps._boxes["decided"].click()
    assert page.note.hasFocus()
    desk.type("Noor en de coördinator, 458bis")
    last = page.note.note.lines[-1]
    assert last == "[00:00] Beroepsgeheim doorbreken · Wie besliste, op welke grond: Noor en de coördinator, 458bis"
    assert [kind for _, kind in desk.draft.marks] == ["step:breach_of_secrecy:0:decided"]


@pytest.mark.parametrize("percent", [100, 130])
def test_with_danger_on_and_a_card_open_nothing_in_the_right_column_is_cut(desk, look, percent):
    look.choose_letters(percent)
    desk.press("Ctrl+N")
    page = desk.intake.page
    page.steps.give(CARDS)
    desk.press("F9")
    page.steps.choice.setCurrentIndex(1)
    desk.run(0.1)
    assert page.safety.height() >= page.safety.sizeHint().height()
    assert all(one.height() >= one.sizeHint().height() for one in page.safety._rows)
    assert page.steps._area.height() >= 90
    assert page.refer.folded
    desk.press("F4")
    desk.run(0.05)
    assert page.refer._hits.isVisible()
