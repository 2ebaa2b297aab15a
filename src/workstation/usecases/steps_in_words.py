"""The steps that were ticked in a call, in the words of the card as it was then."""

from collections.abc import Iterable, Mapping

from workstation.domain.calls import Mark
from workstation.forms.step_cards import PREFIX, StepCard, read_step_card, shipped_step_cards, step_of_mark
from workstation.store.own_texts import OwnTexts
from workstation.store.vault import Vault


def steps_in_words(marks: Iterable[Mark], *, vault: Vault) -> Mapping[str, str]:
    """Return the words of each mark that is a step, by its kind; a step taken back has the same words."""
    found = {mark.kind: step for mark in marks if (step := step_of_mark(mark.kind)) is not None}
    cards: dict[tuple[str, int], StepCard] = {}
    if found:
        shipped = shipped_step_cards()
        cards |= {(code, 0): read_step_card(text) for code, text in shipped.items()}
        with vault.reading() as work:
            shelf = OwnTexts(work.connection)
            for code in {one[0] for one in found.values()}:
                cards |= {(code, kept.version): read_step_card(kept.body) for kept in shelf.versions(PREFIX + code)}
    return {kind: _words(cards.get((card, version)), step) for kind, (card, version, step, _) in found.items()}


def _words(card: StepCard | None, step: str) -> str:
    return card.in_words(step) if card is not None else step
