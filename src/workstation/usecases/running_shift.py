"""The running shift, also after a restart."""

from workstation.domain.moments import Now
from workstation.domain.shift_clock import forgotten
from workstation.domain.shifts import Shift
from workstation.store.vault import Vault


def running_shift(counsellor: str, *, vault: Vault, now: Now) -> Shift | None:
    """Return the shift this counsellor is in; None when there is none, or only one that nobody ended long ago."""
    with vault.reading() as work:
        shift = work.shifts.running(counsellor)
    return None if shift is None or forgotten(shift, now()) else shift
