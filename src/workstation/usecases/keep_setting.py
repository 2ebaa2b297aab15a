"""Keep a setting."""

from workstation.domain.changes import Changes
from workstation.store.vault import Vault


def keep_setting(name: str, value: str | None, *, vault: Vault) -> Changes:
    """Keep a setting of this counsellor; None forgets it."""
    with vault.work() as work:
        work.settings.put(name, value)
    return Changes.of("setting", name)
