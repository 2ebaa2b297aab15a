"""The hand-over sheet at the end of a shift."""

from dataclasses import dataclass
from datetime import timedelta

from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.ids import ShiftId
from workstation.domain.lines import CallFilters, CallLine, DraftLine, FollowUp
from workstation.domain.moments import Now
from workstation.domain.shift_clock import ShiftSoFar, so_far
from workstation.domain.shifts import Shift
from workstation.store.vault import Vault

MOST_CALLS = 500
NEXT = timedelta(days=2)  # what is due later is somebody else's hand-over


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the next counsellor must know: codes, times and safe moments; no narrative, no heavy calls."""

    shift: Shift
    so_far: ShiftSoFar
    drafts: tuple[DraftLine, ...]
    follow_ups: tuple[FollowUp, ...]
    tasks: tuple[FollowUpTask, ...]
    calls: tuple[CallLine, ...]


def hand_over_sheet(shift_id: ShiftId, *, vault: Vault, now: Now) -> HandOver:
    """Return the counsellor's open drafts, what waits within NEXT, the call-backs agreed in this shift, its calls.

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
            work.calls.lines(of_shift, MOST_CALLS),
        )
