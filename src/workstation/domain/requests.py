"""Requests that need two persons: what is asked, by whom, who agreed, and whether it may be done now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Literal

from workstation.domain.permissions import Action
from workstation.domain.problems import NotReady, Problem

Kind = Literal["export", "erasure", "lift_hold", "retention_rules", "publication"]
State = Literal["asked", "agreed", "executed", "withdrawn"]
ACTIONS: Mapping[Kind, Action] = {
    "export": "export", "erasure": "erase", "lift_hold": "lift_hold", "retention_rules": "retention_rules",
    "publication": "publish",
}  # fmt: skip
WAITING: Mapping[Kind, timedelta] = {"erasure": timedelta(hours=72)}
LIFETIME = timedelta(days=14)
OVER: frozenset[State] = frozenset({"executed", "withdrawn"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """`subject` names what it is about (ids, a year, rules). `effect`: what the second person was shown, exactly."""

    id: str
    kind: Kind
    subject: Mapping[str, Any]
    reason: str
    asked_by: str
    asked_role: str
    asked_at: datetime
    effect: str = ""
    agreed_by: str | None = None
    agreed_role: str | None = None
    agreed_at: datetime | None = None
    state: State = "asked"

    @property
    def executable_from(self) -> datetime:
        """The first moment at which it may be done: an erasure waits three days, in which anybody can stop it."""
        return self.asked_at + WAITING.get(self.kind, timedelta(0))

    @property
    def expires_at(self) -> datetime:
        """The moment from which it is void."""
        return self.asked_at + LIFETIME


def require_live(request: Request, at: datetime) -> None:
    """Raise NotReady for a request that was carried out, withdrawn or has expired."""
    if request.state in OVER:
        raise NotReady((Problem("request", f"requests.{request.state}", severity="hard"),))
    if at >= request.expires_at:
        raise NotReady((Problem("request", "requests.expired", severity="hard"),))


def require_second(request: Request, person: str, at: datetime) -> None:
    """Raise NotReady unless this person can be the second one."""
    require_live(request, at)
    if person == request.asked_by:
        raise NotReady((Problem("request", "requests.another_person", severity="hard"),))
    if request.agreed_by is not None:
        raise NotReady((Problem("request", "requests.agreed_already", severity="hard"),))


def require_executable(request: Request, effect: str, at: datetime) -> None:
    """Raise NotReady unless both signed, the wait is over, and what would happen is what was agreed to."""
    require_live(request, at)
    if request.agreed_by is None:
        raise NotReady((Problem("request", "requests.second_person", severity="hard"),))
    if at < request.executable_from:
        raise NotReady((Problem("request", "requests.too_soon", severity="hard"),))
    if effect != request.effect:
        raise NotReady((Problem("request", "requests.changed", severity="hard"),))
