"""The history of an entry: every version, who wrote it, and what differs from the one before."""

from dataclasses import fields

from workstation.domain.counsellors import Desk
from workstation.domain.ids import ServiceId
from workstation.domain.permissions import require
from workstation.domain.services import Service
from workstation.domain.upkeep import EntryVersion
from workstation.store.vault import Vault

COMPARED = tuple(one.name for one in fields(Service) if one.name not in {"id", "version"})


def history_of_service(service_id: ServiceId, desk: Desk, *, vault: Vault) -> tuple[EntryVersion, ...]:
    """Return the versions, newest first. Raises NotAllowed."""
    require(desk, "upkeep", "practice" if desk.practice else "own")
    with vault.reading() as work:
        kept = work.directory.history(service_id)
    made = []
    before: Service | None = None
    for service, at, by in kept:
        changed = tuple(
            name for name in COMPARED if before is not None and getattr(service, name) != getattr(before, name)
        )
        made.append(EntryVersion(service, at, by, changed))
        before = service
    return tuple(reversed(made))
