"""Referrals: which service was named for which reported person, and what followed."""

from dataclasses import dataclass
from datetime import datetime

from workstation.domain.ids import PersonId, ReferralId, ServiceId


@dataclass(frozen=True, slots=True)
class Referral:
    """A service of the directory, named for one reported person.

    `service_version` and `service_name` are those of the entry at that moment, so that a later correction of the
    directory never changes what was said. `person` None: said to the caller before any person was noted.
    `how` is a code of list help_offered: referral_information or referral_warm.
    """

    id: ReferralId
    service: ServiceId
    service_version: int
    service_name: str
    category: str
    given_at: datetime
    person: PersonId | None = None
    how: str = "referral_information"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What followed for one reported person (list outcome). `service` where a directory entry was given."""

    person: PersonId
    code: str
    service: ServiceId | None = None
