"""The codebook this station works with on a day."""

from datetime import date

from workstation.store.codebook_editions import CodebookEditions
from workstation.store.vault import Vault
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.editions import in_force
from workstation.vocabulary.reading import shipped_codebook


def codebook_in_force(day: date, *, vault: Vault) -> Codebook:
    """Return the shipped codebook with every edition in force on a day of Brussels. Old codes are always in it."""
    with vault.reading() as work:
        editions = CodebookEditions(work.connection).all()
    return in_force(shipped_codebook(), editions, day)
