"""The shelf of codes that returning callers hold: slow digests with a date, nothing that could be read back.

A code is recognised at every station of the team: the slow part is the same everywhere, and each code carries a
pepper of its own. Both travel sealed; who can read them can read the case they lead to anyway.
"""

import hashlib
import hmac
import os
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, delete, insert, select

from workstation.domain.flat import CALLER_CODE
from workstation.domain.ids import CaseId, new_id
from workstation.domain.moments import as_text
from workstation.domain.texts import storable
from workstation.store.case_tables import caller_codes
from workstation.store.key_derivation import LEAST, SALT, Cost, from_passphrase
from workstation.store.keys import wipe_bytes
from workstation.store.telling import telling

SAME_EVERYWHERE = hashlib.sha256(b"1712 caller code").digest()[:SALT]
PEPPER = 32
C = caller_codes.c


def stretched(words: Sequence[str], cost: Cost = LEAST) -> bytes:
    """Return the slow part of three words; takes a third of a second by design, so never inside a transaction.

    Whoever asked for it wipes it.
    """
    return from_passphrase(" ".join(words), SAME_EVERYWHERE, cost)


def new_pepper() -> str:
    """Return what makes the digest of one code useless beside any other."""
    return os.urandom(PEPPER).hex()


def digest_of(slow: bytes, pepper: str) -> str:
    """Return what is kept of a code."""
    return hmac.new(bytes.fromhex(pepper), slow, hashlib.sha256).hexdigest()


class CallerCodes:
    """Codes that were given."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, case: CaseId, slow: bytes, counsellor: str, at: datetime, expires_at: datetime) -> None:
        """Keep that a code was given for a case."""
        code, pepper = new_id(), new_pepper()
        row = {"id": code, "case_id": case, "pepper": pepper, "digest": digest_of(slow, pepper)}
        given = {"given_at": as_text(at), "given_by": storable(counsellor), "expires_at": as_text(expires_at)}
        with telling(self._connection, CALLER_CODE, id=code):
            self._connection.execute(insert(caller_codes).values(**row, **given))

    def case_of(self, slow: bytes, at: datetime) -> CaseId | None:
        """Return the case of a code that has not expired."""
        rows = self._connection.execute(select(C.case_id, C.pepper, C.digest).where(C.expires_at > as_text(at)))
        found = [case for case, pepper, digest in rows if hmac.compare_digest(digest_of(slow, pepper), digest)]
        return CaseId(found[0]) if found else None

    def drop_expired(self, at: datetime) -> int:
        """Erase the codes whose time is over and return how many they were."""
        return self._connection.execute(delete(caller_codes).where(C.expires_at <= as_text(at))).rowcount


def wiped(slow: bytes) -> None:
    """Leave nothing of the slow part in memory."""
    wipe_bytes(slow)
