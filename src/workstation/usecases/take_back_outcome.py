"""Take back an outcome that was noted a moment ago by mistake."""

from workstation.domain.changes import Changes
from workstation.domain.ids import ServiceId
from workstation.domain.moments import Now, local_day
from workstation.domain.upkeep import ServiceOutcome
from workstation.store.service_outcomes import ServiceOutcomes
from workstation.store.vault import Vault


def take_back_outcome(
    service: ServiceId, outcome: ServiceOutcome, *, vault: Vault, now: Now, weeks: int | None = None
) -> Changes:
    """Forget the newest outcome of today that says just this; nothing when there is none."""
    with vault.work() as work:
        ServiceOutcomes(work.connection).take_back(service, outcome, local_day(now()), weeks)
    return Changes.of("service_outcome", service)
