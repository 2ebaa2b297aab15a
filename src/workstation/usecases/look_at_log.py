"""Look at the read log: who saw what, newest first."""

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.read_log import Entry
from workstation.store.vault import Vault


def look_at_log(desk: Desk, *, vault: Vault, now: Now, limit: int = 200) -> tuple[Entry, ...]:
    """Return the newest entries, once this look stands in the log itself: a counsellor sees only what they did."""
    require(desk, "read_log", "practice" if desk.practice else "own")
    with vault.work() as work:
        person = desk.counsellor if desk.role == "counsellor" else None
        found = work.read_log.newest(limit, person)
        work.read_log.note("read_log", desk, now(), hits=len(found))
    return found
