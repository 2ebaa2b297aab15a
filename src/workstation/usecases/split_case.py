"""Split a case: some of its calls are about another situation."""

from collections.abc import Collection

from workstation.domain.cases import Move
from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId, CaseId
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import require_for_case


def split_case(
    case_id: CaseId, calls: Collection[CallId], reason: str, desk: Desk, *, vault: Vault, now: Now
) -> tuple[CaseId, Changes]:
    """Bring these calls of a case into a new one and return it.

    Raises NotReady unless at least one call goes and one stays, KeyError, NotAllowed, ReasonNeeded.
    """
    with vault.work() as work:
        require_for_case(case_id, desk, work, reason)
        held = work.cases.calls_of(case_id)
        going = [call for call in held if call in calls]
        if not going or len(going) == len(held) or len(going) != len(set(calls)):
            raise NotReady((Problem("calls", "case.split_some", severity="hard"),))
        new = work.cases.open(work.cases.get(case_id).team, desk.counsellor, now()).id
        moves = tuple(Move(call, case_id, new) for call in going)
        work.cases.act("split", desk.counsellor, now(), reason.strip(), moves=moves)
    return new, Changes.of("case", case_id, new) | Changes.of("call", *going)
