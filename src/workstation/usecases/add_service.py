"""Add an entry to the directory; nobody has checked it yet."""

from dataclasses import replace

from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.problems import NotReady
from workstation.domain.services import Service
from workstation.store.vault import Vault
from workstation.usecases.edit_service import wrong_in


def add_service(service: Service, desk: Desk, *, vault: Vault, now: Now) -> Changes:
    """Keep a new entry. Raises NotReady, NotAllowed; KeyError when there is one with this id already."""
    require(desk, "upkeep", "practice" if desk.practice else "own")
    if wrong := wrong_in(service):
        raise NotReady((wrong,))
    with vault.work() as work:
        if work.directory.history(service.id):
            raise KeyError(service.id)
        made = replace(service, confidence="unverified", checked_on="", source=desk.counsellor)
        work.directory.put(made, now(), desk.counsellor)
    return Changes.of("service", service.id)
