"""The abbreviations a counsellor made for himself."""

from workstation.domain.counsellors import Desk
from workstation.forms.text_help import OWN_ABBREVIATIONS, read_abbreviations
from workstation.store.vault import Vault
from workstation.usecases.own_text import own_text


def own_abbreviations(desk: Desk, *, vault: Vault) -> dict[str, str]:
    """Return short -> long; the shipped ones are not among them."""
    return read_abbreviations(own_text(OWN_ABBREVIATIONS + desk.counsellor, "", vault=vault))
