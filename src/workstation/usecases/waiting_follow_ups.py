"""The follow-ups that wait: one's own and the team's, the longest overdue first."""

from datetime import datetime

from workstation.domain.counsellors import Desk
from workstation.domain.follow_ups import FollowUpTask
from workstation.store.vault import Vault


def waiting_follow_ups(desk: Desk, *, vault: Vault, until: datetime | None = None) -> tuple[FollowUpTask, ...]:
    """Return the open tasks that begin before `until`, or all of them."""
    with vault.reading() as work:
        return work.follow_ups.waiting(desk.counsellor, desk.team, until)
