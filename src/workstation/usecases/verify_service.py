"""Verify an entry of the directory: somebody asked, and it is so. Not a word of it changes."""

from dataclasses import replace

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.ids import ServiceId
from workstation.domain.moments import Now, local_day
from workstation.domain.permissions import require
from workstation.domain.problems import ChangedMeanwhile, NotReady, Problem
from workstation.store.vault import Vault


def verify_service(  # which entry, how it was checked, and by whom
    service_id: ServiceId, version: int, how: str, desk: Desk, *, vault: Vault, now: Now
) -> Changes:
    """Keep that version `version` was checked today, and `how` (whom one asked); its remarks are settled.

    Raises NotReady without `how`, NotAllowed, KeyError, ChangedMeanwhile when it was edited since it was read.
    """
    require(desk, "upkeep", "practice" if desk.practice else "own")
    if not how.strip():
        raise NotReady((Problem("how", "upkeep.how_empty"),))
    at = now()
    with vault.work() as work:
        before = work.directory.get(service_id)
        if before.version != version:
            raise ChangedMeanwhile
        checked = replace(before, checked_on=local_day(at).isoformat(), confidence="verified", source=how.strip())
        work.directory.put(checked, at, desk.counsellor)
        settled = [one for one in work.remarks.of_service(service_id) if one.settled is None]
        for remark in settled:
            work.remarks.settle(remark.id, at)
    return Changes.of("service", service_id) | Changes.of("remark", *(one.id for one in settled))
