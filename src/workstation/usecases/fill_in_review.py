"""Fill in the review form, point by point; the talk stays open and the counsellor of the call sees the answers."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.permissions import require
from workstation.forms.review_form import ANSWERS
from workstation.store.call_owners import owner_of
from workstation.store.reviews import Reviews
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import relation_of_call


def fill_in_review(
    call_id: CallId, point: str, answer: str | None, form_version: int, desk: Desk, *, vault: Vault
) -> Changes:
    """Keep one answer; None = not looked at after all. Whatever else was answered stays, also by somebody else
    meanwhile. Raises NotAllowed, KeyError; ValueError for an answer the form does not know.
    """
    if answer is not None and answer not in ANSWERS:
        raise ValueError(len(answer))
    with vault.work() as work:
        require(desk, "review", relation_of_call(call_id, desk, work))
        counsellor, _ = owner_of(work.connection, call_id)
        Reviews(work.connection).fill_in(call_id, counsellor, point, answer, form_version)
    return Changes.of("review", call_id)
