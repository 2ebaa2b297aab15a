"""Hold a call: it is not erased as long as a legal hold lies on it. Lifting one takes two persons."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import require_for_call


def hold_call(call_id: CallId, reason: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Set a hold. Raises NotReady without a reason, KeyError, NotAllowed."""
    if not reason.strip():
        raise NotReady((Problem("reason", "filing.reason_needed"),))
    with vault.work() as work:
        require_for_call("hold", call_id, desk, work)
        work.retention.hold(call_id, desk.counsellor, reason.strip(), now())
        work.read_log.note("sign", desk, now(), record=call_id, reason="hold")
    return Changes.of("call", call_id)
