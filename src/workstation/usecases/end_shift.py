"""End a shift."""

from workstation.domain.changes import Changes
from workstation.domain.ids import ShiftId
from workstation.domain.moments import Now
from workstation.domain.shift_clock import ended
from workstation.store.vault import Vault


def end_shift(shift_id: ShiftId, *, vault: Vault, now: Now) -> Changes:
    """End a shift, and a break that is going on with it. Raises KeyError."""
    with vault.work() as work:
        work.shifts.put(ended(work.shifts.get(shift_id), now()))
    return Changes.of("shift", shift_id)
