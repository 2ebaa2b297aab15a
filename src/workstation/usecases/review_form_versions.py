"""The team's own versions of the review form."""

from workstation.forms.review_form import NAME
from workstation.store.own_texts import OwnText, OwnTexts
from workstation.store.vault import Vault


def review_form_versions(*, vault: Vault) -> tuple[OwnText, ...]:
    """Return every version a coordinator made, oldest first; the shipped one is not among them."""
    with vault.reading() as work:
        return OwnTexts(work.connection).versions(NAME)
