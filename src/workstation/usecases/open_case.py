"""Open a case: its calls and everything around them on one time line; the narratives stay closed."""

from dataclasses import dataclass

from workstation.domain.cases import Case, Event
from workstation.domain.counsellors import Desk
from workstation.domain.ids import CaseId
from workstation.domain.moments import Now
from workstation.store.vault import Vault, Work
from workstation.usecases.relation_of_call import require_for_case


@dataclass(frozen=True, slots=True)
class OpenedCase:
    """A case and its time line, oldest first."""

    case: Case
    events: tuple[Event, ...]


def open_case(case_id: CaseId, desk: Desk, *, vault: Vault, now: Now, reason: str) -> OpenedCase:
    """Return a case, once its reading stands in the read log. Raises KeyError, NotAllowed, ReasonNeeded.

    A narrative is opened call by call, each with its own entry. Who read is part of the time line.
    """
    with vault.work() as work:
        require_for_case(case_id, desk, work, reason)
        case = work.cases.get(case_id)
        events = sorted(_events(work, case), key=lambda event: event.at)
        work.read_log.note("open_case", desk, now(), record=case_id, reason=reason)
    return OpenedCase(case, tuple(events))


def _events(work: Work, case: Case) -> list[Event]:
    found = [Event(act.at, act.kind, act.counsellor, words=act.reason, act=None if act.undone else act.id)
             for act in work.cases.acts(case.id)]  # fmt: skip
    found += [Event(one.at, "read", one.person) for one in work.read_log.of_record(case.id)]
    for call_id in case.calls:
        if not work.calls.has(call_id):
            continue
        call = work.calls.get(call_id)
        found.append(Event(call.started_at, "call", call.counsellor, call.id, call.number))
        found += [Event(one.at, "addition", one.counsellor, call.id, call.number) for one in call.additions]
        found += [
            Event(one.given_at, "referral", call.counsellor, call.id, call.number, one.service_name)
            for one in call.referrals
        ]
        found += [Event(one.at, "read", one.person, call.id, call.number) for one in work.read_log.of_record(call_id)]
        for task in work.follow_ups.of_call(call_id):
            found += [
                Event(act.at, f"follow_up_{act.kind}", act.counsellor, call.id, call.number, act.reason)
                for act in work.follow_ups.acts(task.id)
            ]
    return found
