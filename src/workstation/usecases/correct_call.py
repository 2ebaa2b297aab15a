"""Correct a call: other codes, the old ones kept; what was written stays."""

from dataclasses import replace
from datetime import datetime, timedelta

from workstation.domain.calls import Call
from workstation.domain.changes import Changes
from workstation.domain.consistency import findings
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady, Problem
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import require_for_call
from workstation.vocabulary.codebook import Codebook

# so long a counsellor corrects alone; after that the coordinator does, and an addition is always possible
OWN_TIME = timedelta(hours=24)


def correct_call(call: Call, reason: str, desk: Desk, *, vault: Vault, codebook: Codebook, now: Now) -> Changes:
    """Keep the call as it is given, read a moment ago and changed in its codes only.

    Raises NotReady without a reason or with a hard rule broken, ChangedMeanwhile when somebody was first,
    ValueError when the narrative differs, NotAllowed for another's call or, for a counsellor, after OWN_TIME.
    """
    problems = () if reason.strip() else (Problem("reason", "filing.reason_needed"),)
    broken = tuple(
        Problem(one.field, f"rules.{one.rule}", one.person, severity="hard", rule=one.rule)
        for one in findings(call, codebook)
        if one.severity == "hard"
    )
    if problems or broken:
        raise NotReady(problems + broken)
    with vault.work() as work:
        require_for_call("correct", call.id, desk, work, reason)
        _in_time(call, desk, now())
        work.calls.revise(replace(call, revision=call.revision + 1), reason.strip(), desk.counsellor, now())
    return Changes.of("call", call.id)


def _in_time(call: Call, desk: Desk, at: datetime) -> None:
    late = call.filed_at is not None and at - call.filed_at > OWN_TIME
    if late and desk.role == "counsellor" and not desk.practice:
        raise NotAllowed("permissions.too_late")
