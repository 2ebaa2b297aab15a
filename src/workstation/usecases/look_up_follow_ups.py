"""Look up follow-ups: where calling back was agreed, and when that is safe."""

from workstation.domain.lines import EVERY_CALL, CallFilters, FollowUp
from workstation.store.vault import Vault


def look_up_follow_ups(filters: CallFilters = EVERY_CALL, *, vault: Vault) -> tuple[FollowUp, ...]:
    """Return the agreed call-backs of the calls that pass the filters, newest call first."""
    with vault.reading() as work:
        return work.calls.follow_ups(filters)
