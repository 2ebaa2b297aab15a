"""Take a break."""

from dataclasses import replace

from workstation.domain.changes import Changes
from workstation.domain.ids import ShiftId
from workstation.domain.moments import Now
from workstation.domain.shifts import Break
from workstation.store.vault import Vault


def take_break(shift_id: ShiftId, *, vault: Vault, now: Now) -> Changes:
    """Begin a break; nothing changes when one is going on. Raises KeyError."""
    with vault.work() as work:
        shift = work.shifts.get(shift_id)
        if any(one.ended_at is None for one in shift.breaks):
            return Changes()
        work.shifts.put(replace(shift, breaks=(*shift.breaks, Break(now()))))
    return Changes.of("shift", shift_id)
