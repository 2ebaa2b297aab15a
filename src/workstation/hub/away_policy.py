"""How long a station may stay away, as it was last set: read again once a minute, never for every request."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Final

from sqlalchemy import select

from workstation.hub.database import Database
from workstation.hub.tables import META

LONGEST_AWAY: Final = 30 * 24 * 3600  # seconds; longer needs a coordinator
LONGEST_AWAY_DAYS: Final = "longest_away_days"  # in the hub's own table; absent: LONGEST_AWAY
READ_EVERY: Final = 60  # seconds: as late as a change may come to a process of the hub


def longest_away_of(database: Database) -> int:
    """Return the seconds that the hub's own table says."""
    with database.snapshot() as connection:
        days = connection.execute(select(META.c.value).where(META.c.name == LONGEST_AWAY_DAYS)).scalar_one_or_none()
    return int(days) * 24 * 3600 if days is not None else LONGEST_AWAY


class AwayPolicy:
    """The policy of one process. Whoever reads it anew keeps nobody waiting: the others go by what was read last."""

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database, self._clock = database, clock
        self._lock = threading.Lock()
        self._seconds, self._read_at = longest_away_of(database), clock().timestamp()

    def seconds(self) -> int:
        """Return after how many seconds without contact a station needs a coordinator."""
        now = self._clock().timestamp()
        # a clock that was set back does not keep an old policy in force
        if 0 <= now - self._read_at < READ_EVERY or not self._lock.acquire(blocking=False):
            return self._seconds
        try:
            self._seconds, self._read_at = self._database.repeated(lambda: longest_away_of(self._database)), now
        finally:
            self._lock.release()
        return self._seconds
