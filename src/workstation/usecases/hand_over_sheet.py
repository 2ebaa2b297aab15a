"""The hand-over sheet at the end of a shift."""

from datetime import timedelta

from workstation.domain.hand_over import HandOver
from workstation.domain.ids import ShiftId
from workstation.domain.lines import CallFilters
from workstation.domain.moments import Now
from workstation.domain.shift_clock import so_far
from workstation.store.vault import Vault

NEXT = timedelta(days=2)  # what is due later is somebody else's hand-over


def hand_over_sheet(shift_id: ShiftId, *, vault: Vault, now: Now) -> HandOver:
    """Return the counsellor's open drafts, what waits within NEXT, the call-backs agreed in this shift.

    Raises KeyError.
    """
    of_shift = CallFilters(shift=shift_id)
    with vault.reading() as work:
        shift = work.shifts.get(shift_id)
        return HandOver(
            shift,
            so_far(shift, work.calls.spans(shift_id), now()),
            work.drafts.waiting(shift.counsellor),
            work.calls.follow_ups(of_shift),
            work.follow_ups.waiting(shift.counsellor, shift.team, now() + NEXT),
        )
