"""Link a call to a case: the first two calls on one situation, or one more."""

from workstation.domain.cases import Move
from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId, CaseId
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.store.vault import Vault, Work
from workstation.usecases.relation_of_call import require_for_call, require_for_case


def link_call(
    call_id: CallId, case_id: CaseId | None, reason: str, desk: Desk, *, vault: Vault, now: Now
) -> tuple[CaseId, Changes]:
    """Bring a call into a case; `case_id` None opens a new one. Returns the case.

    Raises NotReady when the call is in a case already (first unlink, or merge), KeyError, NotAllowed, ReasonNeeded.
    """
    with vault.work() as work:
        require_for_call("case", call_id, desk, work, reason)
        if work.cases.of_call(call_id) is not None:
            raise NotReady((Problem("case", "case.linked_already", severity="hard"),))
        if case_id is None:
            case_id = work.cases.open(desk.team, desk.counsellor, now()).id
        else:
            require_for_case(case_id, desk, work, reason)
        _link(work, call_id, case_id, reason, desk, now)
    return case_id, Changes.of("case", case_id) | Changes.of("call", call_id)


def _link(work: Work, call_id: CallId, case_id: CaseId, reason: str, desk: Desk, now: Now) -> None:
    work.cases.act("link", desk.counsellor, now(), reason.strip(), moves=(Move(call_id, None, case_id),))
