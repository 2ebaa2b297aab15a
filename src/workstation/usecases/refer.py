"""Refer: a service is named for a reported person."""

from dataclasses import dataclass
from typing import Any

from workstation.domain.ids import new_id
from workstation.domain.moments import Now, as_text
from workstation.domain.outcomes import outcome_of
from workstation.domain.services import Service


@dataclass(frozen=True, slots=True)
class Referred:
    """`referral` is what `Draft.add_referral` takes; `outcome` the code (list outcome) that follows from it."""

    referral: dict[str, Any]
    outcome: str


def refer(service: Service, person: str | None, *, now: Now, how: str = "referral_information") -> Referred:
    """Stamp a referral with the entry's version as it was said. `person` None: no person was noted yet."""
    referral = {
        "id": new_id(),
        "service": service.id,
        "service_version": service.version,
        "service_name": service.name,
        "category": service.category,
        "given_at": as_text(now()),
        "person": person,
        "how": how,
    }
    return Referred(referral, outcome_of(service.category))
