"""Agree to a request as the second person, or withdraw one as either of the two."""

from dataclasses import replace

from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import NotAllowed
from workstation.domain.requests import Request, require_live, require_second
from workstation.store.vault import Vault
from workstation.usecases.two_persons import effect_of, require_signature


def agree_to_request(request_id: str, desk: Desk, *, vault: Vault, now: Now) -> Request:
    """Give the second signature to the exact effect of now. Raises NotReady, NotAllowed, KeyError."""
    at = now()
    with vault.work() as work:
        request = work.retention.get(request_id)
        require_second(request, desk.counsellor, at)
        require_signature(request, desk, work, "second")
        request = replace(
            request, effect=effect_of(request, work), agreed_by=desk.counsellor, agreed_role=desk.role, agreed_at=at,
            state="agreed",
        )  # fmt: skip
        work.retention.change(request)
        work.read_log.note("sign", desk, at, record=request_id, reason=f"agree_{request.kind}")
    return request


def withdraw_request(request_id: str, desk: Desk, *, vault: Vault, now: Now) -> Request:
    """Take back what one asked or agreed to, until it is carried out. Raises NotReady, NotAllowed, KeyError."""
    with vault.work() as work:
        request = work.retention.get(request_id)
        require_live(request, now())
        if desk.counsellor not in {request.asked_by, request.agreed_by}:
            raise NotAllowed("permissions.no")
        request = replace(request, state="withdrawn")
        work.retention.change(request)
        work.read_log.note("sign", desk, now(), record=request_id, reason="withdraw")
    return request
