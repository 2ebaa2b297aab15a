"""Fill in the review form, point by point; the talk stays open and the counsellor of the call sees the answers."""

from collections.abc import Mapping

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
    call_id: CallId, answers: Mapping[str, str], form_version: int, desk: Desk, *, vault: Vault
) -> Changes:
    """Keep the answers so far in place of earlier ones; a point left out was not looked at. Raises NotAllowed,
    KeyError; ValueError for an answer the form does not know.
    """
    if unknown := set(answers.values()) - set(ANSWERS):
        raise ValueError(len(unknown))
    with vault.work() as work:
        require(desk, "review", relation_of_call(call_id, desk, work))
        counsellor, _ = owner_of(work.connection, call_id)
        Reviews(work.connection).fill_in(call_id, counsellor, answers, form_version)
    return Changes.of("review", call_id)
