"""Announce something the team must know."""

from datetime import datetime

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import new_id
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.problems import NotReady, Problem
from workstation.domain.team_talk import Announcement
from workstation.store.team_talk import TeamTalk
from workstation.store.vault import Vault


def announce(text: str, until: datetime, desk: Desk, *, vault: Vault, now: Now, must_read: bool = True) -> Changes:
    """Keep an announcement. Raises NotReady without words or when its time is over, NotAllowed."""
    require(desk, "coordinate", "practice" if desk.practice else "own")
    at = now()
    if not text.strip() or until <= at:
        raise NotReady((Problem("announcement", "coordination.announcement_empty"),))
    made = Announcement(
        id=new_id(), at=at, counsellor=desk.counsellor, text=text.strip(), until=until, must_read=must_read
    )
    with vault.work() as work:
        TeamTalk(work.connection).announce(made)
    return Changes.of("announcement", made.id)
