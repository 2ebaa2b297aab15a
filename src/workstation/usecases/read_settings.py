"""Read the settings."""

from workstation.store.vault import Vault


def read_settings(*, vault: Vault) -> dict[str, str]:
    """Return every setting of this counsellor by name."""
    with vault.reading() as work:
        return work.settings.all()
