"""How a shift stands now."""

from workstation.domain.ids import ShiftId
from workstation.domain.moments import Now
from workstation.domain.shift_clock import ShiftSoFar, so_far
from workstation.store.vault import Vault


def shift_so_far(shift_id: ShiftId, *, vault: Vault, now: Now) -> ShiftSoFar:
    """Return what is left of a shift and how its time went, by the filed calls. Raises KeyError."""
    with vault.reading() as work:
        shift, spans = work.shifts.get(shift_id), work.calls.spans(shift_id)
    return so_far(shift, spans, now())
