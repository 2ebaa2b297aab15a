"""Unlink a call: it does not belong to the case after all."""

from workstation.domain.cases import Move
from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import require_for_call


def unlink_call(call_id: CallId, reason: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Take a call out of its case. Raises KeyError when it is in none, NotAllowed, ReasonNeeded."""
    with vault.work() as work:
        require_for_call("case", call_id, desk, work, reason)
        case = work.cases.of_call(call_id)
        if case is None:
            raise KeyError(call_id)
        work.cases.act("unlink", desk.counsellor, now(), reason.strip(), moves=(Move(call_id, case, None),))
    return Changes.of("case", case) | Changes.of("call", call_id)
