"""The entries of the referral directory that are in use."""

from workstation.domain.services import Service
from workstation.store.vault import Vault


def current_directory(*, vault: Vault) -> tuple[Service, ...]:
    """Return every entry in use, in its newest version."""
    with vault.reading() as work:
        return work.directory.current()
