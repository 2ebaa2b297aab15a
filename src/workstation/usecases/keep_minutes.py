"""Keep the minutes of one point of the case discussion."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.problems import NotReady, Problem
from workstation.store.team_talk import TeamTalk
from workstation.store.vault import Vault


def keep_minutes(point: str, minutes: str, agreed: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Keep what was said and agreed; the point leaves the agenda. Raises NotReady when both are empty, NotAllowed,
    KeyError.
    """
    require(desk, "coordinate", "practice" if desk.practice else "own")
    if not minutes.strip() and not agreed.strip():
        raise NotReady((Problem("minutes", "coordination.minutes_empty"),))
    with vault.work() as work:
        TeamTalk(work.connection).discuss(point, minutes.strip(), agreed.strip(), now())
    return Changes.of("discussion", point)
