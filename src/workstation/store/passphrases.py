"""New ways into a profile: another passphrase, another recovery key, another machine."""

from pathlib import Path

from workstation.domain import moments
from workstation.domain.moments import Now
from workstation.store import engine as engines
from workstation.store import marks, migrating, os_keyring, recovery_key, vault_file
from workstation.store.attempts import Attempts
from workstation.store.durable_files import disk_errors
from workstation.store.hardening import private_files
from workstation.store.keys import Key
from workstation.store.profile_folder import ProfileFolder
from workstation.store.profiles import passphrase_slot, recovery_slot, require_acceptable
from workstation.store.refusals import KeyringGone
from workstation.store.slots import Binding, Kind
from workstation.store.translating import translated
from workstation.store.unlocking import key_by_passphrase, key_by_recovery, store_mark
from workstation.store.vault_file import VaultFile


@disk_errors()
def change_passphrase(folder: Path, old: str, new: str, now: Now = moments.now) -> None:
    """Put a new passphrase in the place of the old one; the profile may be open meanwhile.

    The old one stops working at once, and its wrapped key is erased when the new one first opens the store.
    """
    require_acceptable(new)
    private_files()
    place = ProfileFolder(folder)
    found = vault_file.read(place.vault_file)
    key = key_by_passphrase(place, found, old, now)
    try:
        device_secret = None
        if found.binding.protection == "keyring":
            device_secret = os_keyring.secret_of(found.binding.profile)
            if device_secret is None:
                raise KeyringGone
        turn = found.passphrase_slot().turn + 1
        vault_file.write(
            place.vault_file, found.with_slot(passphrase_slot(turn, key, new, found.binding, device_secret))
        )
    finally:
        key.wipe()


@disk_errors()
def renew_recovery_key(folder: Path, passphrase: str, now: Now = moments.now) -> str:
    """Return a new recovery key to be printed; the earlier one opens nothing any more."""
    private_files()
    place = ProfileFolder(folder)
    found = vault_file.read(place.vault_file)
    key = key_by_passphrase(place, found, passphrase, now)
    try:
        printed = recovery_key.new_recovery_key()
        slot = recovery_slot(_turn(found, "recovery") + 1, key, printed, found.binding)
        vault_file.write(place.vault_file, found.with_slot(slot))
    finally:
        key.wipe()
    return printed


@disk_errors()
def renew_access(folder: Path, typed: str, new: str, *, use_keyring: bool = True, now: Now = moments.now) -> bool:
    """Give a profile a new passphrase by its recovery key: forgotten, another machine, keyring gone.

    The profile must be closed. Returns whether the keyring of this machine is part of it again; the counsellor is
    told when it is not. The recovery key stays the same.
    """
    secret = recovery_key.secret_of(typed)
    require_acceptable(new)
    private_files()
    place = ProfileFolder(folder)
    place.require()
    held = place.hold()
    try:
        engines.look_at_file(place.store)
        found = vault_file.read(place.vault_file)
        _, key = key_by_recovery(found, secret)
        try:
            return _renewed(place, found, key, typed, new, use_keyring=use_keyring, now=now)
        finally:
            key.wipe()
    finally:
        held.release()


def _renewed(  # one step of renew_access, named apart
    place: ProfileFolder, found: VaultFile, key: Key, typed: str, new: str, *, use_keyring: bool, now: Now
) -> bool:
    profile = found.binding.profile
    device_secret = os_keyring.keep_new_secret(profile) if use_keyring else None
    binding = Binding(profile, "keyring" if device_secret else "passphrase")
    migrating.bring_to_head(place.store, key, place.backups, now())
    with translated():
        engine = engines.single(place.store, key)
        with engine.begin() as connection:
            marks.announce_protection(connection, binding.protection)
        engine.dispose()
        engines.recover(place.store, key)
    turn = max(_turn(found, "both"), _turn(found, "passphrase")) + 1
    slots = (
        passphrase_slot(turn, key, new, binding, device_secret),
        recovery_slot(_turn(found, "recovery") + 1, key, typed, binding),
    )
    vault_file.write(place.vault_file, VaultFile(binding, slots, store_mark(place.store)))
    Attempts(place.attempts, now).succeeded()
    return device_secret is not None


def _turn(found: VaultFile, kind: Kind) -> int:
    slot = found.slot(kind)
    return slot.turn if slot else 0
