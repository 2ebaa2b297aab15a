"""Carry out a request that two persons signed: erase, lift a hold, change a rule; an export writes its own files."""

from dataclasses import replace

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now, local_day
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady, Problem
from workstation.domain.read_log import Action
from workstation.domain.requests import Request, require_executable
from workstation.domain.retention import DEFAULTS, Period
from workstation.store.erasing import drop_empty_cases, erase_call
from workstation.store.vault import Vault, Work
from workstation.usecases.two_persons import ON_SUBJECT, calls_of, effect_of


def carry_out_request(request_id: str, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Do what was agreed, both or nothing. Either of the two may; what changed since must be agreed to anew.

    An export and a publication are done where their files are made. Raises NotReady (not signed, too soon, expired,
    changed, held, done elsewhere), NotAllowed, KeyError.
    """
    at = now()
    with vault.work() as work:
        request = work.retention.get(request_id)
        if desk.counsellor not in {request.asked_by, request.agreed_by}:
            raise NotAllowed("permissions.no")
        if request.kind in ON_SUBJECT:
            raise NotReady((Problem("request", "requests.done_elsewhere", severity="hard"),))
        require_executable(request, effect_of(request, work), at)
        _do(request, work, now)
        work.retention.change(replace(request, state="executed"))
        act: Action = "erase" if request.kind == "erasure" else "sign"
        number = len(calls_of(request))
        work.read_log.note(act, desk, at, record=request_id, reason=f"do_{request.kind}", hits=number)
    if request.kind == "erasure":
        vault.clear_traces()
    return Changes.of("call", *calls_of(request))


def _do(request: Request, work: Work, now: Now) -> None:
    if request.kind == "erasure":
        if work.retention.held(calls_of(request)):
            raise NotReady((Problem("request", "requests.held", severity="hard"),))
        for call in calls_of(request):
            erase_call(work.connection, call, local_day(now()).isoformat(), "request")
        drop_empty_cases(work.connection)
    elif request.kind == "lift_hold":
        for call in calls_of(request):
            work.retention.lift(call, now())
    elif request.kind == "retention_rules":
        kind, months, days = (request.subject[name] for name in ("kind", "months", "days"))
        if kind not in DEFAULTS or min(months, days) < 0 or months + days == 0:
            raise NotReady((Problem("request", "requests.not_a_rule", severity="hard"),))
        work.retention.put_rules(work.retention.rules() | {kind: Period(months, days)})
