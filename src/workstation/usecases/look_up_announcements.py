"""Look up announcements: what holds now, or what somebody has not read yet."""

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.team_talk import Announcement
from workstation.store.team_talk import TeamTalk
from workstation.store.vault import Vault


def look_up_announcements(
    desk: Desk, *, vault: Vault, now: Now, unread: bool = False
) -> tuple[Announcement, ...]:  # fmt: skip
    """Return announcements, newest first; `unread`: only those this counsellor has not marked as read."""
    with vault.reading() as work:
        return TeamTalk(work.connection).announcements(now(), unread_by=desk.counsellor if unread else None)
