"""Add to a call: text with a name and a moment, under what was filed."""

from workstation.domain.calls import Addition
from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.domain.texts import LONGEST_NOTE
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import require_for_call


def add_to_call(call_id: CallId, text: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Keep an addition; the narrative stays as it is. Raises NotReady when nothing was written, or more than can
    leave the station; KeyError.
    """
    if not text.strip():
        raise NotReady((Problem("addition", "filing.addition_empty"),))
    if len(text) > LONGEST_NOTE:
        raise NotReady((Problem("addition", "filing.addition_too_long"),))
    with vault.work() as work:
        require_for_call("add", call_id, desk, work)
        work.calls.add(call_id, Addition(now(), desk.counsellor, text))
    return Changes.of("call", call_id)
