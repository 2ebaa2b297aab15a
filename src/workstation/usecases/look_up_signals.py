"""Look up signals, with the number of calls behind each."""

from workstation.domain.counsellors import Desk
from workstation.domain.permissions import require
from workstation.domain.team_talk import Signal
from workstation.store.team_talk import TeamTalk
from workstation.store.vault import Vault


def look_up_signals(desk: Desk, *, vault: Vault) -> tuple[Signal, ...]:
    """Return the signals, those not passed on first. Raises NotAllowed."""
    require(desk, "signal", "practice" if desk.practice else "own")
    with vault.reading() as work:
        return TeamTalk(work.connection).signals()
