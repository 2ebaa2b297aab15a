"""Take an announcement back: from now on it holds no more."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.store.team_talk import TeamTalk
from workstation.store.vault import Vault


def withdraw_announcement(announcement: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """End it at this moment; who read it stays known. Raises NotAllowed, KeyError."""
    require(desk, "coordinate", "practice" if desk.practice else "own")
    with vault.work() as work:
        TeamTalk(work.connection).end(announcement, now())
    return Changes.of("announcement", announcement)
