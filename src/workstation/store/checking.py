"""Looks whether everything in a profile is whole: store, search index, vault file, rights. Mends nothing."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from workstation.store import marks, migrating, vault_file
from workstation.store.profile_folder import ProfileFolder
from workstation.store.refusals import DamagedStore, DiskTrouble, Refusal, StoreFault
from workstation.store.vault import Vault


@dataclass(frozen=True, slots=True)
class StoreFinding:
    """One thing that is not as it should be. `count` says how often; `text_key` names the sentence."""

    text_key: str
    count: int = 1


def check(vault: Vault) -> tuple[StoreFinding, ...]:
    """Return what is wrong with an open profile, nothing when all is well. Takes seconds on a large store."""
    place = ProfileFolder(vault.path.parent)
    return (*_pages(vault), *_rows(vault), *_search(vault), *_vault_file(vault, place), *_rights(place))


def _pages(vault: Vault) -> Iterator[StoreFinding]:
    try:
        faults = vault.page_faults()
    except DamagedStore:
        faults = ["unreadable"]
    if faults:
        yield StoreFinding("store.check.damaged_pages", len(faults))


def _rows(vault: Vault) -> Iterator[StoreFinding]:
    try:
        with vault.reading() as work:
            orphans = len(work.connection.exec_driver_sql("PRAGMA foreign_key_check").all())
            revision = work.connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar()
    except (DamagedStore, StoreFault, DiskTrouble):
        yield StoreFinding("store.check.unreadable")
        return
    if orphans:
        yield StoreFinding("store.check.orphans", orphans)
    if revision != migrating.head():
        yield StoreFinding("store.check.other_version")


def _search(vault: Vault) -> Iterator[StoreFinding]:
    try:
        with vault.work() as work:
            matches = migrating.search_index_matches(work.connection)
    except (DamagedStore, StoreFault, DiskTrouble):
        matches = False
    if not matches:
        yield StoreFinding("store.check.search_index")


def _vault_file(vault: Vault, place: ProfileFolder) -> Iterator[StoreFinding]:
    try:
        found = vault_file.read(place.vault_file)
        with vault.reading() as work:
            marks.compare(work.connection, found.binding)
    except Refusal:
        yield StoreFinding("store.check.vault_file")
        return
    if found.slot("recovery") is None:
        yield StoreFinding("store.check.no_recovery_key")


def _rights(place: ProfileFolder) -> Iterator[StoreFinding]:
    if os.name != "posix":
        return
    open_to_others = [path for path in (place.root, *_below(place.root)) if path.stat().st_mode & 0o077]
    if open_to_others:
        yield StoreFinding("store.check.rights", len(open_to_others))


def _below(root: Path) -> Iterator[Path]:
    return (path for path in root.rglob("*") if not path.is_symlink())
