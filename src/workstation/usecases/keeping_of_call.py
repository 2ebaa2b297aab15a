"""How long a call is kept: the day its narrative goes, a hold that lies on it, what was asked about it."""

from dataclasses import dataclass
from datetime import date

from workstation.domain.counsellors import Desk
from workstation.domain.ids import CallId
from workstation.domain.moments import Now, local_day
from workstation.domain.requests import Request
from workstation.domain.retention import Hold, Verdict, verdict
from workstation.store.vault import Vault
from workstation.usecases.relation_of_call import require_for_call


@dataclass(frozen=True, slots=True)
class Keeping:
    """`until`: the first day on which the narrative goes, None = nobody decided that. `verdict` is that of today."""

    until: date | None
    verdict: Verdict
    of_minor: bool
    hold: Hold | None = None
    requests: tuple[Request, ...] = ()


def keeping_of_call(call_id: CallId, desk: Desk, *, vault: Vault, now: Now) -> Keeping:
    """Return how a call is kept: dates and names, no word of it. Raises KeyError, NotAllowed."""
    today = local_day(now())
    with vault.reading() as work:
        require_for_call("list", call_id, desk, work)
        facts = work.retention.facts(call_id)
        rules = work.retention.rules()
        period = rules["narrative_of_minor" if facts.of_minor else "narrative"]
        about = tuple(
            one for one in work.retention.requests()
            if call_id in one.subject.get("calls", ()) and one.state in {"asked", "agreed"}
        )  # fmt: skip
        return Keeping(
            period.after(facts.day) if period else None, verdict(facts, today, rules), facts.of_minor,
            work.retention.hold_on(call_id), about,
        )  # fmt: skip
