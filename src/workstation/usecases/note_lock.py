"""Note that the station is being locked."""

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.store.vault import Vault


def note_lock(desk: Desk, *, vault: Vault, now: Now) -> None:
    """Write into the read log that nothing is shown from here on."""
    with vault.work() as work:
        work.read_log.note("lock", desk, now())
