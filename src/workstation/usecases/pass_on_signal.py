"""Pass a signal on to policy."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.problems import NotReady, Problem
from workstation.store.team_talk import TeamTalk
from workstation.store.vault import Vault


def pass_on_signal(signal: str, to: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Keep to whom it went. Raises NotReady without a name, NotAllowed, KeyError."""
    require(desk, "coordinate", "practice" if desk.practice else "own")
    if not to.strip():
        raise NotReady((Problem("to", "coordination.to_empty"),))
    with vault.work() as work:
        TeamTalk(work.connection).pass_on(signal, to.strip(), now())
    return Changes.of("signal", signal)
