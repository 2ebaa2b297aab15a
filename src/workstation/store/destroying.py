"""When a station was revoked: first the key goes, then the store. What is left is noise."""

import os
import shutil

from workstation.store import os_keyring, vault_file
from workstation.store.profile_folder import ProfileFolder
from workstation.store.refusals import Refusal
from workstation.store.vault import Vault


def destroy(vault: Vault) -> None:
    """Close this vault and destroy its keys, then everything in its folder. Nothing brings it back."""
    place = ProfileFolder(vault.path.parent)
    vault.close()
    try:
        profile = vault_file.read(place.vault_file).binding.profile
    except (Refusal, OSError):
        profile = ""
    if place.vault_file.exists():
        _overwrite(place.vault_file.stat().st_size, place)
    if profile:
        os_keyring.forget_secret(profile)
    shutil.rmtree(place.root, ignore_errors=True)


def _overwrite(size: int, place: ProfileFolder) -> None:
    with place.vault_file.open("r+b") as file:
        file.write(os.urandom(max(1, size)))
        file.flush()
        os.fsync(file.fileno())
    place.vault_file.unlink(missing_ok=True)
