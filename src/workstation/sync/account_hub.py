"""The hub as an account speaks to it, for as long as one command lasts: its token is in memory and nowhere else."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import parse_qs, urlsplit

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from workstation.domain.wire_reading import LONG, NotWire, matching
from workstation.sync.http_hub import Address, HttpHub, SignInAgain
from workstation.sync.loopback import PATIENCE, Loopback
from workstation.sync.protocol import NotAdmitted, Unreachable


def _no_device() -> Ed25519PrivateKey:
    raise NotAdmitted


class AccountHub(HttpHub):
    """Signs in first, in one of two ways; then `do` asks what the account's role may ask."""

    def __init__(self, address: Address) -> None:
        super().__init__(address, _no_device)
        self._token_of_account = ""

    def sign_in(self, account: str, password: str, number: str) -> None:
        """Sign in by password and one-time number. Raises NotAdmitted, Unreachable."""
        asked = {"account": account, "password": password, "number": number}
        self._token_of_account = self._text(self._ask("sign-in", asked), "token")

    def sign_in_by_organisation(
        self, said: str, open_page: Callable[[str], object], seconds: float = PATIENCE
    ) -> None:
        """Sign in at the organisation's own page in a browser, which `open_page` opens.

        Raises NotPermitted when the hub has no such page, NotAdmitted, NotComeBack, Unreachable.
        """
        with Loopback(said) as back:
            started = self._ask("sso-start", {"redirect": back.redirect})
            page, ticket = self._text(started, "page"), self._text(started, "ticket")
            parts = urlsplit(page)
            state = parse_qs(parts.query).get("state", [""])[0]
            if parts.scheme != "https" or not parts.hostname or not state:
                raise Unreachable
            open_page(page)
            code = back.wait(state, seconds)
            asked = {"ticket": ticket, "state": state, "code": code, "redirect": back.redirect}
        self._token_of_account = self._text(self._ask("sso-finish", asked), "token")

    def do(self, name: str, asked: Mapping[str, Any]) -> dict[str, Any]:
        """Ask as the account that signed in. Raises NotPermitted, NotAdmitted, Unreachable."""
        try:
            return self._ask(name, asked, self._token_of_account)
        except SignInAgain:
            raise NotAdmitted from None

    def _text(self, found: Mapping[str, Any], name: str) -> str:
        try:
            return matching(LONG, found, name)
        except NotWire:
            raise Unreachable from None
