"""Signing in through the organisation's own provider: OpenID Connect, authorization code with PKCE.

The person's browser goes to the provider and comes back to a port of that person's machine; the code that it brings
is worth nothing without the hub, which alone can make the verifier. Nothing is kept between the two calls: state,
nonce and verifier are all made from a ticket that the hub signed.
"""

import hmac
import json
import logging
import re
import ssl
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final
from urllib.parse import quote, urlsplit

import httpx
from authlib.oauth2.rfc6749.parameters import prepare_grant_uri, prepare_token_request
from authlib.oauth2.rfc7636 import create_s256_code_challenge
from sqlalchemy import select

from workstation.hub.archive import now_utc
from workstation.hub.database import Database
from workstation.hub.identity_tokens import Disbelieved, believed
from workstation.hub.tables import ACCOUNTS, IDENTITIES
from workstation.hub.tokens import Tokens
from workstation.sync.protocol import Later, NotAdmitted

logger = logging.getLogger(__name__)

# RFC 8252: back to the person's own machine, by number so that no name server is asked
REDIRECT: Final = re.compile(r"http://(127\.0\.0\.1|\[::1\]):\d{2,5}/[a-z-]{0,40}", re.ASCII)
DISCOVERY: Final = "/.well-known/openid-configuration"
KNOWN_FOR: Final = 3600  # seconds that the provider's addresses and keys are believed
LARGEST: Final = 1_000_000  # bytes of one answer
BUSY: Final = 10  # seconds to wait when the provider does not answer
AT_ONCE: Final = 4  # who waits for the provider; a provider that hangs must not take the hub's threads along


@dataclass(frozen=True, slots=True)
class Provider:
    """The organisation's provider. `authority`: PEM that alone is believed there, None = what the machine believes.

    `claim` says who somebody is; `sub` unless the provider's subjects are of no use to whoever links accounts.
    """

    issuer: str
    client: str
    secret: str = field(default="", repr=False)
    authority: str | None = None
    claim: str = "sub"

    def __post_init__(self) -> None:
        """Raise ValueError for any address but one of HTTPS."""
        expect_https(self.issuer)


def expect_https(url: object) -> str:
    """Return an address of HTTPS. Raises ValueError."""
    parts = urlsplit(url) if isinstance(url, str) else None
    if parts is None or parts.scheme != "https" or not parts.hostname or parts.username or parts.fragment:
        raise ValueError("https")
    return str(url)


class SingleSignOn:
    """Gives a token to an account whose holder the provider knows."""

    def __init__(
        self, database: Database, tokens: Tokens, provider: Provider, clock: Callable[[], datetime] = now_utc
    ) -> None:
        self._database, self._tokens, self._provider, self._clock = database, tokens, provider, clock
        self._lock = threading.Lock()
        self._known: tuple[float, dict[str, str], dict[str, Any]] | None = None
        self._away_until = 0.0
        self._at_once = threading.Semaphore(AT_ONCE)
        context = ssl.create_default_context(cadata=provider.authority)
        if provider.authority is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.load_verify_locations(cadata=provider.authority)
        context.minimum_version = ssl.TLSVersion.TLSv1_2
        self._trusting = context

    def start(self, redirect: str) -> tuple[str, str]:
        """Return the provider's page for a browser, and the ticket to come back with. Raises NotAdmitted, Later."""
        if not REDIRECT.fullmatch(redirect):
            raise NotAdmitted
        ticket, name = self._tokens.ticket("sso")
        page = prepare_grant_uri(
            self._addresses()["authorization_endpoint"],
            self._provider.client,
            "code",
            redirect,
            "openid" if self._provider.claim == "sub" else "openid profile email",
            self._tokens.derived("state", name),
            nonce=self._tokens.derived("nonce", name),
            code_challenge=create_s256_code_challenge(self._tokens.derived("verifier", name)),
            code_challenge_method="S256",
        )
        return str(page), ticket

    def finish(self, ticket: str, state: str, code: str, redirect: str) -> str:
        """Return a token for the account of whoever signed in there. Raises NotAdmitted for anything wrong; Later."""
        name = self._tokens.named("sso", ticket)
        if name is None or not hmac.compare_digest(state.encode(), self._tokens.derived("state", name).encode()):
            raise NotAdmitted
        if not self._at_once.acquire(blocking=False):
            raise Later(1)
        try:
            answer = self._exchanged(code, self._tokens.derived("verifier", name), redirect)
            claims = self._claims(answer.get("id_token"), self._tokens.derived("nonce", name))
        except Disbelieved as wrong:
            logger.warning("single sign-on refused: %s", wrong.why)
            raise NotAdmitted from None
        finally:
            self._at_once.release()
        account = self._database.repeated(lambda: self._account(claims.get(self._provider.claim)))
        if account is None:
            logger.warning("single sign-on refused: nobody of ours")
            raise NotAdmitted
        return self._tokens.give("account", account)

    def _exchanged(self, code: str, verifier: str, redirect: str) -> dict[str, Any]:
        """Hand the code in and return what the provider gives for it. Raises Disbelieved when it gives nothing."""
        provider = self._provider
        body = prepare_token_request("authorization_code", redirect_uri=redirect, code=code, code_verifier=verifier)
        headers = {"content-type": "application/x-www-form-urlencoded", "accept": "application/json"}
        who = httpx.BasicAuth(quote(provider.client, safe=""), quote(provider.secret, safe=""))
        status, found = self._asked(
            "POST", self._addresses()["token_endpoint"], content=body, headers=headers, auth=who
        )
        if status != httpx.codes.OK:
            raise Disbelieved("code")
        return found

    def _claims(self, token: object, nonce: str) -> dict[str, Any]:
        expected = {"issuer": self._provider.issuer, "client": self._provider.client, "nonce": nonce}
        try:
            return believed(token, self._keys(), expected, self._clock)
        except Disbelieved as wrong:
            if wrong.why != "signature":
                raise
        # the provider may have changed its keys: look once more, no more often than somebody brings a fresh code
        self._forget()
        return believed(token, self._keys(), expected, self._clock)

    def _account(self, subject: object) -> str | None:
        if not isinstance(subject, str) or not subject:
            return None
        wanted = (
            select(ACCOUNTS.c.id)
            .join(IDENTITIES, IDENTITIES.c.account == ACCOUNTS.c.id)
            .where(IDENTITIES.c.issuer == self._provider.issuer, IDENTITIES.c.subject == subject, ACCOUNTS.c.active)
        )
        with self._database.snapshot() as connection:
            found: str | None = connection.execute(wanted).scalars().first()
            return found

    # -- the provider ------------------------------------------------------------------------------------------

    def _addresses(self) -> dict[str, str]:
        return self._provided()[0]

    def _keys(self) -> dict[str, Any]:
        return self._provided()[1]

    def _forget(self) -> None:
        self._known = None

    def _provided(self) -> tuple[dict[str, str], dict[str, Any]]:
        """Return the provider's addresses and keys. Raises Later when it does not answer as it must."""
        now, known = self._clock().timestamp(), self._known
        if known is not None and known[0] >= now:
            return known[1], known[2]
        if now < self._away_until or not self._lock.acquire(blocking=False):
            raise Later(BUSY)
        try:
            self._away_until = now + BUSY
            addresses = self._discovered()
            status, keys = self._asked("GET", addresses["jwks_uri"])
            if status != httpx.codes.OK:
                raise Later(BUSY)
            self._known, self._away_until = (now + KNOWN_FOR, addresses, keys), 0.0
        finally:
            self._lock.release()
        return addresses, keys

    def _discovered(self) -> dict[str, str]:
        issuer = self._provider.issuer
        status, found = self._asked("GET", issuer.rstrip("/") + DISCOVERY)
        names = ("authorization_endpoint", "token_endpoint", "jwks_uri")
        if status == httpx.codes.OK and found.get("issuer") == issuer:
            with suppress(ValueError):
                return {name: expect_https(found.get(name)) for name in names}
        logger.warning("the provider does not describe itself as the one we know")
        raise Later(BUSY)

    def _line(self) -> httpx.Client:
        return httpx.Client(verify=self._trusting, trust_env=False, follow_redirects=False, timeout=10.0)

    def _asked(self, method: str, url: str, **more: Any) -> tuple[int, dict[str, Any]]:  # noqa: ANN401 - httpx
        try:
            # people sign in seldom: no line is kept
            with self._line() as line, line.stream(method, url, **more) as answer:
                raw = b""
                for part in answer.iter_bytes():
                    raw += part[: LARGEST + 1 - len(raw)]
                    if len(raw) > LARGEST:
                        break
            found = json.loads(raw) if len(raw) <= LARGEST else None
        except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError, RecursionError):
            logger.warning("the provider of single sign-on does not answer")
            raise Later(BUSY) from None  # the cause may quote what was sent
        if not isinstance(found, Mapping):
            raise Later(BUSY)
        return answer.status_code, dict(found)
