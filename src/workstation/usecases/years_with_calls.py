"""The years of which there are calls in the store."""

from workstation.store.counting import Counting
from workstation.store.vault import Vault


def years_with_calls(*, vault: Vault) -> tuple[int, ...]:
    """Return every year with calls that count, oldest first."""
    with vault.reading() as work:
        return Counting(work.connection).years()
