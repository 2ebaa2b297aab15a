"""Move a follow-up to another moment, or give it to somebody else."""

from datetime import datetime

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import relation_to, require
from workstation.domain.problems import NotReady, Problem
from workstation.store.vault import Vault


def move_follow_up(
    task_id: str, due: tuple[datetime, datetime], reason: str, desk: Desk, *, vault: Vault, now: Now
) -> Changes:
    """Give an open task another window. Raises NotReady without a reason or with a window that is over."""
    at = now()
    if not reason.strip():
        raise NotReady((Problem("reason", "filing.reason_needed"),))
    if due[1] < due[0] or due[1] < at:
        raise NotReady((Problem("due", "follow_up.when", severity="hard"),))
    with vault.work() as work:
        task = work.follow_ups.get(task_id)
        require(desk, "follow_up", relation_to(desk, task.counsellor or task.made_by, task.team))
        work.follow_ups.change(task_id, due=due)
        work.follow_ups.act(task_id, "moved", desk.counsellor, at, reason.strip())
    return Changes.of("follow_up", task_id) | Changes.of("call", task.call)


def assign_follow_up(task_id: str, to: str | None, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Give an open task to a person, or back to the team (None)."""
    with vault.work() as work:
        task = work.follow_ups.get(task_id)
        require(desk, "follow_up", relation_to(desk, task.counsellor or task.made_by, task.team))
        work.follow_ups.change(task_id, assign=True, counsellor=to)
        work.follow_ups.act(task_id, "assigned", desk.counsellor, now(), to or "")
    return Changes.of("follow_up", task_id) | Changes.of("call", task.call)
