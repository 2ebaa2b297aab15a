"""Settle a remark: the entry was looked at."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.store.vault import Vault


def settle_remark(remark_id: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Take a remark off the work list. Raises NotAllowed, KeyError."""
    require(desk, "upkeep", "practice" if desk.practice else "own")
    with vault.work() as work:
        work.remarks.settle(remark_id, now())
    return Changes.of("remark", remark_id)
