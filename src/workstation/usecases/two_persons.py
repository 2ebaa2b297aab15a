"""What one person may not do alone: the relation a request is judged by, and its exact effect."""

import hashlib
import json
from collections.abc import Mapping
from typing import Literal

from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now
from workstation.domain.permissions import NotAllowed, may_sign
from workstation.domain.problems import NotReady, Problem
from workstation.domain.requests import ACTIONS, OVER, Kind, Request
from workstation.store.vault import Work
from workstation.usecases.relation_of_call import relation_of_call

ON_SUBJECT = frozenset({"export", "publication"})  # done elsewhere, by who writes the files


def require_signature(request: Request, desk: Desk, work: Work, which: Literal["first", "second"]) -> None:
    """Raise NotAllowed unless this role can give that signature for everything the request is about."""
    action = ACTIONS[request.kind]
    relations = [relation_of_call(call, desk, work) for call in calls_of(request)] or ["own"]
    if not all(may_sign(desk, action, relation, which) for relation in relations):
        raise NotAllowed("permissions.no")


def calls_of(request: Request) -> tuple[CallId, ...]:
    """Return the calls a request names; none for an export, a publication or a rule."""
    return tuple(CallId(one) for one in request.subject.get("calls", ()))


def request_for(kind: Kind, subject: Mapping[str, object], desk: Desk, work: Work, now: Now) -> Request | None:
    """Return the request about this that still holds: what both signed first, what this person signed before what
    others did, and then the newest.
    """
    holds = (
        one
        for one in work.retention.requests()
        if one.kind == kind and one.subject == subject and one.state not in OVER and now() < one.expires_at
    )
    found = sorted(holds, key=lambda one: (one.state != "agreed", not has_signed(desk, one)))
    return found[0] if found else None


def has_signed(desk: Desk, request: Request) -> bool:
    """Return whether one of the two is who sits here."""
    return desk.counsellor in {request.asked_by, request.agreed_by}


def effect_of(request: Request, work: Work) -> str:
    """Return what would happen, so exactly that any change in between shows. Raises NotReady when it is nothing."""
    if request.kind in {"erasure", "lift_hold"}:
        found = [(call, work.calls.get(call).revision) for call in sorted(calls_of(request)) if work.calls.has(call)]
        if not found or len(found) != len(calls_of(request)):
            raise NotReady((Problem("request", "requests.nothing", severity="hard"),))
        return _described(len(found), found)
    if request.kind in ON_SUBJECT:
        return _described(1, request.subject)
    return _described(1, [request.subject, sorted(str(one) for one in work.retention.rules().items())])


def _described(number: int, what: object) -> str:
    digest = hashlib.sha256(json.dumps(what, sort_keys=True, default=str).encode()).hexdigest()
    return f"{number}:{digest}"
