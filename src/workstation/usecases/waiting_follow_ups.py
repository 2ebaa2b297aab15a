"""The follow-ups that wait: one's own and the team's, the longest overdue first."""

from datetime import datetime

from workstation.domain.counsellors import Desk
from workstation.domain.follow_ups import FollowUpTask
from workstation.domain.ids import CallId
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import require_for_call


def waiting_follow_ups(desk: Desk, *, vault: Vault, until: datetime | None = None) -> tuple[FollowUpTask, ...]:
    """Return the open tasks that begin before `until`, or all of them."""
    with vault.reading() as work:
        return work.follow_ups.waiting(desk.counsellor, desk.team, until)


def follow_ups_of(call: CallId, desk: Desk, *, vault: Vault) -> tuple[FollowUpTask, ...]:
    """Return every task of a call one may list, also those that are settled. Raises KeyError, NotAllowed."""
    with vault.reading() as work:
        require_for_call("list", call, desk, work)
        return work.follow_ups.of_call(call)
