"""Note how it went at a service, told at any later contact; nobody's name, no call, only the day."""

from workstation.domain.changes import Changes
from workstation.domain.ids import ServiceId
from workstation.domain.moments import Now, local_day
from workstation.domain.problems import NotReady, Problem
from workstation.domain.upkeep import SERVICE_OUTCOMES, ServiceOutcome
from workstation.store.service_outcomes import ServiceOutcomes
from workstation.store.vault import Vault

LONGEST_WAIT = 260  # weeks


def note_outcome(
    service: ServiceId, outcome: ServiceOutcome, *, vault: Vault, now: Now, weeks: int | None = None
) -> Changes:
    """Keep an outcome; `weeks` only with a waiting list. Raises NotReady for an outcome or a wait that is none."""
    waits = weeks is None or (outcome == "waiting_list" and 0 <= weeks <= LONGEST_WAIT)
    if outcome not in SERVICE_OUTCOMES or not waits:
        raise NotReady((Problem("outcome", "upkeep.outcome_unknown"),))
    with vault.work() as work:
        work.directory.get(service)
        ServiceOutcomes(work.connection).put(service, outcome, local_day(now()), weeks)
    return Changes.of("service_outcome", service)
