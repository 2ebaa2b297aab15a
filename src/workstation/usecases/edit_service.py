"""Edit an entry of the directory; an edit is no verification."""

from dataclasses import replace

from workstation.directory.opening import is_spec
from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.problems import ChangedMeanwhile, NotReady, Problem
from workstation.domain.services import ADDRESS_CLASSES, Service
from workstation.store.vault import Vault


def edit_service(service: Service, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Keep an entry as its next version; when it was checked stays as it was. Raises NotReady, NotAllowed, KeyError,
    ChangedMeanwhile when `service.version` is not the current one.
    """
    require(desk, "upkeep", "practice" if desk.practice else "own")
    at = now()
    if wrong := wrong_in(service):
        raise NotReady((wrong,))
    with vault.work() as work:
        before = work.directory.get(service.id)
        if before.version != service.version:
            raise ChangedMeanwhile
        kept = replace(
            service, checked_on=before.checked_on, confidence=before.confidence, source=before.source
        )  # fmt: skip
        if kept == before:
            return Changes()
        work.directory.put(kept, at, desk.counsellor)
    return Changes.of("service", service.id)


def wrong_in(service: Service) -> Problem | None:
    """Return what keeps an entry from being kept, None when nothing does."""
    if not service.name.strip() or service.address_class not in ADDRESS_CLASSES:
        return Problem("name", "upkeep.name_empty")
    if service.opening_spec and not is_spec(service.opening_spec):
        return Problem("opening_spec", "upkeep.opening_unreadable")
    return None
