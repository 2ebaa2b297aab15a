"""Bring in an edition of the referral directory."""

from collections.abc import Callable, Iterable

from workstation.domain.changes import Changes
from workstation.domain.moments import Now
from workstation.domain.services import Service
from workstation.store.vault import Vault

SETTING = "directory_edition"


def bring_in_directory(
    edition: str, services: Callable[[], Iterable[Service]], by: str, *, vault: Vault, now: Now
) -> Changes:
    """Keep the entries of an edition; those that changed get a new version. An edition known already costs nothing.

    `services` is asked only when they are needed.
    """
    with vault.reading() as work:
        known = work.settings.get(SETTING) == edition
    if known:
        return Changes()
    entries = tuple(services())
    with vault.work() as work:
        work.directory.bring_in(entries, edition, now(), by)
        work.settings.put(SETTING, edition)
    return Changes.of("service", *(one.id for one in entries))
