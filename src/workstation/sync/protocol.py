"""The hub as a station knows it: six calls, and what it may answer instead.

`hub/archive.py` keeps to it in process, the station's HTTPS client over the line; one contract test for both.
Every call may be repeated: the hub answers a repeated change from its log.
"""

from typing import Protocol

from workstation.domain.envelopes import Change, Enrol, Enrolled, Knew, Pull, Pulled, Push, Pushed, Recovered


class Hub(Protocol):
    """The six calls of the hub. `device` is the name that `enrol` gave.

    All raise Unreachable when no answer came; all but `enrol` raise UnknownDevice, Revoked and AwayTooLong.
    """

    def enrol(self, enrol: Enrol) -> Enrolled:
        """Make a device known. Raises NotAdmitted for a used, expired or invented code."""

    def push(self, device: str, push: Push) -> Pushed:
        """Hand over changes in order. Raises Fork and Gap."""

    def pull(self, device: str, pull: Pull) -> Pulled:
        """Fetch what came after the cursors, in all granted streams."""

    def known(self, device: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of these change ids that the hub does not know."""

    def recover(self, device: str, changes: tuple[Change, ...], knew: Knew) -> Recovered:
        """Give back, under their own ids, changes that a restored hub no longer knows.

        They overtake only what the station once saw make way for them (`knew`); whatever else differs becomes a
        conflict. What the account of this device may not write is refused, and stays with the station.
        """

    def mark(self, device: str, wish: str) -> str:
        """Return the signs that this station puts in the numbers of its calls: no other station of this hub has them.

        `wish` is what it has now, empty when it wants others. Raises NotUnderstood for a hub that gives none.
        """


class HubRefusal(Exception):
    """An answer of the hub other than the one asked for. Carries no content."""

    code = "refused"


class NotAdmitted(HubRefusal):
    """The code, the signature or the password was not right; the hub does not say which."""

    code = "not_admitted"


class NotPermitted(HubRefusal):
    """The account of this device may not do this, or not for whom it was asked."""

    code = "not_allowed"


class UnknownDevice(HubRefusal):
    """The hub does not know this device: it was enrolled after the backup the hub came back from. Enrol again."""

    code = "unknown_device"


class Revoked(HubRefusal):
    """This device was revoked: destroy the key, then the store."""

    code = "revoked"


class AwayTooLong(HubRefusal):
    """Longer away than the policy allows: a coordinator must enrol the device again. Nothing is destroyed."""

    code = "away_too_long"


class Fork(HubRefusal):
    """Number `n` of this device holds another change: this store, or the hub's other friend, is a copy."""

    code = "fork"

    def __init__(self, n: int) -> None:
        super().__init__(n)
        self.n = n


class Gap(HubRefusal):
    """The hub expects number `expected` next."""

    code = "gap"

    def __init__(self, expected: int) -> None:
        super().__init__(expected)
        self.expected = expected


class NotUnderstood(HubRefusal):
    """The hub takes what came in for no envelope: too large, too deep, or newer than it knows."""

    code = "not_understood"


class Later(HubRefusal):
    """The hub asks to come back after `seconds`: too many requests, or its database is away."""

    code = "later"

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


class Unreachable(Exception):
    """No answer, or none that can be trusted to come from the hub. The world's fault; nothing is lost, try later."""
