"""Count the calls a filter leaves."""

from workstation.domain.lines import EVERY_CALL, CallFilters
from workstation.store.vault import Vault


def count_calls(filters: CallFilters = EVERY_CALL, *, vault: Vault) -> int:
    """Return how many calls pass the filters."""
    with vault.reading() as work:
        return work.calls.count(filters)
