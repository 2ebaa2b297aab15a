"""An entry of the directory as it was when a referral was made."""

from workstation.domain.ids import ServiceId
from workstation.domain.services import Service
from workstation.store.vault import Vault


def entry_as_it_was(service: ServiceId, version: int, *, vault: Vault) -> Service | None:
    """Return the entry in that version; None when this station never had it."""
    with vault.reading() as work:
        try:
            return work.directory.get(service, version)
        except KeyError:
            return None
