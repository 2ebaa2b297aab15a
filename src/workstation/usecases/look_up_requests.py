"""Look up what was asked for that two persons must want: kinds, names and dates, and which calls by number."""

from typing import Literal

from workstation.domain.counsellors import Desk
from workstation.domain.permissions import NotAllowed, Relation, may_sign
from workstation.domain.requests import ACTIONS, Request
from workstation.store.call_owners import number_of_call
from workstation.store.vault import Vault, Work
from workstation.usecases.two_persons import ON_SUBJECT, calls_of

OF_CALLS: tuple[Relation, ...] = ("own", "team", "other_team")
SIGNATURES: tuple[Literal["first", "second"], ...] = ("first", "second")


def signs_anything(desk: Desk) -> bool:
    """Return whether this role can give any signature at all."""
    relations: tuple[Relation, ...] = ("practice",) if desk.practice else OF_CALLS
    return any(
        may_sign(desk, action, relation, which)
        for action in ACTIONS.values()
        for relation in relations
        for which in SIGNATURES
    )


def look_up_requests(desk: Desk, *, vault: Vault) -> tuple[tuple[Request, str], ...]:
    """Return every request, newest first, each with the numbers or the year it is about. Raises NotAllowed."""
    if not signs_anything(desk):
        raise NotAllowed("permissions.no")
    with vault.reading() as work:
        return tuple((one, _about(one, work)) for one in work.retention.requests())


def _about(request: Request, work: Work) -> str:
    if request.kind in ON_SUBJECT:
        return str(request.subject.get("year", ""))
    named = [number_of_call(work.connection, call) for call in calls_of(request)]
    return ", ".join(one for one in named if one)
