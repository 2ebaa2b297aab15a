"""Reopen a call: within ten minutes a filed call can go back to being a draft."""

import json

from workstation.domain.calls import Call
from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.forms.reopened import draft_of
from workstation.store.vault import Vault
from workstation.usecases.register_call import SECOND_THOUGHTS
from workstation.usecases.relation_of_call import require_for_call


def reopen_call(call_id: CallId, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Make a draft of a call again, with everything that was typed; filed anew, it keeps its number.

    Raises NotReady when it is too late or when somebody already corrected it or added to it: then a correction or
    an addition is the way. Raises KeyError when the call is not there.
    """
    at = now()
    with vault.work() as work:
        require_for_call("correct", call_id, desk, work, "reopened")
        call = work.calls.get(call_id)
        if call.filed_at is None or at - call.filed_at > SECOND_THOUGHTS:
            raise NotReady((Problem("call", "filing.reopen_too_late", severity="hard"),))
        if call.revision > 1 or call.additions:
            raise NotReady((Problem("call", "filing.reopen_amended", severity="hard"),))
        work.calls.take_out(call_id)
        work.read_log.note("reopen", desk, at, record=call_id)
        if not work.drafts.take_from_bin(call_id):
            # the bin was emptied in the meantime
            work.drafts.put(_body(call), call_id, "call", call.counsellor, call.started_at, at)
            work.drafts.keep_number(call_id, call.number)
    return Changes.of("call", call_id) | Changes.of("draft", call_id)


def _body(call: Call) -> str:
    return json.dumps(draft_of(call).body(), ensure_ascii=False, separators=(",", ":"))
