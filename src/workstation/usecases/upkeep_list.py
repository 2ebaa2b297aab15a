"""The work list of the directory: what counsellors doubted, what callers told, what was not looked at for long."""

from collections import defaultdict
from datetime import date, timedelta

from workstation.directory.freshness import OLD_AFTER_MONTHS, months_between
from workstation.domain.counsellors import Desk
from workstation.domain.ids import ServiceId
from workstation.domain.moments import Now, local_day
from workstation.domain.permissions import require
from workstation.domain.services import Remark, Service
from workstation.domain.upkeep import Feedback, UpkeepLine
from workstation.store.service_outcomes import ServiceOutcomes
from workstation.store.vault import Vault

YEAR = timedelta(days=365)
ORDER = ("remark", "wrong_number", "outcomes", "no_phone", "stale", "unverified")


def upkeep_list(desk: Desk, *, vault: Vault, now: Now, every: bool = False) -> tuple[UpkeepLine, ...]:
    """Return what to look at, the most urgent reason first; `every`: then all others. Raises NotAllowed."""
    require(desk, "upkeep", "practice" if desk.practice else "own")
    today = local_day(now())
    remarks: dict[ServiceId, list[Remark]] = defaultdict(list)
    with vault.reading() as work:
        for remark in work.remarks.waiting():
            remarks[remark.service].append(remark)
        services = work.directory.current()
        told = ServiceOutcomes(work.connection).since(today - YEAR, {one.id: one.checked_on for one in services})
    lines = [_line(one, tuple(remarks[one.id]), told.get(one.id), today) for one in services]
    found = [line for line in lines if line.why or every]
    return tuple(sorted(found, key=_urgency))


def _urgency(line: UpkeepLine) -> tuple[int, int, str]:
    first = ORDER.index(line.why[0]) if line.why else len(ORDER)
    return first, -len(line.why), line.service.name


def _line(service: Service, remarks: tuple[Remark, ...], told: Feedback | None, today: date) -> UpkeepLine:
    months = months_between(service.checked_on, today)
    found = {
        "remark": bool(remarks),
        "wrong_number": told is not None and told.wrong_numbers > 0,
        "outcomes": told is not None and told.hard_to_reach,
        "no_phone": not service.phone,
        "stale": months is None or months > OLD_AFTER_MONTHS,
        "unverified": service.confidence == "unverified",
    }
    return UpkeepLine(service, tuple(one for one in ORDER if found[one]), remarks, told)
