"""Mark an announcement as read."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.store.team_talk import TeamTalk
from workstation.store.vault import Vault


def read_announcement(announcement: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Keep that this counsellor read it; the first time counts."""
    with vault.work() as work:
        TeamTalk(work.connection).read(announcement, desk.counsellor, now())
    return Changes.of("announcement", announcement)
