"""What a provider's identity token must be before anybody is believed to be somebody: nothing of it is optional."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any, Final

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import KeySet

# asymmetric alone: "none" proves nothing, and with HS256 whoever knows the client's secret could write tokens
ALGORITHMS: Final = ("RS256", "PS256", "ES256", "EdDSA", "Ed25519")
LEEWAY: Final = 60  # seconds between two clocks
LONGEST: Final = 16_000  # characters


class Disbelieved(Exception):
    """The token proves nothing. `why` is one word for the log, never anything out of the token."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


def believed(
    token: object, keys: Mapping[str, Any], expected: Mapping[str, str], clock: Callable[[], datetime]
) -> dict[str, Any]:
    """Return the claims of a token. `expected`: `issuer`, `client` and `nonce`. Raises Disbelieved."""
    if not isinstance(token, str) or len(token) > LONGEST:
        raise Disbelieved("form")
    try:
        found = jwt.decode(token, KeySet.import_key_set(dict(keys)), algorithms=list(ALGORITHMS))  # type: ignore[arg-type]
    except (JoseError, ValueError, KeyError, TypeError):
        raise Disbelieved("signature") from None
    claims = CodeIDToken(
        found.claims, found.header,
        options={"iss": {"essential": True, "value": expected["issuer"]},
                 "aud": {"essential": True, "value": expected["client"]},
                 "nonce": {"essential": True, "value": expected["nonce"]}},
        params={"nonce": expected["nonce"], "client_id": expected["client"]},
    )  # fmt: skip
    try:
        claims.validate(now=int(clock().timestamp()), leeway=LEEWAY)
    except (JoseError, ValueError, TypeError) as wrong:
        raise Disbelieved(getattr(wrong, "claim", None) or "claims") from None
    return dict(found.claims)
