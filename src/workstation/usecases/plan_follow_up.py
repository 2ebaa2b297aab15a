"""Plan a follow-up: what, when, over which safe channel, and whose turn it is."""

from dataclasses import replace

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.ids import new_id
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.problems import NotReady, Problem
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import relation_of_any


def plan_follow_up(task: FollowUpTask, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Keep a task under a new id. Raises NotReady for a window that ends before it begins or is over; NotAllowed."""
    at = now()
    if task.due_until < task.due_from or task.due_until < at:
        raise NotReady((Problem("due", "follow_up.when", severity="hard"),))
    task = replace(task, id=new_id(), made_by=desk.counsellor, team=task.team or desk.team, status="open")
    with vault.work() as work:
        require(desk, "follow_up", relation_of_any(task.call, desk, work))
        work.follow_ups.put(task)
        work.follow_ups.act(task.id, "planned", desk.counsellor, at, "")
    return Changes.of("follow_up", task.id) | Changes.of("call", task.call)
