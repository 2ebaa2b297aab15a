"""Empty the bin: what was discarded is gone for good."""

from workstation.domain.moments import Now
from workstation.store.vault import Vault


def empty_bin(*, vault: Vault, now: Now) -> int:
    """Erase discarded and filed drafts; for unlocking and locking. Return how many they were."""
    with vault.work() as work:
        return work.drafts.empty_bin(now())
