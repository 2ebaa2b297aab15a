"""How a new device is admitted: a coordinator's one-time code, and proof that it holds the key it names."""

import base64
import binascii
import hashlib
import secrets
from uuid import uuid4

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import Connection, bindparam, insert, select, update

from workstation.domain.envelopes import Enrol, enrolment_words
from workstation.hub.tables import ACCOUNTS, CODES, DEVICES
from workstation.sync.protocol import NotAdmitted

# read aloud and typed over: without letters and figures that look alike
LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
AGAIN = "AGAIN-"  # instead of a code, with the name of a device: the same key asks for another name
GROUPS, GROUP = 5, 4  # 100 bits

# made once: making a statement costs more than running it
_CODE = select(CODES).where(CODES.c.hash == bindparam("code")).with_for_update()
_ACTIVE = select(ACCOUNTS.c.active).where(ACCOUNTS.c.id == bindparam("account"))
_USED = update(CODES).where(CODES.c.hash == bindparam("code")).values(device=bindparam("name"))
_DEVICE = select(DEVICES).where(DEVICES.c.id == bindparam("name"))
_NEW = insert(DEVICES)


def new_code() -> str:
    """Return a one-time code as a coordinator hands it over."""
    return "-".join("".join(secrets.choice(LETTERS) for _ in range(GROUP)) for _ in range(GROUPS))


def hash_of(code: str) -> str:
    """Return what the hub keeps of a code; 100 random bits need no slow hash."""
    return hashlib.sha256(b"1712 hub code\n" + code.strip().upper().encode()).hexdigest()


def admit(connection: Connection, enrol: Enrol, at: int) -> str:
    """Use up the code and return the new device's name. Raises NotAdmitted, without saying what was wrong.

    The same key with the same code is answered again: the first answer may have been lost on the way.
    """
    if not signed_by(enrol.public_key, enrolment_words(enrol.code), enrol.proof):
        raise NotAdmitted
    if enrol.code.startswith(AGAIN):
        return _another_name(connection, enrol)
    code = connection.execute(_CODE, {"code": hash_of(enrol.code)}).first()
    if code is None or code.expires < at:
        raise NotAdmitted
    active = connection.execute(_ACTIVE, {"account": code.account}).scalar_one_or_none()
    if not active:
        raise NotAdmitted
    if code.device is not None:
        return _again(connection, code.device, enrol.public_key)
    device = _named(connection, code.account, enrol.public_key, at)
    connection.execute(_USED, {"code": code.hash, "name": device})
    return device


def _another_name(connection: Connection, enrol: Enrol) -> str:
    """Give a copied or restored station a new name: it holds the key of a device that may still speak."""
    found = connection.execute(_DEVICE, {"name": enrol.code.removeprefix(AGAIN)}).first()
    if found is None or found.public_key != enrol.public_key or found.revoked:
        raise NotAdmitted
    # not heard for as long as the old one: the policy on long absence is not got round by asking for a name
    return _named(connection, found.account, enrol.public_key, found.last_seen)


def _named(connection: Connection, account: str, public_key: str, last_seen: int) -> str:
    device = uuid4().hex
    connection.execute(
        _NEW,
        {
            "id": device, "account": account, "public_key": public_key, "revoked": False, "last_n": 0,
            "last_seen": last_seen, "backed_up_n": 0, "horizon": 0,
        },
    )  # fmt: skip
    return device


def _again(connection: Connection, device: str, public_key: str) -> str:
    found = connection.execute(_DEVICE, {"name": device}).first()
    if found is None or found.public_key != public_key or found.revoked or found.last_n:
        raise NotAdmitted
    return device


def signed_by(public_key: str, words: bytes, signature: str) -> bool:
    """Return whether the holder of this key signed these words."""
    try:
        key = Ed25519PublicKey.from_public_bytes(base64.b64decode(public_key, validate=True))
        key.verify(base64.b64decode(signature, validate=True), words)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True
