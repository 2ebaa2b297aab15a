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
    return isinstance(value, dict) and set(value) == {MARK}


def key_of(value: Json) -> tuple[str, int]:
    """Return the key id and the number of a sealed value. Raises NotSealed, UnknownForm."""
    key, number, _ = _parts(value)
    return key, number


def seal(team_key: bytes, key_id: str, place: Place, value: Json) -> Json:
    """Return the value sealed for this place."""
    nonce = random(NONCE)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    record_key = _record_key(team_key, key_id, place)
    sealed = crypto_aead_xchacha20poly1305_ietf_encrypt(padded(text), _bound(key_id, place), nonce, record_key)
    return {MARK: [FORM, key_id, place.number, base64.b64encode(nonce + sealed).decode()]}


def unseal(team_key: bytes, place: Place, value: Json) -> Json:
    """Return what was sealed for this place. Raises NotSealed, UnknownForm, NotOurs."""
    key_id, number, sealed = _parts(value)
    if number != place.number:
        raise NotOurs
    try:
        text = crypto_aead_xchacha20poly1305_ietf_decrypt(
            sealed[NONCE:], _bound(key_id, place), sealed[:NONCE], _record_key(team_key, key_id, place)
        )
        opened: Json = json.loads(unpadded(text))
    except (CryptoError, ValueError, TypeError):
        raise NotOurs from None
    return opened


def padded(text: bytes) -> bytes:
    """Return the text in one of few sizes: 64 bytes, then steps of an eighth of the size."""
    size = max(LEAST, len(text) + 1)
    step = max(LEAST, 1 << max(0, size.bit_length() - 4))
    return text + b"\x80" + bytes(-(len(text) + 1) % step)


def unpadded(text: bytes) -> bytes:
    """Return the text itself. Raises ValueError."""
    return text[: text.rindex(b"\x80")]


def _parts(value: Json) -> tuple[str, int, bytes]:
    if not is_sealed(value) or not isinstance(value, dict):
        raise NotSealed
    parts = value[MARK]
    if not isinstance(parts, list) or len(parts) != 4 or parts[0] != FORM or isinstance(parts[0], bool):
        raise UnknownForm
    _, key, number, text = parts
    if (
        not isinstance(key, str)
        or not isinstance(number, int)
        or isinstance(number, bool)
        or not isinstance(text, str)
    ):
        raise UnknownForm
    try:
        return key, number, base64.b64decode(text, validate=True)
    except (ValueError, binascii.Error):
        raise NotOurs from None


def _record_key(team_key: bytes, key_id: str, place: Place) -> bytes:
    info = _words("1712 record key", FORM, place.team, key_id, place.record)
    return HKDF(SHA256(), 32, salt=None, info=info).derive(team_key)


def _bound(key_id: str, place: Place) -> bytes:
    return _words(
        "1712 sealed field",
        FORM,
        place.team,
        key_id,
        place.record,
        place.kind,
        place.field,
        place.change,
        place.number,
    )


def _words(*parts: str | int) -> bytes:
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":")).encode()
