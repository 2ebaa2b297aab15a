"""The agenda of the case discussion, and what was discussed before."""

from workstation.domain.counsellors import Desk
from workstation.domain.permissions import require
from workstation.domain.team_talk import DiscussionPoint
from workstation.store.team_talk import TeamTalk
from workstation.store.vault import Vault


def discussion_agenda(desk: Desk, *, vault: Vault, discussed: bool = False) -> tuple[DiscussionPoint, ...]:
    """Return the points of one's team: still to be discussed, or done. Raises NotAllowed."""
    require(desk, "discuss", "practice" if desk.practice else "own")
    with vault.reading() as work:
        return TeamTalk(work.connection).points(None if desk.practice else desk.team or "", discussed=discussed)
