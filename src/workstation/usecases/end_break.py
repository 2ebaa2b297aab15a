"""End a break."""

from workstation.domain.changes import Changes
from workstation.domain.ids import ShiftId
from workstation.domain.moments import Now
from workstation.domain.shift_clock import rested
from workstation.store.vault import Vault


def end_break(shift_id: ShiftId, *, vault: Vault, now: Now) -> Changes:
    """End the break that is going on, if there is one. Raises KeyError."""
    with vault.work() as work:
        shift = work.shifts.get(shift_id)
        work.shifts.put(rested(shift, now()))
    return Changes.of("shift", shift_id)
