"""Merge cases: two cases turn out to be one situation."""

from workstation.domain.cases import Move
from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CaseId
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import require_for_case


def merge_cases(stays: CaseId, goes: CaseId, reason: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Bring every call of `goes` into `stays`. Raises NotReady for a case with itself, KeyError, NotAllowed."""
    if stays == goes:
        raise NotReady((Problem("case", "case.same_case", severity="hard"),))
    with vault.work() as work:
        for case in (stays, goes):
            require_for_case(case, desk, work, reason)
        moves = tuple(Move(call, goes, stays) for call in work.cases.calls_of(goes))
        work.cases.act("merge", desk.counsellor, now(), reason.strip(), moves=moves, about=(stays, goes))
    return Changes.of("case", stays, goes) | Changes.of("call", *(move.call for move in moves))
