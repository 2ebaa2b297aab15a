"""A text as the team has it now, to be edited."""

from workstation.store.own_texts import OwnTexts
from workstation.store.vault import Vault


def own_text(name: str, shipped: str, *, vault: Vault) -> str:
    """Return the team's newest version, or the shipped one."""
    with vault.reading() as work:
        kept = OwnTexts(work.connection).newest(name)
    return kept.body if kept is not None else shipped
