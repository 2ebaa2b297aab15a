"""Everything of the exchange that waits for somebody's eye."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from workstation.domain.envelopes import ELSEWHERE
from workstation.store.vault import Vault
from workstation.sync.conflicts import Conflict, open_conflicts
from workstation.sync.moving import may_take_along
from workstation.sync.sealing.keyring import Keyring

TOLD: Final = frozenset({ELSEWHERE})


@dataclass(frozen=True, slots=True)
class AlarmSeen:
    """Something that was refused; `what` is a key under `sync.alarms`, or under `sync.told`."""

    what: str
    at: datetime
    times: int


@dataclass(frozen=True, slots=True)
class InboxView:
    """Conflicts oldest first, how many own changes the hub refused, and what was refused of the hub.

    `to_take_along`: how many of the refused ones were written for a former team that never got them. `told`: what
    went otherwise than somebody chose here, and is well.
    """

    conflicts: tuple[Conflict, ...] = ()
    refused: int = 0
    to_take_along: int = 0
    alarms: tuple[AlarmSeen, ...] = ()
    told: tuple[AlarmSeen, ...] = ()


def look_in_inbox(vault: Vault, keyring: Keyring) -> InboxView:
    """Return what waits."""
    conflicts = open_conflicts(vault, keyring)
    with vault.reading() as work:
        every = [AlarmSeen(one.what, one.at, one.times) for one in work.sync_state.alarms()]
        alarms = tuple(one for one in every if one.what not in TOLD)
        told = tuple(one for one in every if one.what in TOLD)
        return InboxView(conflicts, work.outbox.waiting().refused, may_take_along(work), alarms, told)


def alarms_were_read(vault: Vault) -> None:
    """Forget the alarms: somebody has read and reported them."""
    with vault.work() as work:
        work.sync_state.clear_alarms(*TOLD)


def told_was_read(vault: Vault) -> None:
    """Forget what was told: somebody has read it."""
    with vault.work() as work:
        work.sync_state.clear_alarms(*(one.what for one in work.sync_state.alarms() if one.what not in TOLD))
