"""The drafts and editions of the codebook, for who makes them."""

from workstation.store.codebook_editions import CodebookEditions
from workstation.store.vault import Vault
from workstation.vocabulary.editions import Edition


def look_up_editions(*, vault: Vault) -> tuple[Edition, ...]:
    """Return all of them, by the day they hold from."""
    with vault.reading() as work:
        return CodebookEditions(work.connection).all()
