"""Open a call: everything that was filed, with what was corrected since."""

from dataclasses import dataclass

from workstation.domain.calls import Call
from workstation.domain.ids import CallId
from workstation.domain.prints import Print
from workstation.domain.revisions import Revision
from workstation.store.vault import Vault


@dataclass(frozen=True, slots=True)
class OpenedCall:
    """A call, what its corrections replaced, and the copies made of it."""

    call: Call
    revisions: tuple[Revision, ...]
    prints: tuple[Print, ...]


def open_call(call_id: CallId, *, vault: Vault) -> OpenedCall:
    """Return a filed call. Raises KeyError."""
    with vault.reading() as work:
        return OpenedCall(work.calls.get(call_id), work.calls.revisions(call_id), work.prints.of_call(call_id))
