"""The last shift of a counsellor: what is offered first for the next one."""

from workstation.domain.shifts import Shift
from workstation.store.vault import Vault


def latest_shift(counsellor: str, *, vault: Vault) -> Shift | None:
    """Return the last shift, ended or not; None = this is the first."""
    with vault.reading() as work:
        return work.shifts.latest(counsellor)
