"""How a desk stands to a call: what the permission table asks."""

from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.permissions import Action, Relation, relation_to, require
from workstation.store.call_owners import owner_of
from workstation.store.vault import Work


def relation_of_call(call_id: CallId, desk: Desk, work: Work) -> Relation:
    """Return the relation. Raises KeyError when there is no such call."""
    return relation_to(desk, *owner_of(work.connection, call_id))


def require_for_call(action: Action, call_id: CallId, desk: Desk, work: Work, reason: str = "") -> None:
    """Let an act on a call pass, or raise NotAllowed, ReasonNeeded or KeyError; asked inside the same transaction."""
    require(desk, action, relation_of_call(call_id, desk, work), reason)
