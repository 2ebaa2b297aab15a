"""Import entries of the directory from a file of unknown make."""

from dataclasses import dataclass, replace
from pathlib import Path

from workstation.directory.freshness import LEVELS
from workstation.directory.safe_reading import read_safely
from workstation.domain.changes import Changes
from workstation.domain.counsellors import Desk
from workstation.domain.moments import Now
from workstation.domain.permissions import require
from workstation.domain.services import Service
from workstation.store.vault import Vault


@dataclass(frozen=True, slots=True)
class Imported:
    """How many entries were new, changed, or the same already."""

    new: int
    changed: int
    same: int
    changes: Changes


def import_directory(path: Path, desk: Desk, *, vault: Vault, now: Now) -> Imported:
    """Take in the entries of a folder or ZIP of the four CSV files, or of an HSDS file; all or nothing.

    Entries that are not in it stay; an address that is confidential here stays so. Raises safe_reading.Refused,
    NotAllowed.
    """
    require(desk, "upkeep", "practice" if desk.practice else "own")
    found = read_safely(path)
    at = now()
    touched: list[str] = []
    new = 0
    with vault.work() as work:
        had = {one.id: one for one in work.directory.current()}
        for service in found:
            before = had.get(service.id)
            kept = _kept(service, before)
            if kept == before:
                continue
            new += before is None
            touched.append(kept.id)
            work.directory.put(kept, at, desk.counsellor, edition=f"import {at:%Y-%m-%d}")
    return Imported(new, len(touched) - new, len(found) - len(touched), Changes.of("service", *touched))


def _kept(service: Service, before: Service | None) -> Service:
    if before is None:
        return replace(service, confidence="unverified")
    if service.confidence not in LEVELS:
        service = replace(service, confidence="unverified")
    hidden = before.address_class != "public"
    address = before.address if hidden else service.address
    postcode = before.postcode if hidden else service.postcode
    return replace(
        service, address=address, postcode=postcode, address_class=before.address_class, version=before.version
    )
