"""Every version of every step card, for who edits them."""

from workstation.forms.step_cards import PREFIX, read_step_card, shipped_step_cards
from workstation.store.own_texts import OwnText, OwnTexts
from workstation.store.vault import Vault


def step_card_versions(*, vault: Vault) -> dict[str, tuple[OwnText | None, ...]]:
    """Return the versions of each card by its code, oldest first; None stands for the shipped one."""
    found: dict[str, tuple[OwnText | None, ...]] = {
        read_step_card(text).code: (None,) for text in shipped_step_cards().values()
    }
    with vault.reading() as work:
        shelf = OwnTexts(work.connection)
        for name in shelf.under(PREFIX):
            code = name.removeprefix(PREFIX)
            found[code] = (*found.get(code, ()), *shelf.versions(name))
    return found
