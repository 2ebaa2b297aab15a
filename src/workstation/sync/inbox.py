"""Everything of the exchange that waits for somebody's eye."""

from dataclasses import dataclass
from datetime import datetime

from workstation.store.vault import Vault
from workstation.sync.conflicts import Conflict, open_conflicts
from workstation.sync.moving import may_take_along
from workstation.sync.sealing.keyring import Keyring


@dataclass(frozen=True, slots=True)
class AlarmSeen:
    """Something that was refused; `what` is a key under `sync.alarms`."""

    what: str
    at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class InboxView:
    """Conflicts oldest first, how many own changes the hub refused, and what was refused of the hub.

    `to_take_along`: how many of the refused ones were written for a former team that never got them.
    """

    conflicts: tuple[Conflict, ...] = ()
    refused: int = 0
    to_take_along: int = 0
    alarms: tuple[AlarmSeen, ...] = ()


def look_in_inbox(vault: Vault, keyring: Keyring) -> InboxView:
    """Return what waits."""
    conflicts = open_conflicts(vault, keyring)
    with vault.reading() as work:
        alarms = tuple(AlarmSeen(one.what, one.at, one.times) for one in work.sync_state.alarms())
        return InboxView(conflicts, work.outbox.waiting().refused, may_take_along(work), alarms)


def alarms_were_read(vault: Vault) -> None:
    """Forget the alarms: somebody has read and reported them."""
    with vault.work() as work:
        work.sync_state.clear_alarms()
