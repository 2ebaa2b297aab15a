"""Follow-ups: what was agreed with a caller, when it is safe, and whose turn it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from workstation.domain.ids import CallId

Status = Literal["open", "done", "dropped"]
ActKind = Literal["planned", "moved", "assigned", "done", "dropped", "reopened"]


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUpTask:
    """Something to be done between two moments (`due_from` may equal `due_until`: a moment).

    `channel` is a code of list channel, None = none was agreed. `safe_moment` and `what` are the counsellor's own
    words. `counsellor` None: anybody of the team. No telephone number belongs here.
    """

    id: str
    call: CallId
    number: str
    due_from: datetime
    due_until: datetime
    channel: str | None = None
    safe_moment: str = ""
    what: str = ""
    team: str | None = None
    counsellor: str | None = None
    status: Status = "open"
    made_by: str = ""

    def overdue(self, at: datetime) -> bool:
        """Whether its time has passed and nothing was done."""
        return self.status == "open" and self.due_until < at


@dataclass(frozen=True, slots=True)
class FollowUpAct:
    """What happened to a follow-up, and why."""

    at: datetime
    counsellor: str
    kind: ActKind
    reason: str
