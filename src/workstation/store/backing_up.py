"""A whole profile in one file, and a profile from such a file. Ciphertext throughout; nothing is overwritten.

The file is a ZIP without compression: `about.json`, `vault.json` and `store.db`. It opens with the same passphrase on
the same machine; on another machine a profile made with the keyring opens with its recovery key.
"""

import hashlib
import json
import os
import shutil
import uuid
import zipfile
from datetime import datetime
from pathlib import Path
from typing import IO

from workstation.domain import moments
from workstation.domain.moments import Now
from workstation.store import engine as engines
from workstation.store import vault_file
from workstation.store.attempts import Attempts
from workstation.store.durable_files import disk_errors, flush_folder, replace_durably
from workstation.store.hardening import private_files
from workstation.store.local_disk import require_local
from workstation.store.profile_folder import ProfileFolder
from workstation.store.profiles import put_in_place
from workstation.store.refusals import (
    BackupFailed,
    DamagedStore,
    DamagedVaultFile,
    FileExists,
    NotABackup,
    ProfileExists,
    VaultTooNew,
)
from workstation.store.unlocking import store_mark
from workstation.store.vault import Vault

FORMAT = "1712-workstation-backup"
VERSION = 1
ABOUT, VAULT, STORE = "about.json", "vault.json", "store.db"
_CHUNK = 1024 * 1024


def back_up(vault: Vault, target: Path, at: datetime) -> None:
    """Write the open profile to a new file and prove that it reads back. Work goes on meanwhile.

    Raises FileExists, BackupFailed, DiskFull or DiskTrouble; no file is left then.
    """
    private_files()
    if target.exists():
        raise FileExists
    place = ProfileFolder(vault.path.parent)
    turn = uuid.uuid4().hex
    copy = place.backups / f"making-{turn}.db"
    part = target.with_name(f"{target.name}.{turn}.part")
    with disk_errors():
        try:
            vault.copy_to(copy)
            _pack(part, copy, place.vault_file, at)
            _prove(part, copy)
            _name(part, target)
        finally:
            copy.unlink(missing_ok=True)
            part.unlink(missing_ok=True)


def restore(backup: Path, folder: Path, now: Now = moments.now) -> None:
    """Make a profile of a backup, in a folder that is empty or not there yet. Unlocking proves it.

    Raises NotABackup, ProfileExists, NotLocalDisk or VaultTooNew; the folder is then as it was.
    """
    private_files()
    require_local(folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProfileExists
    beside = folder.parent / f".{uuid.uuid4()}.making"
    place = ProfileFolder(beside)
    with disk_errors():
        try:
            beside.mkdir(mode=0o700, parents=True)
            _unpack(backup, place)
            Attempts(place.attempts, now).succeeded()
            put_in_place(beside, folder)
        finally:
            shutil.rmtree(beside, ignore_errors=True)


def _pack(part: Path, copy: Path, vault_json: Path, at: datetime) -> None:
    about = {"format": FORMAT, "version": VERSION, "made_at": moments.as_text(at), "sha256": _digest(copy)}
    handle = os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    with os.fdopen(handle, "r+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as archive:
            archive.writestr(ABOUT, json.dumps(about))
            archive.writestr(VAULT, vault_file.read(vault_json).as_text())
            archive.write(copy, STORE)
        file.flush()
        os.fsync(file.fileno())


def _prove(part: Path, copy: Path) -> None:
    with zipfile.ZipFile(part) as archive:
        if archive.testzip() is not None:
            raise BackupFailed
        with archive.open(STORE) as stored:
            if _digest_of(stored) != _digest(copy):
                raise BackupFailed


def _name(part: Path, target: Path) -> None:
    """Give the finished file its name, never over another."""
    try:
        os.link(part, target)
    except FileExistsError:
        raise FileExists from None
    except OSError:
        # memory sticks know no links
        if target.exists():
            raise FileExists from None
        part.rename(target)
    flush_folder(target.parent)


def _unpack(backup: Path, place: ProfileFolder) -> None:
    try:
        with zipfile.ZipFile(backup) as archive:
            if {entry.compress_type for entry in archive.infolist()} != {zipfile.ZIP_STORED}:
                raise NotABackup
            about = json.loads(_short(archive, ABOUT))
            if not isinstance(about, dict) or about.get("format") != FORMAT:
                raise NotABackup
            if about.get("version") != VERSION:
                raise VaultTooNew
            found = vault_file.parsed(_short(archive, VAULT))
            replace_durably(place.vault_file, found.as_text())
            with archive.open(STORE) as stored, place.store.open("xb") as file:
                shutil.copyfileobj(stored, file, _CHUNK)
                file.flush()
                os.fsync(file.fileno())
    except (zipfile.BadZipFile, KeyError, ValueError, RecursionError, NotImplementedError, RuntimeError):
        raise NotABackup from None
    except DamagedVaultFile:
        raise NotABackup from None
    place.store.chmod(0o600)
    engines.look_at_file(place.store)
    if about.get("sha256") != _digest(place.store) or store_mark(place.store) != found.store_mark:
        raise DamagedStore


def _short(archive: zipfile.ZipFile, name: str) -> str:
    with archive.open(name) as entry:
        return entry.read(64 * 1024).decode("utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return _digest_of(file)


def _digest_of(file: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := file.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()
