"""From a passphrase to an open vault, and back to locked."""

from pathlib import Path

from workstation.domain import moments
from workstation.domain.moments import Now
from workstation.store import engine as engines
from workstation.store import failed_unlocks, key_derivation, marks, migrating, os_keyring, recovery_key, vault_file
from workstation.store.attempts import Attempts, OpenAttempts
from workstation.store.durable_files import disk_errors
from workstation.store.hardening import private_files
from workstation.store.keys import Key, wipe_bytes
from workstation.store.profile_folder import Held, ProfileFolder
from workstation.store.refusals import (
    DamagedStore,
    DamagedVaultFile,
    ForeignStore,
    KeyringGone,
    Refusal,
    TruncatedStore,
    WrongPassphrase,
    WrongRecoveryKey,
)
from workstation.store.slots import Slot
from workstation.store.vault import Vault, Work
from workstation.store.vault_file import VaultFile


@disk_errors()
def unlock(folder: Path, passphrase: str, now: Now = moments.now) -> Vault:
    """Open a profile with its passphrase; brings the store to this version first. Takes about half a second.

    Raises TooSoon, WrongPassphrase, KeyringGone or a refusal about the store or the disk; nothing is then changed.
    """
    place, held = _held(folder)
    try:
        engines.look_at_file(place.store)
        found = vault_file.read(place.vault_file)
        slot = found.passphrase_slot()
        key = key_by_passphrase(place, found, passphrase, now)
        return _opened(place, held, found, slot, key, now)
    except BaseException:
        held.release()
        raise


@disk_errors()
def unlock_with_recovery(folder: Path, typed: str, now: Now = moments.now) -> Vault:
    """Open a profile with the printed key. Raises RecoveryKeyMistyped for a typing error, else WrongRecoveryKey."""
    secret = recovery_key.secret_of(typed)
    place, held = _held(folder)
    try:
        engines.look_at_file(place.store)
        found = vault_file.read(place.vault_file)
        try:
            slot, key = key_by_recovery(found, secret)
        except WrongRecoveryKey:
            failed_unlocks.note(place.failed_unlocks, now())
            raise
        return _opened(place, held, found, slot, key, now)
    except BaseException:
        held.release()
        raise


@disk_errors()
def verify(folder: Path, passphrase: str, tries: OpenAttempts) -> bool:
    """Return whether the passphrase is right, without opening a second store: for the cover over an open one.

    A wrong one counts as a wrong try, also when the disk is full: `tries` remember it. Raises TooSoon and KeyringGone
    as `unlock` does.
    """
    place = ProfileFolder(folder)
    tries.catch_up(place.failed_unlocks)
    try:
        _key(place, vault_file.read(place.vault_file), passphrase, tries).wipe()
    except WrongPassphrase:
        return False
    return True


def tries_at_cover(folder: Path, now: Now = moments.now) -> OpenAttempts:
    """Return the tries for `verify`; one for as long as the vault is open."""
    return OpenAttempts(ProfileFolder(folder).attempts, now)


@disk_errors()
def seconds_to_wait(folder: Path, now: Now = moments.now) -> int:
    """Return how long the lock screen has to wait before the next try, 0 for not at all."""
    return Attempts(ProfileFolder(folder).attempts, now).wait()


def key_by_passphrase(place: ProfileFolder, found: VaultFile, passphrase: str, now: Now) -> Key:
    """Return the database key, or raise why not. The caller wipes it."""
    return _key(place, found, passphrase, Attempts(place.attempts, now))


def _key(place: ProfileFolder, found: VaultFile, passphrase: str, attempts: Attempts) -> Key:
    slot = found.passphrase_slot()
    if slot.cost is None or slot.salt is None:
        raise DamagedVaultFile
    device_secret = None
    if slot.kind == "both":
        device_secret = os_keyring.secret_of(found.binding.profile)
        if device_secret is None:
            raise KeyringGone
    attempts.begin()
    wrapping = key_derivation.from_passphrase(passphrase, slot.salt, slot.cost)
    if device_secret is not None:
        wrapping = key_derivation.combined(device_secret, wrapping)
    key = slot.opened(wrapping, found.binding)
    wipe_bytes(wrapping)
    if key is None:
        attempts.failed()
        attempts.write_up(place.failed_unlocks)
        raise WrongPassphrase
    attempts.succeeded()
    return key


def key_by_recovery(found: VaultFile, secret: bytes) -> tuple[Slot, Key]:
    """Return the recovery slot and the database key in it. Raises WrongRecoveryKey."""
    slot = found.slot("recovery")
    key = slot.opened(key_derivation.from_recovery(secret), found.binding) if slot else None
    if slot is None or key is None:
        raise WrongRecoveryKey
    return slot, key


def store_mark(store: Path) -> str:
    """Return the salt at the start of a store: it stays the same for the life of the file and says nothing else."""
    with store.open("rb") as file:
        return file.read(16).hex()


def _held(folder: Path) -> tuple[ProfileFolder, Held]:
    private_files()
    place = ProfileFolder(folder)
    place.require()
    return place, place.hold()


def _opened(place: ProfileFolder, held: Held, found: VaultFile, slot: Slot, key: Key, now: Now) -> Vault:
    engines.prove_library()
    _look_at_end(place.store)
    try:
        migrating.bring_to_head(place.store, key, place.backups, now())
        vault = Vault.opened(place.store, key, held.release)
    except DamagedStore as refusal:
        raise _what_happened(place.store, found, refusal) from None
    finally:
        key.wipe()
    try:
        with vault.work() as work:
            recovery = found.slot("recovery")
            marks.check(work.connection, found.binding, slot, recovery.turn if recovery else 0)
            _note_opening(work, place, slot, now)
        failed_unlocks.forget(place.failed_unlocks)
        vault_file.settle(place.vault_file, found)
    except DamagedStore as refusal:
        vault.close()
        raise _what_happened(place.store, found, refusal) from None
    except BaseException:
        vault.close()
        raise
    return vault


def _note_opening(work: Work, place: ProfileFolder, slot: Slot, now: Now) -> None:
    """Write the wrong tries made while nothing could be written, and this opening, into the read log."""
    desk = marks.owner(work.connection).desk
    for at in failed_unlocks.noted(place.failed_unlocks):
        work.read_log.note("failed_unlock", desk, at)
    work.read_log.note("unlock", desk, now(), reason="recovery_key" if slot.kind == "recovery" else "")


def _look_at_end(store: Path) -> None:
    """Refuse a store that stops in the middle of a page: what is missing may be read only much later."""
    log = store.with_name(store.name + "-wal")
    if store.stat().st_size % engines.PAGE and not (log.exists() and log.stat().st_size):
        raise TruncatedStore


def _what_happened(store: Path, found: VaultFile, refusal: Refusal) -> Refusal:
    """Tell a store that was cut from one that is another's; the cipher says the same about all of them."""
    if store.stat().st_size % engines.PAGE:
        return TruncatedStore()
    return refusal if store_mark(store) == found.store_mark else ForeignStore()
