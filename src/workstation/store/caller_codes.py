"""The shelf of codes that returning callers hold: slow digests with a date, nothing that could be read back."""

import hashlib
import hmac
import os
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from workstation.domain.ids import CaseId
from workstation.domain.moments import as_text
from workstation.domain.texts import storable
from workstation.store.case_tables import caller_codes
from workstation.store.key_derivation import LEAST, SALT, Cost, from_passphrase
from workstation.store.keys import wipe_bytes
from workstation.store.settings import Settings

SECRET = "caller_code.secret"  # noqa: S105 - the name of a setting
C = caller_codes.c


def new_secret() -> str:
    """Return what makes the digests of one store useless elsewhere: a salt for the slow part and a pepper."""
    return os.urandom(SALT + 32).hex()


def digest_of(words: Sequence[str], secret: str, cost: Cost = LEAST) -> bytes:
    """Return what is kept of a code; takes a third of a second by design, so never inside a transaction."""
    raw = bytes.fromhex(secret)
    slow = from_passphrase(" ".join(words), raw[:SALT], cost)
    try:
        return hmac.digest(raw[SALT:], slow, hashlib.sha256)
    finally:
        wipe_bytes(slow)


class CallerCodes:
    """Codes that were given."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def secret(self) -> str:
        """Return the store's own secret for codes, made when it is first needed; wants a writing transaction then."""
        settings = Settings(self._connection)
        kept = settings.get(SECRET)
        if kept is None:
            kept = new_secret()
            settings.put(SECRET, kept)
        return kept

    def put(self, case: CaseId, digest: bytes, counsellor: str, at: datetime, expires_at: datetime) -> None:
        """Keep that a code was given for a case."""
        row = {"case_id": case, "digest": digest, "given_at": as_text(at), "given_by": storable(counsellor)}
        self._connection.execute(insert(caller_codes).values(**row, expires_at=as_text(expires_at)))

    def case_of(self, digest: bytes, at: datetime) -> CaseId | None:
        """Return the case of a code that has not expired."""
        rows = select(C.case_id).where(C.digest == digest, C.expires_at > as_text(at))
        found = self._connection.execute(rows).scalar()
        return CaseId(found) if found else None

    def drop_expired(self, at: datetime) -> int:
        """Erase the codes whose time is over and return how many they were."""
        return self._connection.execute(delete(caller_codes).where(C.expires_at <= as_text(at))).rowcount
