"""Close a review; what the form says by now stays with it."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.store.call_owners import owner_of
from workstation.store.reviews import Reviews
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import relation_of_call


def close_review(call_id: CallId, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """End the talk. Raises NotAllowed, KeyError."""
    with vault.work() as work:
        require(desk, "review", relation_of_call(call_id, desk, work))
        counsellor, _ = owner_of(work.connection, call_id)
        Reviews(work.connection).close(call_id, counsellor, desk.counsellor, now())
    return Changes.of("review", call_id)
