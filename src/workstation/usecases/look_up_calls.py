"""Look up calls: the list of calls, filtered or searched."""

from workstation.domain.lines import EVERY_CALL, CallFilters, CallLine
from workstation.store.vault import Vault


def look_up_calls(
    words: str = "", filters: CallFilters = EVERY_CALL, *, vault: Vault, limit: int = 100, offset: int = 0
) -> tuple[CallLine, ...]:
    """Return the newest calls that pass the filters and hold the words, if there are any; whatever was typed.

    `offset` is for paging a list without words.
    """
    with vault.reading() as work:
        if words.strip():
            return work.calls.search(words, filters, limit)
        return work.calls.lines(filters, limit, offset)
