"""Open a call: everything that was filed, with what was corrected since."""

from dataclasses import dataclass

from workstation.domain.calls import Call
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now
from workstation.domain.prints import Print
from workstation.domain.revisions import Revision
from workstation.store.read_log import Reading
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import require_for_call


@dataclass(frozen=True, slots=True)
class OpenedCall:
    """A call, what its corrections replaced, the copies made of it, and who saw it before now."""

    call: Call
    revisions: tuple[Revision, ...]
    prints: tuple[Print, ...]
    readings: tuple[Reading, ...] = ()


def open_call(call_id: CallId, desk: Desk, *, vault: Vault, now: Now, reason: str = "") -> OpenedCall:
    """Return a filed call, once its reading stands in the read log. Raises KeyError, NotAllowed.

    `reason` is a code of list opening reason; one's own calls need none.
    """
    with vault.work() as work:
        require_for_call("read", call_id, desk, work, reason)
        found = OpenedCall(
            work.calls.get(call_id),
            work.calls.revisions(call_id),
            work.prints.of_call(call_id),
            work.read_log.of_record(call_id),
        )
        work.read_log.note("open", desk, now(), record=call_id, reason=reason)
    return found
