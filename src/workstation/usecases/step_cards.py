"""The step cards that hold: the team's own version where there is one, else the shipped one."""

from workstation.forms.step_cards import PREFIX, StepCard, read_step_card, shipped_step_cards
from workstation.store.own_texts import OwnTexts
from workstation.store.vault import Vault


def step_cards(*, vault: Vault) -> tuple[StepCard, ...]:
    """Return the cards in the order they are offered; cards the team added come last."""
    with vault.reading() as work:
        own = OwnTexts(work.connection).under(PREFIX)
    cards = {code: read_step_card(text) for code, text in shipped_step_cards().items()}
    for kept in own.values():
        card = read_step_card(kept.body, kept.version)
        cards[card.code] = card
    return tuple(cards.values())
