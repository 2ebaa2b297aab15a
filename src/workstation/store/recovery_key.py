"""The recovery key on paper: eight groups of four, of which the last notices a typing error."""

import hashlib
import os

from workstation.store.refusals import RecoveryKeyMistyped

# Crockford's base 32: no I, L, O or U; what is read for them is taken for 1, 1 and 0
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_READ_AS = str.maketrans({"I": "1", "L": "1", "O": "0"})
GROUPS = 8
GROUP = 4
SECRET = 28  # characters, 140 bits
_LENGTH = GROUPS * GROUP


def new_recovery_key() -> str:
    """Return a new key as it is printed: `XXXX-XXXX-…`."""
    secret = "".join(ALPHABET[byte & 31] for byte in os.urandom(SECRET))
    return written(secret + _check(secret))


def written(letters: str) -> str:
    """Return the letters in groups."""
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


def secret_of(typed: str) -> bytes:
    """Return the secret in a typed key; case, spaces and dashes do not matter. Raises RecoveryKeyMistyped."""
    letters = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_READ_AS)
    if len(letters) != _LENGTH or not set(letters) <= set(ALPHABET):
        raise RecoveryKeyMistyped
    if _check(letters[:SECRET]) != letters[SECRET:]:
        raise RecoveryKeyMistyped
    return letters[:SECRET].encode("ascii")


def _check(secret: str) -> str:
    digest = hashlib.sha256(b"1712 recovery check\0" + secret.encode("ascii")).digest()
    number = int.from_bytes(digest[:4], "big")
    return "".join(ALPHABET[number >> 5 * place & 31] for place in range(GROUP))
