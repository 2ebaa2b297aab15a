"""One sealed value: XChaCha20-Poly1305, bound to where it stands, padded in steps.

Form: `{"$e": [1, key id, number, base64(nonce + ciphertext)]}`. Each record has a key of its own, derived from the
team's key, so that one record can be opened to somebody without opening the others. Bound to a value are: team, key,
record, kind, field, the change that brought it and the number of the value in its field. So it can be moved nowhere,
and an older value is never taken for a newer one.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import Final

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from nacl.bindings import (
    crypto_aead_xchacha20poly1305_ietf_decrypt,
    crypto_aead_xchacha20poly1305_ietf_encrypt,
    crypto_aead_xchacha20poly1305_ietf_NPUBBYTES,
)
from nacl.exceptions import CryptoError
from nacl.utils import random

from workstation.domain.envelopes import Json

MARK: Final = "$e"
FORM: Final = 1
_CLEAR: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_OPENED: Final = json.JSONDecoder().raw_decode
NONCE: Final = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
LEAST: Final = 64  # bytes: shorter values all look alike


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value stands. `number` counts the values that this field has had."""

    team: str
    record: str
    kind: str
    field: str
    change: str
    number: int


class NotSealed(Exception):
    """A value of a sealed field came in clear."""


class UnknownForm(Exception):
    """The value is sealed in a way that we do not know."""


class NotOurs(Exception):
    """The value was not sealed by this key for this place, or it was cut."""


def is_sealed(value: Json) -> bool:
    """Return whether this has the mark of a sealed value, whatever is in it."""
    return isinstance(value, dict) and len(value) == 1 and MARK in value


def key_of(value: Json) -> tuple[str, int]:
    """Return the key id and the number of a sealed value. Raises NotSealed, UnknownForm."""
    key, number, _ = parts_of(value)
    return key, number


def parts_of(value: Json) -> tuple[str, int, bytes]:
    """Return key id, number and sealed bytes of a sealed value. Raises NotSealed, UnknownForm, NotOurs."""
    if not isinstance(value, dict) or not is_sealed(value):
        raise NotSealed
    parts = value[MARK]
    if not isinstance(parts, list) or len(parts) != 4:
        raise UnknownForm
    form, key, number, text = parts
    if type(form) is not int or form != FORM or type(number) is not int:  # True is a number too
        raise UnknownForm
    if not isinstance(key, str) or not isinstance(text, str):
        raise UnknownForm
    try:
        return key, number, base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        raise NotOurs from None


class RecordKey:
    """The key of one record under one team key: derived once for all its fields."""

    def __init__(self, team_key: bytes, key_id: str, team: str, record: str, kind: str) -> None:
        self._id = key_id
        info = _CLEAR(("1712 record key", FORM, team, key_id, record)).encode()
        self._key = HKDF(SHA256(), 32, salt=None, info=info).derive(team_key)
        self._place = _CLEAR(("1712 sealed field", FORM, team, key_id, record, kind))[:-1]

    def seal(self, field: str, change: str, number: int, value: Json) -> Json:
        """Return the value sealed for this field, change and number."""
        nonce = random(NONCE)
        text = padded(_CLEAR(value).encode())
        sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(
            text, self._bound(field, change, number), nonce, self._key
        )
        return {MARK: [FORM, self._id, number, base64.b64encode(nonce + sealed).decode()]}

    def unseal(self, field: str, change: str, number: int, sealed: bytes) -> Json:
        """Return what was sealed for this field, change and number. Raises NotOurs."""
        bound = self._bound(field, change, number)
        try:
            text = unpadded(
                crypto_aead_xchacha20poly1305_ietf_decrypt(sealed[NONCE:], bound, sealed[:NONCE], self._key)
            ).decode()
            opened, end = _OPENED(text)
        except (CryptoError, ValueError, TypeError):
            raise NotOurs from None
        if end != len(text):
            raise NotOurs
        found: Json = opened
        return found

    def _bound(self, field: str, change: str, number: int) -> bytes:
        """Return where the value stands, as one JSON list: team, key, record, kind, field, change, number."""
        return f"{self._place},{_CLEAR(field)},{_CLEAR(change)},{number}]".encode()


def seal(team_key: bytes, key_id: str, place: Place, value: Json) -> Json:
    """Return one value sealed for this place."""
    key = RecordKey(team_key, key_id, place.team, place.record, place.kind)
    return key.seal(place.field, place.change, place.number, value)


def unseal(team_key: bytes, place: Place, value: Json) -> Json:
    """Return what was sealed for this place. Raises NotSealed, UnknownForm, NotOurs."""
    key_id, number, sealed = parts_of(value)
    if number != place.number:
        raise NotOurs
    key = RecordKey(team_key, key_id, place.team, place.record, place.kind)
    return key.unseal(place.field, place.change, number, sealed)


def padded(text: bytes) -> bytes:
    """Return the text in one of few sizes: 64 bytes, then steps of an eighth of the size."""
    size = max(LEAST, len(text) + 1)
    step = max(LEAST, 1 << max(0, size.bit_length() - 4))
    return text + b"\x80" + bytes(-(len(text) + 1) % step)


def unpadded(text: bytes) -> bytes:
    """Return the text itself. Raises ValueError."""
    return text[: text.rindex(b"\x80")]
