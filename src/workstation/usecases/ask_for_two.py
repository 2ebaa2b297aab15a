"""Ask for something that needs two persons. Works offline; a first signature and a reason."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from workstation.domain.counsellors import Desk
from workstation.domain.ids import new_id
from workstation.domain.moments import Now
from workstation.domain.problems import NotReady, Problem
from workstation.domain.requests import Kind, Request
from workstation.store.vault import Vault
from workstation.usecases.two_persons import effect_of, require_signature


def ask_for_two(
    kind: Kind, subject: Mapping[str, Any], reason: str, desk: Desk, *, vault: Vault, now: Now
) -> Request:
    """Keep a request. Raises NotReady without a reason or when it is about nothing, NotAllowed, KeyError."""
    if not reason.strip():
        raise NotReady((Problem("reason", "requests.reason_please"),))
    request = Request(
        id=new_id(), kind=kind, subject=subject, reason=reason.strip(), asked_by=desk.counsellor,
        asked_role=desk.role, asked_at=now(),
    )  # fmt: skip
    with vault.work() as work:
        require_signature(request, desk, work, "first")
        request = replace(request, effect=effect_of(request, work))
        work.retention.put(request)
        work.read_log.note("sign", desk, now(), record=request.id, reason=f"ask_{kind}")
    return request
