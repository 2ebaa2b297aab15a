"""Comment on a call, on one field or on the whole of it; the counsellor answers in the same way."""

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.domain.reviews import Comment
from workstation.store.call_owners import owner_of
from workstation.store.reviews import Reviews
from workstation.store.vault import Vault
from workstation.usecases.review_of_call import may_talk


def comment_on_call(call_id: CallId, field: str, text: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Keep a remark or an answer. Raises NotReady when nothing was written, NotAllowed, KeyError."""
    if not text.strip():
        raise NotReady((Problem("comment", "coordination.comment_empty"),))
    with vault.work() as work:
        may_talk(call_id, desk, work)
        counsellor, _ = owner_of(work.connection, call_id)
        Reviews(work.connection).comment(call_id, counsellor, Comment(now(), desk.counsellor, field, text.strip()))
    return Changes.of("review", call_id)
