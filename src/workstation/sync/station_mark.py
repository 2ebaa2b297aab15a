"""Which signs this station puts in call numbers: its own until it meets a hub, then what that hub says."""

import logging
from dataclasses import replace
from typing import Final

from workstation.domain.changes import Changes
from workstation.store.marks import keep_owner, owner
from workstation.store.sync_state import DEVICE, EPOCH
from workstation.store.vault import Vault
from workstation.sync.enrolling import OTHER_MARK
from workstation.sync.protocol import Hub, NotUnderstood

SETTLED: Final = "mark.settled"  # the name of this station, and the hub's epoch, for which its mark is settled

logger = logging.getLogger(__name__)


def settle_mark(vault: Vault, hub: Hub) -> Changes:
    """Ask the hub for the mark, once for each name and each restore; numbers that were given stay.

    A station that may be a copy wishes none: two would give out the same numbers. Raises HubRefusal, Unreachable.
    """
    with vault.reading() as work:
        device, epoch = work.sync_state.get(DEVICE), work.sync_state.get(EPOCH)
        settled = work.sync_state.get(SETTLED) == f"{device} {epoch}"
        wish = "" if work.sync_state.get(OTHER_MARK) else owner(work.connection).device_mark
    if device is None or settled:
        return Changes()
    mark = hub.mark(device, wish)
    if not mark:
        raise NotUnderstood
    with vault.work() as work:
        work.sync_state.put(SETTLED, f"{device} {epoch}")
        work.sync_state.put(OTHER_MARK, None)
        whose = owner(work.connection)
        keep_owner(work.connection, replace(whose, device_mark=mark))
    if mark == whose.device_mark:
        return Changes()
    logger.info("this station has another mark from now on")
    return Changes.of("station_mark", mark)
