"""Settle a remark: the entry was looked at."""

from workstation.domain.changes import Changes
from workstation.domain.moments import Now
from workstation.store.vault import Vault


def settle_remark(remark_id: str, *, vault: Vault, now: Now) -> Changes:
    """Take a remark off the work list. Raises KeyError."""
    with vault.work() as work:
        work.remarks.settle(remark_id, now())
    return Changes.of("remark", remark_id)
