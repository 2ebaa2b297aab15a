"""One meeting with the hub as the program sees it: what changed, how it stands, and when to come again."""

import logging
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from workstation.domain.changes import Changes
from workstation.domain.flat import APPLICANT, MEMBERS
from workstation.domain.moments import from_text
from workstation.store.first_capture import capture_older, capture_register, capture_team
from workstation.store.sync_state import DEVICE, HOME, LAST_MET
from workstation.store.vault import Vault
from workstation.sync.conflicts import settle_what_is_alike, to_look_at
from workstation.sync.exchange import Exchange
from workstation.sync.met import NeedsCode
from workstation.sync.moving import follow_grants, follow_moves
from workstation.sync.protocol import AwayTooLong, HubRefusal, Later, NotUnderstood, Revoked, Unreachable
from workstation.sync.sealing.healing import give_on
from workstation.sync.sealing.keyring import Keyring, NoKey
from workstation.sync.sealing.names import tell_name

logger = logging.getLogger(__name__)

# what stands in the way; each has a sentence under `sync.trouble`
UNREACHABLE, NEEDS_CODE, AWAY, REVOKED, NO_KEY, REFUSED = (
    "unreachable", "needs_code", "away_too_long", "revoked", "no_key", "refused"
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    """How it stands with the hub. `met` None: never. `enrolled` False: this station works on its own."""

    enrolled: bool = False
    met: datetime | None = None
    to_send: int = 0
    refused: int = 0
    conflicts: int = 0
    alarms: int = 0
    keyless: int = 0
    trouble: str = ""

    @property
    def to_look_at(self) -> int:
        """What waits for somebody's eye."""
        return self.refused + self.conflicts + self.alarms


@dataclass(frozen=True, slots=True)
class Meeting:
    """What a meeting brought; `at_least`: seconds the hub asked to wait."""

    standing: Standing
    changes: Changes = field(default_factory=Changes)
    well: bool = True
    at_least: float = 0.0


class Meetings:
    """Meets the hub, in its own lane; whatever the world does becomes a standing, never an error."""

    def __init__(
        self, exchange: Exchange, vault: Vault, keyring: Keyring, settle: Callable[[], Changes] = Changes
    ) -> None:  # fmt: skip
        self._exchange, self._vault, self._keyring = exchange, vault, keyring
        self._gave_at: tuple[str, bool] | None = None
        self._settle = settle  # what is asked of the hub besides: an older one does not know it

    def meet(self) -> Meeting:
        """Meet once."""
        if not standing(self._vault).enrolled:
            return Meeting(standing(self._vault))
        try:
            self._tell_of_what_was_before()
            could = self._may_seal()
            met = self._exchange.meet()
            # what waited for a key or a grant goes at once; so does what both wrote alike
            again = settle_what_is_alike(self._vault, self._keyring) or self._may_seal() != could
            if self._grants_changed() or self._gave_on(met.changes) or again:
                met.changes |= self._exchange.meet().changes
            with suppress(NotUnderstood):
                met.changes |= self._settle()
        except Later as later:
            return self._failed(UNREACHABLE, float(later.seconds))
        except (Unreachable, NeedsCode, NoKey, HubRefusal) as wrong:
            return self._failed(_trouble(wrong))
        return Meeting(standing(self._vault, "" if self._may_seal() else NO_KEY), met.changes)

    def _grants_changed(self) -> bool:
        with self._vault.work() as work:
            again = follow_grants(work, self._keyring)
            return follow_moves(work, self._keyring) or again

    def _gave_on(self, changes: Changes) -> bool:
        """Give the team what it lacks of this station; looked at when a list, a key or who asks is another."""
        with self._vault.reading() as work:
            newest = self._keyring.newest(work, work.sync_state.get(HOME) or "")
            stands = newest.id if newest is not None else "", self._keyring.has_key(work)
        if stands == self._gave_at and not changes.concerns(MEMBERS, APPLICANT):
            return False
        with self._vault.work() as work:
            gave = give_on(work, self._keyring)
            gave = tell_name(work, self._keyring) or gave
        self._gave_at = stands
        return gave

    def _may_seal(self) -> bool:
        with self._vault.reading() as work:
            return self._keyring.has_key(work)

    def _tell_of_what_was_before(self) -> None:
        while True:
            with self._vault.work() as work:
                capture_register(work.connection)
                capture_team(work.connection)
                if not capture_older(work.connection):
                    return

    def _failed(self, trouble: str, at_least: float = 0.0) -> Meeting:
        logger.info("no meeting with the hub: %s", trouble)
        return Meeting(standing(self._vault, trouble), well=False, at_least=at_least)


def standing(vault: Vault, trouble: str = "") -> Standing:
    """Return how it stands, without asking the hub."""
    with vault.reading() as work:
        state, waiting = work.sync_state, work.outbox.waiting()
        if state.get(HOME) is None:
            return Standing()
        met = state.get(LAST_MET)
        conflicts = len(to_look_at(work))
        return Standing(
            enrolled=True, met=from_text(met) if met else None, to_send=waiting.to_send, refused=waiting.refused,
            conflicts=conflicts, alarms=len(state.alarms()), keyless=len(work.records.waiting_for_a_key()),
            trouble=trouble or ("" if state.get(DEVICE) else NEEDS_CODE),
        )  # fmt: skip


def _trouble(wrong: Exception) -> str:
    for kind, trouble in ((Unreachable, UNREACHABLE), (NeedsCode, NEEDS_CODE), (NoKey, NO_KEY), (Revoked, REVOKED),
                          (AwayTooLong, AWAY)):  # fmt: skip
        if isinstance(wrong, kind):
            return trouble
    return REFUSED
