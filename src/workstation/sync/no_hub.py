"""No hub at all: for a station on its own and for rehearsals. What is written stays here."""

from workstation.domain.envelopes import Change, Enrol, Enrolled, Knew, Pull, Pulled, Push, Pushed, Recovered
from workstation.sync.protocol import Unreachable


class NoHub:
    """Keeps to `protocol.Hub` and is never reached."""

    def enrol(self, enrol: Enrol) -> Enrolled:
        """Raise Unreachable."""
        raise Unreachable

    def push(self, device: str, push: Push) -> Pushed:
        """Raise Unreachable."""
        raise Unreachable

    def pull(self, device: str, pull: Pull) -> Pulled:
        """Raise Unreachable."""
        raise Unreachable

    def known(self, device: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Raise Unreachable."""
        raise Unreachable

    def mark(self, device: str, wish: str) -> str:
        """Raise Unreachable."""
        raise Unreachable

    def recover(self, device: str, changes: tuple[Change, ...], knew: Knew) -> Recovered:
        """Raise Unreachable."""
        raise Unreachable
