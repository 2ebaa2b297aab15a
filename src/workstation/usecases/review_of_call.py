"""The review of a call: what was said about it, for its counsellor and the coordinator."""

from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.permissions import Relation, require
from workstation.domain.reviews import Review
from workstation.store.reviews import Reviews
from workstation.store.vault import Vault, Work
from workstation.usecases.relation_of_call import relation_of_call


def review_of_call(call_id: CallId, desk: Desk, *, vault: Vault) -> Review | None:
    """Return the talk about a call, None when there is none yet. Raises NotAllowed, KeyError."""
    with vault.reading() as work:
        may_talk(call_id, desk, work)
        return Reviews(work.connection).get(call_id)


def may_talk(call_id: CallId, desk: Desk, work: Work) -> Relation:
    """Let the counsellor of the call and who reviews it pass, or raise NotAllowed; return the relation."""
    relation = relation_of_call(call_id, desk, work)
    require(desk, "add" if relation == "own" else "review", relation)
    return relation
