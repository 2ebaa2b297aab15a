"""The key with which this device speaks to the hub: in the keyring of the machine, not in the vault.

A copy of a vault on another machine, opened with the recovery key on paper, then has no way to the hub: what it holds
it holds, and a coordinator must let it in again. Profiles that do without a keyring keep the key in their vault.
"""

import base64
import logging
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from workstation.store import os_keyring
from workstation.store.marks import profile_in_keyring
from workstation.store.vault import Vault
from workstation.sync.protocol import UnknownDevice, Unreachable

DEVICE_KEY: Final = "device_key"  # absent where the keyring has it
PUBLIC: Final = "device_key.public"  # what the key in the keyring must answer to

logger = logging.getLogger(__name__)


def device_key(vault: Vault, *, anew: bool = False) -> Ed25519PrivateKey:
    """Return the key of this device, made when it is first asked for; may wait for the system's own prompt.

    Raises UnknownDevice when the keyring of this machine has it not, as after a move to another one, unless `anew`;
    and Unreachable when that keyring does not answer now. What an earlier version left in the vault goes over.
    """
    with vault.reading() as work:
        clear, public = work.sync_state.get(DEVICE_KEY), work.sync_state.get(PUBLIC)
        profile = profile_in_keyring(work.connection)
    if public is not None:
        found = _in_keyring(profile, public)
        if found is not None:
            return found
        if not anew:
            raise UnknownDevice
    raw = base64.b64decode(clear) if clear is not None and public is None else None
    key = Ed25519PrivateKey.from_private_bytes(raw) if raw is not None else Ed25519PrivateKey.generate()
    kept = profile is not None and os_keyring.keep_hub_key(profile, key.private_bytes_raw())
    if raw is None or kept:
        _remember(vault, key, in_keyring=kept)
    return key


def _in_keyring(profile: str | None, public: str) -> Ed25519PrivateKey | None:
    try:
        raw = os_keyring.hub_key(profile) if profile is not None else None
    except os_keyring.Silent:
        raise Unreachable from None
    key = Ed25519PrivateKey.from_private_bytes(raw) if raw is not None else None
    return key if key is not None and _public(key) == public else None


def _remember(vault: Vault, key: Ed25519PrivateKey, *, in_keyring: bool) -> None:
    with vault.work() as work:
        clear = None if in_keyring else base64.b64encode(key.private_bytes_raw()).decode()
        work.sync_state.put(DEVICE_KEY, clear)
        work.sync_state.put(PUBLIC, _public(key) if in_keyring else None)
    logger.info("the key of this device lies in the %s", "keyring" if in_keyring else "vault")


def _public(key: Ed25519PrivateKey) -> str:
    return base64.b64encode(key.public_key().public_bytes_raw()).decode()
