"""Mark a call for the case discussion, with the question to the team."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId, new_id
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.problems import NotReady, Problem
from workstation.domain.team_talk import DiscussionPoint
from workstation.store.team_talk import TeamTalk
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import relation_of_call


def mark_for_discussion(call_id: CallId, question: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Put a call on the agenda. Raises NotReady without a question, NotAllowed, KeyError."""
    if not question.strip():
        raise NotReady((Problem("question", "coordination.question_empty"),))
    with vault.work() as work:
        require(desk, "discuss", relation_of_call(call_id, desk, work))
        point = DiscussionPoint(
            id=new_id(), call=call_id, number="", marked_at=now(), marked_by=desk.counsellor,
            question=question.strip(), team=desk.team,
        )  # fmt: skip
        TeamTalk(work.connection).mark(point)
    return Changes.of("discussion", point.id)
