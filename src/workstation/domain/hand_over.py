"""What one shift hands to the next."""

from dataclasses import dataclass

from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.lines import DraftLine, FollowUp
from workstation.domain.shift_clock import ShiftSoFar
from workstation.domain.shifts import Shift


@dataclass(frozen=True, slots=True)
class HandOver:
    """What the next counsellor must know: codes, times and safe moments; no narrative.

    The number of heavy calls is private: it stands in no sheet that is shown or printed.
    """

    shift: Shift
    so_far: ShiftSoFar
    drafts: tuple[DraftLine, ...] = ()
    follow_ups: tuple[FollowUp, ...] = ()
    tasks: tuple[FollowUpTask, ...] = ()
