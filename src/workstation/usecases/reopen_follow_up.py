"""Take the settling of a follow-up back: it waits again, where and for whom it waited."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import relation_to, require
from workstation.domain.problems import NotReady, Problem
from workstation.store.vault import Vault


def reopen_follow_up(task_id: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Open a settled task again; both acts stay. Raises NotReady when it is open, KeyError, NotAllowed."""
    with vault.work() as work:
        task = work.follow_ups.get(task_id)
        require(desk, "follow_up", relation_to(desk, task.counsellor or task.made_by, task.team))
        if task.status == "open":
            raise NotReady((Problem("task", "follow_up.open_already", severity="hard"),))
        work.follow_ups.change(task_id, status="open")
        work.follow_ups.act(task_id, "reopened", desk.counsellor, now(), "")
    return Changes.of("follow_up", task_id) | Changes.of("call", task.call)
