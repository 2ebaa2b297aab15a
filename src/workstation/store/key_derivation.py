"""From what a person knows, and what the machine keeps, to the key that wraps the database key."""

import hashlib
import hmac
import unicodedata
from dataclasses import dataclass

from workstation.store.keys import wipe_bytes
from workstation.store.refusals import TooLittleMemory

SALT = 16


@dataclass(frozen=True, slots=True)
class Cost:
    """What one guess costs: passes of Argon2id over so many MiB."""

    passes: int
    mebibytes: int

    def within(self, least: "Cost") -> bool:
        """Whether this is neither cheaper than `least` nor so dear that reading a file could exhaust the machine."""
        return least.passes <= self.passes <= MOST.passes and least.mebibytes <= self.mebibytes <= MOST.mebibytes


LEAST = Cost(passes=3, mebibytes=256)
MOST = Cost(passes=10, mebibytes=1024)


def normalised(passphrase: str) -> bytes:
    """Return the bytes of a passphrase, the same however its accents were typed. The caller wipes them."""
    return unicodedata.normalize("NFC", passphrase).encode("utf-8", "surrogatepass")


def from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    """Return a wrapping key; takes a third of a second by design. Raises TooLittleMemory. The caller wipes it."""
    from nacl.exceptions import RuntimeError as SodiumError
    from nacl.pwhash import argon2id

    raw = normalised(passphrase)
    try:
        return argon2id.kdf(32, raw, salt, opslimit=cost.passes, memlimit=cost.mebibytes * 1024 * 1024)
    except (MemoryError, SodiumError):
        raise TooLittleMemory from None
    finally:
        wipe_bytes(raw)


def combined(device_secret: bytes, derived: bytes) -> bytes:
    """Return a wrapping key that needs both: a copied disk cannot be guessed at without the machine's secret."""
    return hmac.digest(device_secret, b"1712 workstation both\0" + derived, hashlib.sha256)


def from_recovery(secret: bytes) -> bytes:
    """Return a wrapping key from a recovery key, which is random enough to need no slow derivation."""
    return hashlib.blake2b(secret, digest_size=32, person=b"1712 recovery").digest()
