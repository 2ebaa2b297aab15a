"""The clock of a rehearsal: begins when the scenario begins, stands still in a pause, can be put forward."""

from collections.abc import Callable
from datetime import datetime, timedelta

from workstation.domain import moments


class SimulatedClock:
    """A clock as the desk asks for one (`moments.Now`), and seconds that only grow (`seconds()`).

    `running` gives real seconds; a script hands in its own.
    """

    def __init__(self, begins: datetime, running: Callable[[], float] = moments.seconds_running) -> None:
        self._begins, self._running = begins, running
        self._before = 0.0
        self._since: float | None = running()

    def __call__(self) -> datetime:
        """Return the moment in the scenario."""
        return self._begins + timedelta(seconds=self.seconds())

    def seconds(self) -> float:
        """Return the seconds since the rehearsal began, pauses left out."""
        going = self._running() - self._since if self._since is not None else 0.0
        return self._before + max(0.0, going)

    @property
    def paused(self) -> bool:
        """Whether it stands still."""
        return self._since is None

    def pause(self) -> None:
        """Stand still."""
        self._before, self._since = self.seconds(), None

    def go_on(self) -> None:
        """Run again."""
        if self._since is None:
            self._since = self._running()

    def put_forward(self, seconds: float) -> None:
        """Skip some time; never backwards. Raises ValueError."""
        if seconds < 0:
            raise ValueError("time goes one way")
        self._before += seconds
