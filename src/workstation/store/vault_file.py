"""`vault.json`: the ways into a profile's store. It holds no name and nothing that opens anything by itself."""

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import get_args

from workstation.store.durable_files import replace_durably
from workstation.store.key_derivation import LEAST, Cost
from workstation.store.refusals import DamagedVaultFile, NoProfile, SwappedVaultFile, VaultTooNew
from workstation.store.slots import KINDS_OF, VERSION, Binding, Kind, Protection, Slot, read_slot

_LONGEST = 64 * 1024
FORMAT = "1712-workstation-vault"


@dataclass(frozen=True, slots=True)
class VaultFile:
    """What `vault.json` says. `store_mark` is the store's salt: it tells a damaged store from a foreign one."""

    binding: Binding
    slots: tuple[Slot, ...]
    store_mark: str

    def slot(self, kind: Kind) -> Slot | None:
        """Return the slot of a kind."""
        return next((slot for slot in self.slots if slot.kind == kind), None)

    def passphrase_slot(self) -> Slot:
        """Return the slot that the passphrase opens, alone or with the keyring. Raises DamagedVaultFile."""
        found = self.slot("both" if self.binding.protection == "keyring" else "passphrase")
        if found is None:
            raise DamagedVaultFile
        return found

    def with_slot(self, new: Slot) -> "VaultFile":
        """Return the file with a slot in the place of the one of its kind."""
        return replace(self, slots=(*(slot for slot in self.slots if slot.kind != new.kind), new))

    def as_text(self) -> str:
        """Return what is written."""
        return json.dumps(
            {
                "format": FORMAT,
                "version": VERSION,
                "profile": self.binding.profile,
                "protection": self.binding.protection,
                "store_mark": self.store_mark,
                "slots": [slot.as_json() for slot in self.slots],
            },
            indent=1,
        )


def parsed(text: str, least: Cost = LEAST) -> VaultFile:
    """Return what a `vault.json` says. `least` is lowered by tests alone.

    Raises DamagedVaultFile for what we never write, VaultTooNew for a later version, SwappedVaultFile when a slot
    does without the keyring in a profile that was made with it.
    """
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        raise DamagedVaultFile from None
    if not isinstance(found, dict) or found.get("format") != FORMAT or not isinstance(found.get("version"), int):
        raise DamagedVaultFile
    if found["version"] > VERSION:
        raise VaultTooNew
    profile, protection, mark = found.get("profile"), found.get("protection"), found.get("store_mark")
    listed = found.get("slots")
    if not isinstance(profile, str) or not isinstance(mark, str) or not isinstance(listed, list):
        raise DamagedVaultFile
    bound = next((known for known in get_args(Protection) if known == protection), None)
    if bound is None:
        raise DamagedVaultFile
    slots = tuple(read_slot(slot, least) for slot in listed[:10])
    if not {slot.kind for slot in slots} <= KINDS_OF[bound]:
        raise SwappedVaultFile
    return VaultFile(Binding(profile, bound), slots, mark)


def read(path: Path) -> VaultFile:
    """Return `vault.json`, or its previous version when the newest is missing or cannot be read.

    Raises NoProfile when there is neither, else what `parsed` raises about the newest.
    """
    previous = _previous(path)
    if not path.exists() and not previous.exists():
        raise NoProfile
    try:
        return parsed(_text_of(path))
    except DamagedVaultFile:
        if not previous.exists():
            raise
    return parsed(_text_of(previous))


def write(path: Path, vault_file: VaultFile) -> None:
    """Write `vault.json`, keep its previous version and prove that it reads back."""
    if path.exists():
        replace_durably(_previous(path), _text_of(path))
    replace_durably(path, vault_file.as_text())
    if parsed(_text_of(path)) != vault_file:
        raise DamagedVaultFile


def settle(path: Path, opened: VaultFile) -> None:
    """Make what has just opened the store the only `vault.json` there is.

    The previous version goes, and with it an earlier passphrase or recovery key; where it had to stand in for a
    damaged file, it takes its place.
    """
    try:
        current = parsed(_text_of(path))
    except DamagedVaultFile:
        current = None
    if current != opened:
        replace_durably(path, opened.as_text())
    _previous(path).unlink(missing_ok=True)


def _previous(path: Path) -> Path:
    return path.with_name(path.name + ".previous")


def _text_of(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file.read(_LONGEST).decode("utf-8")
    except (OSError, UnicodeDecodeError):
        raise DamagedVaultFile from None
