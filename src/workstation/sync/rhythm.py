"""When to meet the hub: soon after a write, now and then to hear of others, ever later while it does not answer.

All moments are jittered: neither do two hundred stations knock at once, nor does a moment on the line tell when
somebody pressed a key.
"""

from collections.abc import Callable
from random import SystemRandom
from typing import Final

SOON: Final = (0.8, 2.5)  # seconds after a write: what follows at once goes along
NOW_AND_THEN: Final = (15.0, 30.0)
SHORTEST, LONGEST = 4.0, 300.0  # seconds between tries that fail


class Rhythm:
    """Says after each thing that happens how many seconds to wait for the next meeting."""

    def __init__(self, between: Callable[[float, float], float] | None = None) -> None:
        """Draw moments by `between`; None: by the machine's own chance."""
        self._between = between or SystemRandom().uniform
        self._failures = 0

    def written(self) -> float:
        """Return how long to wait after a write. While the hub does not answer, a write hurries nothing."""
        return self._between(*SOON) if not self._failures else self._after_failures()

    def met(self, *, more: bool = False) -> float:
        """Return how long to wait after a meeting; `more` = something was written meanwhile."""
        self._failures = 0
        return self._between(*(SOON if more else NOW_AND_THEN))

    def failed(self, at_least: float = 0.0) -> float:
        """Return how long to wait when a meeting failed, or the hub asked for `at_least` so many seconds."""
        self._failures += 1
        return max(at_least, self._after_failures())

    def _after_failures(self) -> float:
        longest = min(LONGEST, SHORTEST * 2.0 ** min(self._failures - 1, 10))
        return self._between(longest / 2, longest)
