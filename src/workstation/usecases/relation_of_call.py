"""How a desk stands to a call, a draft or a case: what the permission table asks."""

from functools import cache

from workstation import resources
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId, CaseId
from workstation.domain.permissions import Action, Relation, relation_to, require
from workstation.store.call_owners import draft_owner, owner_of
from workstation.store.streams import sealed_calls
from workstation.store.vault import Work


def relation_of_call(call_id: CallId, desk: Desk, work: Work) -> Relation:
    """Return the relation. Raises KeyError when there is no such call."""
    relation = relation_to(desk, *owner_of(work.connection, call_id))
    sealed = relation not in {"own", "practice"} and call_id in sealed_calls(work.connection)
    return "named" if sealed else relation  # only whom it is sealed for has it here


def relation_of_any(call_id: CallId, desk: Desk, work: Work) -> Relation:
    """Return the relation to a call, or to the draft that will be this call. Raises KeyError."""
    if work.calls.has(call_id):
        return relation_of_call(call_id, desk, work)
    return relation_to(desk, draft_owner(work.connection, call_id), None)


def require_for_call(action: Action, call_id: CallId, desk: Desk, work: Work, reason: str = "") -> None:
    """Let an act on a call pass, or raise NotAllowed, ReasonNeeded or KeyError; asked inside the same transaction.

    Into a case goes also the draft of a running call.
    """
    relation = relation_of_any if action == "case" else relation_of_call
    require(desk, action, relation(call_id, desk, work), reason)


def require_for_case(case_id: CaseId, desk: Desk, work: Work, reason: str = "") -> None:
    """Let an act on a case pass, or raise NotAllowed, ReasonNeeded or KeyError."""
    case = work.cases.get(case_id)
    require(desk, "case", relation_to(desk, case.opened_by, case.team), reason)


@cache
def code_words() -> tuple[str, ...]:
    """Return the words that codes are made of; any two of them sound different on a bad line."""
    return tuple(resources.read("wordcodes", "words.txt").split())
