"""Support a signal: one more call that ran into the same."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.permissions import require
from workstation.store.team_talk import TeamTalk
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import relation_of_call


def support_signal(signal: str, call_id: CallId, desk: Desk, *, vault: Vault) -> Changes:
    """Add a call to a signal; adding it twice counts once. Raises NotAllowed, KeyError."""
    with vault.work() as work:
        require(desk, "signal", relation_of_call(call_id, desk, work))
        if signal not in {one.id for one in TeamTalk(work.connection).signals()}:
            raise KeyError(signal)
        TeamTalk(work.connection).support(signal, (call_id,))
    return Changes.of("signal", signal)
