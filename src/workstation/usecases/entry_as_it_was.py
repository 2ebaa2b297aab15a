"""An entry of the directory as it was when a referral was made."""

from dataclasses import replace

from workstation.domain.ids import ServiceId
from workstation.domain.services import ADDRESS_CLASSES, Service, seen_by
from workstation.store.vault import Vault


def entry_as_it_was(service: ServiceId, version: int, *, vault: Vault) -> Service | None:
    """Return the entry in that version, as paper may show it; None when this station never had it.

    An address that was public then and is confidential now stays off paper.
    """
    with vault.reading() as work:
        try:
            found = work.directory.get(service, version)
        except KeyError:
            return None
        classes = [one.address_class for one, _, _ in work.directory.history(service)[-1:]]
    strictest = max((found.address_class, *classes), key=_strictness)
    return seen_by(replace(found, address_class=strictest), "paper")


def _strictness(address_class: str) -> int:
    known = address_class in ADDRESS_CLASSES
    return ADDRESS_CLASSES.index(address_class) if known else len(ADDRESS_CLASSES)
