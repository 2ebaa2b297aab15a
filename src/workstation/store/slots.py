"""One way into the vault: the database key, wrapped by a key of one kind, bound to the profile it belongs to."""

import base64
import binascii
import json
import os
from dataclasses import dataclass
from typing import Literal, get_args

from workstation.store.key_derivation import LEAST, SALT, Cost
from workstation.store.keys import Key, wipe_bytes
from workstation.store.refusals import DamagedVaultFile

MAGIC = "1712 workstation vault"
VERSION = 1

Kind = Literal["passphrase", "both", "recovery"]
Protection = Literal["keyring", "passphrase"]
# a profile that was made with the keyring never takes a slot that does without it
KINDS_OF: dict[str, frozenset[str]] = {
    "keyring": frozenset({"both", "recovery"}),
    "passphrase": frozenset({"passphrase", "recovery"}),
}
_NONCE = 24


@dataclass(frozen=True, slots=True)
class Binding:
    """What every slot of a profile is bound to: taken elsewhere, or under another protection, it does not open."""

    profile: str
    protection: Protection


@dataclass(frozen=True, slots=True)
class Slot:
    """A wrapped database key. `turn` counts how often a slot of this kind was made anew for this profile.

    `cost` and `salt` are None for the recovery key, which is not derived slowly.
    """

    kind: Kind
    turn: int
    cost: Cost | None
    salt: bytes | None
    nonce: bytes
    sealed: bytes

    def opened(self, wrapping: bytes, binding: Binding) -> Key | None:
        """Return the database key, None when the wrapping key is another or anything was changed."""
        from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_decrypt
        from nacl.exceptions import CryptoError

        try:
            raw = crypto_aead_xchacha20poly1305_ietf_decrypt(self.sealed, self._bound(binding), self.nonce, wrapping)
        except CryptoError:
            return None
        return Key.taking(raw)

    def as_json(self) -> dict[str, object]:
        """Return what stands in `vault.json`."""
        return {**self._parameters(), "nonce": _text(self.nonce), "sealed": _text(self.sealed)}

    def _parameters(self) -> dict[str, object]:
        slow = {"passes": self.cost.passes, "mebibytes": self.cost.mebibytes} if self.cost else {}
        return {"kind": self.kind, "turn": self.turn, **slow, **({"salt": _text(self.salt)} if self.salt else {})}

    def _bound(self, binding: Binding) -> bytes:
        everything = [MAGIC, VERSION, binding.profile, binding.protection, self._parameters()]
        return json.dumps(everything, sort_keys=True, separators=(",", ":")).encode("ascii")


def sealed_slot(
    kind: Kind, turn: int, key: Key, wrapping: bytes, binding: Binding, *, slow: tuple[Cost, bytes] | None
) -> Slot:
    """Wrap the database key. `slow` holds the cost and salt from which `wrapping` was derived."""
    from nacl.bindings import crypto_aead_xchacha20poly1305_ietf_encrypt

    cost, salt = slow or (None, None)
    empty = Slot(kind, turn, cost, salt, os.urandom(_NONCE), b"")
    raw = bytes(key.raw())
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(raw, empty._bound(binding), empty.nonce, wrapping)  # noqa: SLF001
    wipe_bytes(raw)
    return Slot(kind, turn, cost, salt, empty.nonce, sealed)


def read_slot(found: object, least: Cost = LEAST) -> Slot:
    """Return a slot from `vault.json`. Raises DamagedVaultFile for anything we never write, cheap costs included."""
    if not isinstance(found, dict) or found.get("kind") not in get_args(Kind) or not _counts(found.get("turn")):
        raise DamagedVaultFile
    cost = salt = None
    if found["kind"] != "recovery":
        if not (_counts(found.get("passes")) and _counts(found.get("mebibytes"))):
            raise DamagedVaultFile
        cost = Cost(found["passes"], found["mebibytes"])
        salt = _bytes(found.get("salt"), SALT)
        if not cost.within(least):
            raise DamagedVaultFile
    return Slot(
        found["kind"], found["turn"], cost, salt, _bytes(found.get("nonce"), _NONCE), _bytes(found.get("sealed"), 48)
    )


def _counts(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 1_000_000


def _text(raw: bytes | None) -> str:
    return base64.b64encode(raw or b"").decode("ascii")


def _bytes(text: object, length: int) -> bytes:
    try:
        raw = base64.b64decode(text, validate=True) if isinstance(text, str) else b""
    except (binascii.Error, ValueError):
        raise DamagedVaultFile from None
    if len(raw) != length:
        raise DamagedVaultFile
    return raw
