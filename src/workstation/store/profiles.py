"""Making a profile: a folder, a store, and the ways into it. Never over anything that is there."""

import errno
import os
import secrets
import shutil
import uuid
from dataclasses import dataclass, field
from pathlib import Path

from workstation.domain import moments
from workstation.domain.counsellors import Role
from workstation.store import engine as engines
from workstation.store import key_derivation, marks, migrating, os_keyring, recovery_key, vault_file
from workstation.store.attempts import Attempts
from workstation.store.durable_files import disk_errors, flush_folder
from workstation.store.hardening import private_files
from workstation.store.key_derivation import LEAST, SALT
from workstation.store.keys import Key, wipe_bytes
from workstation.store.local_disk import require_local
from workstation.store.marks import ProfileOwner
from workstation.store.profile_folder import ProfileFolder
from workstation.store.refusals import PassphraseTooShort, ProfileExists
from workstation.store.slots import Binding, Slot, sealed_slot
from workstation.store.unlocking import store_mark
from workstation.store.vault import Vault
from workstation.store.vault_file import VaultFile

SHORTEST = 12  # characters of a passphrase


@dataclass(frozen=True, slots=True)
class Created:
    """A new profile, open. `recovery_key` is shown or printed once and kept nowhere.

    `keyring_used` is False when the passphrase alone opens it: the counsellor must be told.
    """

    vault: Vault
    recovery_key: str = field(repr=False)
    keyring_used: bool


@disk_errors()
def create_profile(  # the seam with the lock screen and the command line
    folder: Path, passphrase: str, *, counsellor: str, staff_number: str, team: str, use_keyring: bool = True,
    role: Role = "counsellor",
) -> Created:  # fmt: skip
    """Make a profile in a folder that is empty or not there yet, and open it.

    Only here is a role given by hand; where the station joins a team, its signed list decides (`role_by_list`).
    Raises ProfileExists, PassphraseTooShort, NotLocalDisk or a refusal about the disk. A half-made profile is never
    left in the folder: it is made beside it and put in place when it is whole.
    """
    private_files()
    require_acceptable(passphrase)
    require_local(folder)
    engines.prove_library()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise ProfileExists
    profile = str(uuid.uuid4())
    device_secret = os_keyring.keep_new_secret(profile) if use_keyring else None
    binding = Binding(profile, "keyring" if device_secret else "passphrase")
    beside = folder.parent / f".{profile}.making"
    key = Key.random()
    try:
        beside.mkdir(mode=0o700, parents=True)
        place = ProfileFolder(beside)
        whose = ProfileOwner(counsellor, staff_number, team, new_device_mark(), role)
        _make_store(place, key, binding, whose)
        printed = recovery_key.new_recovery_key()
        slots = (
            passphrase_slot(1, key, passphrase, binding, device_secret),
            recovery_slot(1, key, printed, binding),
        )
        vault_file.write(place.vault_file, VaultFile(binding, slots, store_mark(place.store)))
        Attempts(place.attempts, moments.now).succeeded()
        put_in_place(beside, folder)
        return Created(_open(folder, key), printed, device_secret is not None)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        if device_secret and not ProfileFolder(folder).vault_file.exists():
            os_keyring.forget_secret(profile)
        raise
    finally:
        key.wipe()


def require_acceptable(passphrase: str) -> None:
    """Raise PassphraseTooShort for a new passphrase that is too easily guessed."""
    if len(passphrase.strip()) < SHORTEST:
        raise PassphraseTooShort


def passphrase_slot(turn: int, key: Key, passphrase: str, binding: Binding, device_secret: bytes | None) -> Slot:
    """Wrap the database key by a passphrase, together with the machine's secret where there is one."""
    salt = os.urandom(SALT)
    wrapping = key_derivation.from_passphrase(passphrase, salt, LEAST)
    if device_secret is not None:
        wrapping = key_derivation.combined(device_secret, wrapping)
    slot = sealed_slot("both" if device_secret else "passphrase", turn, key, wrapping, binding, slow=(LEAST, salt))
    wipe_bytes(wrapping)
    return slot


def recovery_slot(turn: int, key: Key, printed: str, binding: Binding) -> Slot:
    """Wrap the database key by a recovery key."""
    wrapping = key_derivation.from_recovery(recovery_key.secret_of(printed))
    return sealed_slot("recovery", turn, key, wrapping, binding, slow=None)


def new_device_mark() -> str:
    """Return two signs that are not mistaken for others on the telephone."""
    return "".join(secrets.choice("ABCDEFGHJKMNPQRSTUVWXYZ23456789") for _ in range(2))


def put_in_place(beside: Path, folder: Path) -> None:
    """Give a whole profile its name. Raises ProfileExists when something came there meanwhile."""
    try:
        if folder.exists():
            folder.rmdir()  # only an empty folder goes
        beside.rename(folder)
    except OSError as error:
        if error.errno in {errno.EEXIST, errno.ENOTEMPTY}:
            raise ProfileExists from None
        raise
    flush_folder(folder.parent)


def _make_store(place: ProfileFolder, key: Key, binding: Binding, whose: ProfileOwner) -> None:
    engines.create(place.store, key)
    migrating.bring_to_head(place.store, key, place.backups, moments.now())
    engine = engines.single(place.store, key)
    with engine.begin() as connection:
        marks.keep_binding(connection, binding)
        marks.keep_owner(connection, whose)
    engine.dispose()
    engines.recover(place.store, key)


def _open(folder: Path, key: Key) -> Vault:
    place = ProfileFolder(folder)
    held = place.hold()
    try:
        return Vault.opened(place.store, key, held.release)
    except BaseException:
        held.release()
        raise
