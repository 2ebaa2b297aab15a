"""The hub over HTTPS: TLS 1.2 or newer, the certificate we were given and no other, no proxy that nobody chose.

There is no other road: an address that does not begin with https:// is refused when it is read.
"""

import base64
import gzip
import hashlib
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, TypeVar
from urllib.parse import urlsplit

import httpx
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from workstation.domain import wire
from workstation.domain.envelopes import (
    Change,
    Enrol,
    Enrolled,
    Knew,
    Pull,
    Pulled,
    Push,
    Pushed,
    Recovered,
    sign_in_words,
)
from workstation.domain.wire_reading import LINE, MARK, NotWire, matching, number, read, written
from workstation.sync.protocol import (
    AwayTooLong,
    Fork,
    Gap,
    HubRefusal,
    Later,
    NotAdmitted,
    NotPermitted,
    NotUnderstood,
    Revoked,
    UnknownDevice,
    Unreachable,
)

T = TypeVar("T")

PACKED_FROM: Final = 2_000  # bytes
LARGEST: Final = 64 * 1024 * 1024  # bytes of one answer, unpacked
PATIENCE: Final = httpx.Timeout(30.0, connect=6.0)
SPARE: Final = 60.0  # seconds before its end at which a token is not used any more
SIGN_IN: Final = "sign_in"

_REFUSALS: Final[Mapping[str, type[HubRefusal]]] = {
    one.code: one for one in (NotAdmitted, NotPermitted, UnknownDevice, Revoked, AwayTooLong, NotUnderstood)
} | {"no_such_call": NotUnderstood}  # an older hub


@dataclass(frozen=True, slots=True)
class Address:
    """Where the hub is, and the certificate (PEM) that alone is believed there."""

    url: str
    certificate: str

    def __post_init__(self) -> None:
        """Raise ValueError for any address but one of HTTPS."""
        parts = urlsplit(self.url)
        if parts.scheme != "https" or not parts.hostname or parts.username or parts.query or parts.fragment:
            raise ValueError("https")


class SignInAgain(Exception):
    """The hub takes this token for none of its own, or for one that is over."""


class HttpHub:
    """Keeps to `protocol.Hub`. Used by one lane; `key` gives the device's key when it signs in."""

    def __init__(self, address: Address, key: Callable[[], Ed25519PrivateKey]) -> None:
        self._key = key
        self._tokens: dict[str, tuple[str, float]] = {}
        self._client = httpx.Client(
            base_url=address.url.rstrip("/") + "/v1/",
            verify=trusting(address.certificate),
            trust_env=False,
            follow_redirects=False,
            timeout=PATIENCE,
            headers={"accept-encoding": "gzip", "content-type": "application/json"},
        )

    def close(self) -> None:
        """Let the line go."""
        self._client.close()

    def enrol(self, enrol: Enrol) -> Enrolled:
        """Make a device known."""
        return _read(wire.enrolled_in, self._ask("enrol", wire.enrol_out(enrol)))

    def invite(self, device: str, account: str) -> str:
        """Return a one-time code with which this account enrols one device. Raises NotPermitted."""
        return _read(
            lambda found: matching(LINE, found, "code"), self._ask_as(device, "invite", {"account": account})
        )

    def withdraw(self, device: str, account: str) -> int:
        """Refuse every device of this account from now on; return how many there were. Raises NotPermitted."""
        return _read(
            lambda found: number(found.get("devices"), "devices"),
            self._ask_as(device, "withdraw", {"account": account}),
        )

    def mark(self, device: str, wish: str) -> str:
        """Return the signs of this station in the numbers of its calls."""
        return _read(lambda found: matching(MARK, found, "mark"), self._ask_as(device, "mark", {"mark": wish}))

    def keep_group(self, device: str, group: str, members: tuple[str, ...]) -> None:
        """Have room made for a sealed group, seen by the stations of these members. Raises NotPermitted."""
        self._ask_as(device, "group", {"group": group, "members": list(members)})

    def push(self, device: str, push: Push) -> Pushed:
        """Hand over changes."""
        return _read(wire.pushed_in, self._ask_as(device, "push", wire.push_out(push)))

    def pull(self, device: str, pull: Pull) -> Pulled:
        """Fetch what came after the cursors."""
        return _read(wire.pulled_in, self._ask_as(device, "pull", wire.pull_out(pull)))

    def known(self, device: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of these ids that the hub does not know."""
        return _read(lambda found: wire.ids_in(found, "unknown"), self._ask_as(device, "known", {"ids": list(ids)}))

    def recover(self, device: str, changes: tuple[Change, ...], knew: Knew) -> Recovered:
        """Give back what a restored hub lost."""
        return _read(wire.recovered_in, self._ask_as(device, "recover", wire.recover_out(changes, knew)))

    def _ask_as(self, device: str, name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        try:
            return self._ask(name, asked, self._token(device))
        except SignInAgain:
            self._tokens.pop(device, None)
        try:
            return self._ask(name, asked, self._token(device))
        except SignInAgain:
            raise Unreachable from None

    def _token(self, device: str) -> str:
        token, until = self._tokens.get(device, ("", 0.0))
        if monotonic() < until:
            return token
        try:
            challenge = matching(LINE, self._ask("challenge", {"device": device}), "challenge")
            signature = base64.b64encode(self._key().sign(sign_in_words(device, challenge))).decode()
            asked = {"device": device, "challenge": challenge, "signature": signature}
            found = self._ask("token", asked)
            token, seconds = matching(LINE, found, "token"), number(found.get("seconds"), "seconds")
        except (NotWire, SignInAgain):
            raise Unreachable from None
        self._tokens[device] = (token, monotonic() + seconds - SPARE)
        return token

    def _ask(self, name: str, asked: Mapping[str, Any], token: str = "") -> dict[str, Any]:
        body = written(asked).encode()
        headers = {"authorization": f"Bearer {token}"} if token else {}
        if len(body) > PACKED_FROM:
            body, headers["content-encoding"] = gzip.compress(body, 1), "gzip"
        try:
            with self._client.stream("POST", name, content=body, headers=headers) as answer:
                status, raw = answer.status_code, _bounded(answer)
            found = read(raw)
        except (httpx.HTTPError, httpx.InvalidURL, NotWire, OSError):
            raise Unreachable from None  # the cause may quote what was sent
        if status == httpx.codes.OK:
            return found
        raise _refusal(found)


def trusting(certificate: str) -> ssl.SSLContext:
    """Return TLS settings that believe this certificate, or what it signed, and nothing the machine believes."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_verify_locations(cadata=certificate)
    return context


def certificate_with(url: str, fingerprint: str) -> str:
    """Fetch the hub's certificate and return it, if it is the one whose SHA-256 a person handed over.

    Raises Unreachable, also for any other certificate: nothing is sent before this is settled.
    """
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname:
        raise Unreachable
    try:
        found = ssl.get_server_certificate((parts.hostname, parts.port or 443), timeout=6)
    except (OSError, ValueError):
        raise Unreachable from None
    digest = hashlib.sha256(ssl.PEM_cert_to_DER_cert(found)).hexdigest()
    if digest != fingerprint.replace(":", "").lower():
        raise Unreachable
    return found


def _bounded(answer: httpx.Response) -> bytes:
    parts, size = [], 0
    for part in answer.iter_bytes():
        size += len(part)
        if size > LARGEST:
            raise NotWire("size")
        parts.append(part)
    return b"".join(parts)


def _read(reading: Callable[[dict[str, Any]], T], found: dict[str, Any]) -> T:
    try:
        return reading(found)
    except NotWire:
        raise Unreachable from None


def _refusal(found: Mapping[str, Any]) -> Exception:
    code = found.get("error")
    try:
        if code == SIGN_IN:
            return SignInAgain()
        if code == Gap.code:
            return Gap(number(found.get("expect"), "expect"))
        if code == Fork.code:
            return Fork(number(found.get("n"), "n"))
        if code == Later.code:
            return Later(min(number(found.get("seconds"), "seconds"), 3600))
    except NotWire:
        return Unreachable()
    return _REFUSALS[code]() if isinstance(code, str) and code in _REFUSALS else Unreachable()
