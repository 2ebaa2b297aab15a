"""Close a review, with the form when it was filled in."""

from collections.abc import Mapping

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.store.call_owners import owner_of
from workstation.store.reviews import Reviews
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import relation_of_call


def close_review(  # what was found, by which form, and where
    call_id: CallId, answers: Mapping[str, str], form_version: int, desk: Desk, *, vault: Vault, now: Now
) -> Changes:
    """Keep the answers, if any, and end the talk. Raises NotAllowed, KeyError."""
    with vault.work() as work:
        require(desk, "review", relation_of_call(call_id, desk, work))
        counsellor, _ = owner_of(work.connection, call_id)
        if answers:
            Reviews(work.connection).fill_in(call_id, counsellor, answers, form_version)
        Reviews(work.connection).close(call_id, counsellor, desk.counsellor, now())
    return Changes.of("review", call_id)
