"""How often one may ask: a bucket per device or address, refilled steadily. Each process counts for itself."""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple


class Rate(NamedTuple):
    """So many at once, and so many a second afterwards."""

    burst: int
    a_second: float


class Rates:
    """Counts askers; forgets those longest unheard when there are too many."""

    def __init__(self, rate: Rate, most: int = 10_000, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._most = most
        self._clock = clock
        self._left: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def allow(self, asker: str, cost: float = 1) -> bool:
        """Take from the asker's bucket and return whether there was enough; a cost of 0 only looks."""
        with self._lock:
            now = self._clock()
            left, since = self._left.pop(asker, (float(self._rate.burst), now))
            left = min(float(self._rate.burst), left + (now - since) * self._rate.a_second)
            enough = left >= max(cost, 1)
            self._left[asker] = (left - cost if enough else left, now)
            while len(self._left) > self._most:
                self._left.popitem(last=False)
            return enough
