"""Keys of members, and a team key in a box for one of them.

HPKE (RFC 9180) with ML-KEM-768 + X25519: what is recorded today stays closed to the computers of later. A box is
bound to the team, the member, the key and the list of members it came with. No other suite is read: there is nothing
that a hub could lower.
"""

import base64
import binascii
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Final

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives import hpke
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from workstation.domain.wire_reading import written

SUITE: Final = "hpke-mlkem768x25519-sha256-chacha20poly1305"
SEED: Final = 32
_HPKE = hpke.Suite(hpke.KEM.MLKEM768_X25519, hpke.KDF.HKDF_SHA256, hpke.AEAD.CHACHA20_POLY1305)
_MLKEM_PUBLIC: Final = 1184


class NotForUs(Exception):
    """The box is not one of ours, not for this member, or not what it says."""


@dataclass(frozen=True, slots=True)
class OwnKeys:
    """A member's own keys, all from one seed that never leaves the vault (or lies in shares on paper)."""

    seed: bytes = field(repr=False)

    @property
    def signing(self) -> Ed25519PrivateKey:
        """The key that signs."""
        return Ed25519PrivateKey.from_private_bytes(_derived(self.seed, "sign", 32))

    @property
    def opening(self) -> hpke.MLKEM768X25519PrivateKey:
        """The key that opens boxes."""
        kem = MLKEM768PrivateKey.from_seed_bytes(_derived(self.seed, "mlkem", 64))
        curve = X25519PrivateKey.from_private_bytes(_derived(self.seed, "x25519", 32))
        return hpke.MLKEM768X25519PrivateKey(kem, curve)

    @property
    def signs_as(self) -> str:
        """The public half of the key that signs."""
        return _text(self.signing.public_key().public_bytes_raw())

    @property
    def boxed_to(self) -> str:
        """The public half of the key that opens boxes."""
        kem = MLKEM768PrivateKey.from_seed_bytes(_derived(self.seed, "mlkem", 64)).public_key()
        curve = X25519PrivateKey.from_private_bytes(_derived(self.seed, "x25519", 32)).public_key()
        return _text(kem.public_bytes_raw() + curve.public_bytes_raw())

    def sign(self, purpose: str, words: object) -> str:
        """Return a signature that serves this purpose alone."""
        return _text(self.signing.sign(signed_words(purpose, words)))


def signed_by(public: str, purpose: str, words: object, signature: str) -> bool:
    """Return whether the holder of this key signed these words for this purpose."""
    try:
        key = Ed25519PublicKey.from_public_bytes(_raw(public))
        key.verify(_raw(signature), signed_words(purpose, words))
    except (InvalidSignature, ValueError):
        return False
    return True


def signed_words(purpose: str, words: object) -> bytes:
    """Return the bytes that are signed: the purpose keeps a signature from serving elsewhere."""
    return f"1712 {purpose}\n{written(words)}".encode()


def fingerprint(words: object) -> str:
    """Return 32 hexadecimal digits that stand for these words."""
    return blake2b(written(words).encode(), digest_size=16).hexdigest()


def boxed(team_key: bytes, boxed_to: str, about: tuple[str, ...]) -> dict[str, str]:
    """Return a team key that only this member can take out; `about` is what it is bound to."""
    raw = _raw(boxed_to)
    kem = MLKEM768PublicKey.from_public_bytes(raw[:_MLKEM_PUBLIC])
    public = hpke.MLKEM768X25519PublicKey(kem, X25519PublicKey.from_public_bytes(raw[_MLKEM_PUBLIC:]))
    return {"suite": SUITE, "box": _text(_HPKE.encrypt(team_key, public, signed_words("team key", about)))}


def unboxed(box: object, own: OwnKeys, about: tuple[str, ...]) -> bytes:
    """Return the team key in a box. Raises NotForUs."""
    if not isinstance(box, dict) or set(box) != {"suite", "box"} or box["suite"] != SUITE:
        raise NotForUs
    try:
        key = _HPKE.decrypt(_raw(box["box"]), own.opening, signed_words("team key", about))
    except (InvalidTag, ValueError, TypeError):
        raise NotForUs from None
    if len(key) != 32:
        raise NotForUs
    return bytes(key)


def _derived(seed: bytes, purpose: str, length: int) -> bytes:
    return HKDF(SHA256(), length, salt=None, info=b"1712 member " + purpose.encode()).derive(seed)


def _text(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def _raw(text: object) -> bytes:
    if not isinstance(text, str):
        raise ValueError("text")  # noqa: TRY004 - one kind of wrong for every caller
    try:
        return base64.b64decode(text, validate=True)
    except binascii.Error:
        raise ValueError("base64") from None
