"""Count the calls a filter leaves."""

from dataclasses import replace

from workstation.domain.counsellors import Desk
from workstation.domain.lines import EVERY_CALL, CallFilters
from workstation.domain.permissions import require
from workstation.store.vault import Vault


def count_calls(filters: CallFilters = EVERY_CALL, *, desk: Desk, vault: Vault) -> int:
    """Return how many calls of this counsellor and team pass the filters. Raises NotAllowed."""
    require(desk, "list", "practice" if desk.practice else "own")
    with vault.reading() as work:
        return work.calls.count(in_view(filters, desk))


def in_view(filters: CallFilters, desk: Desk) -> CallFilters:
    """Narrow the filters to the calls this desk may see in a list: one's own and the team's."""
    return filters if desk.practice else replace(filters, seen_by=(desk.counsellor, desk.team))
