"""Settle a follow-up: done, or dropped with a reason."""

from typing import Literal

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import relation_to, require
from workstation.domain.problems import NotReady, Problem
from workstation.store.vault import Vault


def settle_follow_up(
    task_id: str, how: Literal["done", "dropped"], reason: str, desk: Desk, *, vault: Vault, now: Now
) -> Changes:
    """Close a task. Raises NotReady when dropping has no reason or it was closed before, KeyError, NotAllowed."""
    if how == "dropped" and not reason.strip():
        raise NotReady((Problem("reason", "filing.reason_needed"),))
    with vault.work() as work:
        task = work.follow_ups.get(task_id)
        require(desk, "follow_up", relation_to(desk, task.counsellor or task.made_by, task.team))
        if task.status != "open":
            raise NotReady((Problem("task", "follow_up.settled_already", severity="hard"),))
        work.follow_ups.change(task_id, status=how)
        work.follow_ups.act(task_id, how, desk.counsellor, now(), reason.strip())
    return Changes.of("follow_up", task_id) | Changes.of("call", task.call)
