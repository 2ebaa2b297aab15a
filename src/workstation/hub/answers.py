"""What the hub answers when it does not do what was asked: fixed words, never 5xx, nothing of what came in."""

import logging
import traceback
from pathlib import Path

from workstation.domain.envelopes import Json
from workstation.domain.wire_reading import NotWire, written
from workstation.hub.administration import NotAllowed
from workstation.hub.bodies import TooLarge, TooSlow, Unreadable
from workstation.hub.database import DatabaseAway
from workstation.sync.protocol import (
    AwayTooLong,
    Fork,
    Gap,
    HubRefusal,
    Later,
    NotAdmitted,
    Revoked,
    UnknownDevice,
)

logger = logging.getLogger(__name__)

LATER = 5  # seconds

STATUS: dict[type[Exception], tuple[int, str]] = {
    NotWire: (400, "not_understood"),
    Unreadable: (400, "not_understood"),
    TooSlow: (408, "too_slow"),
    TooLarge: (413, "too_large"),
    NotAdmitted: (401, NotAdmitted.code),
    UnknownDevice: (401, UnknownDevice.code),
    Revoked: (403, Revoked.code),
    AwayTooLong: (403, AwayTooLong.code),
    NotAllowed: (403, "not_allowed"),
    Fork: (409, Fork.code),
    Gap: (409, Gap.code),
    Later: (429, Later.code),
    DatabaseAway: (429, Later.code),
}


class SignInFirst(HubRefusal):
    """No token, or one that is over: sign in again."""

    code = "sign_in"


STATUS[SignInFirst] = (401, SignInFirst.code)


def refusal(error: Exception) -> tuple[int, bytes]:
    """Return status and body for an exception; what we did not foresee asks to come back later, and is noted."""
    found = STATUS.get(type(error))
    if found is None:
        logger.error("unforeseen %s at %s", type(error).__name__, _where(error))
        found = (429, Later.code)
    status, code = found
    body: dict[str, Json] = {"error": code}
    if isinstance(error, Fork):
        body["n"] = error.n
    elif isinstance(error, Gap):
        body["expect"] = error.expected
    elif status == 429:
        body["seconds"] = error.seconds if isinstance(error, Later) else LATER
    return status, written(body).encode()


def _where(error: Exception) -> str:
    """Return file and line of the last frames, without the sentence of the exception: it may hold the row."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    return " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
