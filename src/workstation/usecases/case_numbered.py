"""The case or call of a number, and the case of a call: whether there is one, nothing of what is in it."""

from workstation.domain.cases import Case
from workstation.domain.ids import CallId
from workstation.store.call_owners import call_of_number
from workstation.store.vault import Vault


def case_numbered(number: str, *, vault: Vault) -> Case | None:
    """Return the case of a number as it is typed; None = there is none."""
    with vault.reading() as work:
        return work.cases.numbered(number)


def case_of_call(call_id: CallId, *, vault: Vault) -> Case | None:
    """Return the case a call is in."""
    with vault.reading() as work:
        found = work.cases.of_call(call_id)
        return work.cases.get(found) if found else None


def call_numbered(number: str, *, vault: Vault) -> CallId | None:
    """Return the call of a number as it is typed; None = there is none, or it was erased."""
    with vault.reading() as work:
        found = call_of_number(work.connection, number.strip().upper())
        return CallId(found) if found else None
