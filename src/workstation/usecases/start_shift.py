"""Start a shift."""

from datetime import datetime

from workstation.domain.ids import ShiftId, new_id
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.domain.shift_clock import ended, forgotten
from workstation.domain.shifts import Shift
from workstation.store.vault import Vault


def start_shift(
    counsellor: str,
    *,
    team: str | None,
    line: str,
    planned_end: datetime,
    planned_break: datetime | None,
    vault: Vault,
    now: Now,
) -> Shift:
    """Begin a shift and return it; a running one is returned as it is, so that pressing twice starts one.

    A shift that was never ended is ended at its planned end. Raises NotReady when the end lies behind us.
    """
    at = now()
    if planned_end <= at:
        raise NotReady((Problem("planned_end", "filing.shift_end_past", severity="hard"),))
    with vault.work() as work:
        running = work.shifts.running(counsellor)
        if running is not None and not forgotten(running, at):
            return running
        if running is not None:
            work.shifts.put(ended(running, running.planned_end))
        shift = Shift(
            id=ShiftId(new_id()),
            counsellor=counsellor,
            team=team,
            line=line,
            began_at=at,
            planned_end=planned_end,
            planned_break=planned_break,
        )
        work.shifts.put(shift)
    return shift
