"""Short-lived tokens and challenges, signed with the hub's secret: any process of the hub can check them."""

import base64
import binascii
import hashlib
import hmac
import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Literal

from workstation.hub.archive import now_utc

Purpose = Literal["challenge", "device", "account", "sso"]

LASTS: dict[Purpose, int] = {"challenge": 60, "device": 900, "account": 900, "sso": 600}
"""Seconds."""


class Tokens:
    """Gives out and reads words that name one device or account, for one purpose, until a moment."""

    def __init__(self, secret: str, clock: Callable[[], datetime] = now_utc) -> None:
        self._secret = secret.encode()
        self._clock = clock

    def give(self, purpose: Purpose, name: str) -> str:
        """Return a new word for this purpose."""
        until = int(self._clock().timestamp()) + LASTS[purpose]
        claim = f"{purpose}:{name}:{until}:{secrets.token_hex(8)}".encode()
        return base64.urlsafe_b64encode(claim + self._seal(claim)).decode()

    def named(self, purpose: Purpose, word: str) -> str | None:
        """Return whom this word names, None when it was not ours, is for something else, or is over."""
        try:
            raw = base64.b64decode(word.encode("ascii"), altchars=b"-_", validate=True)
        except (ValueError, binascii.Error):
            return None
        claim, seal = raw[:-32], raw[-32:]
        if not hmac.compare_digest(seal, self._seal(claim)):
            return None
        kind, name, until, _ = claim.decode().split(":")
        return name if kind == purpose and int(until) >= self._clock().timestamp() else None

    def ticket(self, purpose: Purpose) -> tuple[str, str]:
        """Return a new word that names nobody, and the name drawn for it."""
        name = secrets.token_hex(16)
        return self.give(purpose, name), name

    def derived(self, what: str, name: str) -> str:
        """Return 43 letters that only this hub can make of a name, the same ones every time."""
        return base64.urlsafe_b64encode(self._seal(f"derived {what}:{name}".encode())).decode().rstrip("=")

    def _seal(self, claim: bytes) -> bytes:
        return hmac.new(self._secret, claim, hashlib.sha256).digest()
