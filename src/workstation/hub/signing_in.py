"""Signing in: a device with its key, a coordinator with password and one-time number (the local default)."""

import hmac
import threading
from collections.abc import Callable
from datetime import datetime

import nacl.exceptions
import nacl.pwhash
import pyotp
from sqlalchemy import Connection, select, update

from workstation.domain.envelopes import sign_in_words
from workstation.hub.archive import now_utc
from workstation.hub.database import Database
from workstation.hub.enrolling import signed_by
from workstation.hub.roles import Act, may
from workstation.hub.tables import ACCOUNTS, DEVICES
from workstation.hub.tokens import Tokens
from workstation.sync.protocol import NotAdmitted, Revoked, UnknownDevice

STEP = 30  # seconds that one number lasts
OPERATIONS, MEMORY = 3, 64 * 1024 * 1024  # argon2id
SHORTEST = 12  # characters of a password
FREE_TRIES = 5
LONGEST_WAIT = 900  # seconds

_at_once = threading.Semaphore(2)  # each check takes MEMORY


class TooWeak(ValueError):
    """The password is shorter than the hub accepts."""


def hashed(password: str) -> str:
    """Return the argon2id hash of a password."""
    with _at_once:
        return nacl.pwhash.argon2id.str(password.encode(), OPERATIONS, MEMORY).decode()


def _right(kept: str, password: str) -> bool:
    with _at_once:
        try:
            return nacl.pwhash.verify(kept.encode(), password.encode())
        except nacl.exceptions.InvalidkeyError:
            return False


class SigningIn:
    """Gives tokens to devices and accounts that prove who they are."""

    def __init__(self, database: Database, tokens: Tokens, clock: Callable[[], datetime] = now_utc) -> None:
        self._database = database
        self._tokens = tokens
        self._clock = clock
        self._nobody = hashed("nobody has this password")  # so that an invented name takes as long as a real one

    def challenge(self, device: str) -> str:
        """Return what this device must sign; also for one that does not exist."""
        return self._tokens.give("challenge", device)

    def device_token(self, device: str, challenge: str, signature: str) -> str:
        """Return a token. Raises NotAdmitted, UnknownDevice and, to the holder of the key alone, Revoked."""
        if self._tokens.named("challenge", challenge) != device:
            raise NotAdmitted
        found = self._database.repeated(lambda: self._device(device))
        if found is None:
            raise UnknownDevice
        public_key, revoked = found
        if not signed_by(public_key, sign_in_words(device, challenge), signature):
            raise NotAdmitted
        if revoked:
            raise Revoked
        return self._tokens.give("device", device)

    def account_token(self, account: str, password: str, number: str) -> str:
        """Return a token. Raises NotAdmitted, whatever was wrong; after some wrong tries one must wait."""
        kept, secret, wait_until = self._database.repeated(lambda: self._account(account))
        right = _right(kept or self._nobody, password) and kept is not None
        step = self._step_of(secret, number)
        if not right or step is None or wait_until > self._clock().timestamp():
            self._database.repeated(lambda: self._failed(account))
            raise NotAdmitted
        if not self._database.repeated(lambda: self._used(account, step)):
            raise NotAdmitted
        return self._tokens.give("account", account)

    def expect(self, account: str, act: Act) -> bool:
        """Return whether this account is active and its role may do this, as of now."""

        def once() -> bool:
            with self._database.snapshot() as connection:
                wanted = select(ACCOUNTS.c.role, ACCOUNTS.c.active).where(ACCOUNTS.c.id == account)
                found = connection.execute(wanted).first()
                return found is not None and found.active and may(found.role, act)

        return self._database.repeated(once)

    def set_password(self, account: str, password: str) -> str:
        """Set the password and return a new secret for one-time numbers. Raises TooWeak."""
        if len(password) < SHORTEST:
            raise TooWeak
        kept, secret = hashed(password), pyotp.random_base32()

        def once() -> None:
            with self._database.work() as connection:
                _write(connection, account, password=kept, totp_secret=secret, totp_step=0, failures=0, wait_until=0)

        self._database.repeated(once)
        return secret

    def _device(self, device: str) -> tuple[str, bool] | None:
        with self._database.snapshot() as connection:
            found = connection.execute(select(DEVICES).where(DEVICES.c.id == device)).first()
            return None if found is None else (found.public_key, found.revoked)

    def _account(self, account: str) -> tuple[str | None, str | None, int]:
        with self._database.snapshot() as connection:
            found = connection.execute(select(ACCOUNTS).where(ACCOUNTS.c.id == account)).first()
            if found is None or not found.active:
                return None, None, 0
            return found.password, found.totp_secret, found.wait_until

    def _step_of(self, secret: str | None, number: str) -> int | None:
        """Return the time step for which this number is right: this one, or the ones beside it."""
        now = int(self._clock().timestamp()) // STEP
        code = pyotp.TOTP(secret or "A" * 32)
        steps = [step for step in (now - 1, now, now + 1) if hmac.compare_digest(code.at(step * STEP), number)]
        return steps[0] if steps and secret is not None else None

    def _used(self, account: str, step: int) -> bool:
        """Use a number up; return False when another, here or in another process, was quicker."""
        with self._database.work() as connection:
            done = connection.execute(
                update(ACCOUNTS)
                .where(ACCOUNTS.c.id == account, ACCOUNTS.c.totp_step < step)
                .values(totp_step=step, failures=0, wait_until=0)
            )
            return done.rowcount == 1

    def _failed(self, account: str) -> None:
        with self._database.work() as connection:
            wanted = select(ACCOUNTS.c.failures).where(ACCOUNTS.c.id == account).with_for_update()
            failures = connection.execute(wanted).scalar_one_or_none()
            if failures is not None:
                wait = min(LONGEST_WAIT, 2 ** min(failures - FREE_TRIES, 20)) if failures >= FREE_TRIES else 0
                until = int(self._clock().timestamp()) + wait
                _write(connection, account, failures=failures + 1, wait_until=until)


def _write(connection: Connection, account: str, **values: object) -> None:
    connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == account).values(**values))
