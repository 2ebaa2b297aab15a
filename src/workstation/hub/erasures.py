"""Erasure needs two persons: one asks with a reason, another confirms after some days; either may not be both."""

from collections.abc import Callable
from datetime import date, datetime, time
from uuid import uuid4

from sqlalchemy import Connection, func, insert, select, update

from workstation.domain.moments import BRUSSELS
from workstation.hub.administration import NotAllowed
from workstation.hub.archive import now_utc
from workstation.hub.database import Database
from workstation.hub.erasing import erase
from workstation.hub.tables import ACTS, ERASURES

WAITS = 72 * 3600  # seconds between asking and erasing
EXPIRES = 14 * 24 * 3600  # seconds


def erased_since(connection: Connection, day: date) -> int:
    """Return how many records were erased from a day of Brussels on. What they were is not known any more."""
    began = int(datetime.combine(day, time(), BRUSSELS).timestamp())
    return int(connection.execute(select(func.count()).where(ERASURES.c.done >= began)).scalar_one())


class Erasures:
    """Requests to erase a record, and their confirmation."""

    def __init__(self, database: Database, clock: Callable[[], datetime] = now_utc, waits: int = WAITS) -> None:
        self._database = database
        self._clock = clock
        self._waits = waits

    def ask(self, record: str, reason: str, by: str) -> str:
        """Note a request and return its id."""
        id_, at = uuid4().hex, self._seconds()

        def once() -> str:
            with self._database.work() as connection:
                connection.execute(
                    insert(ERASURES), {"id": id_, "record": record, "asked_by": by, "asked": at, "reason": reason}
                )
                connection.execute(insert(ACTS), {"at": at, "account": by, "act": "ask_erasure", "subject": record})
            return id_

        return self._database.repeated(once)

    def confirm(self, erasure: str, by: str) -> int:
        """Erase, and return how many records that were. Raises NotAllowed: same person, too early, too late, done."""
        at = self._seconds()

        def once() -> int:
            with self._database.work() as connection:
                wanted = select(ERASURES).where(ERASURES.c.id == erasure).with_for_update()
                found = connection.execute(wanted).first()
                if found is None or found.done is not None or found.asked_by == by:
                    raise NotAllowed
                if not self._waits <= at - found.asked <= EXPIRES:
                    raise NotAllowed
                number = erase(connection, found.record)
                connection.execute(update(ERASURES).where(ERASURES.c.id == erasure).values(confirmed_by=by, done=at))
                connection.execute(
                    insert(ACTS), {"at": at, "account": by, "act": "confirm_erasure", "subject": found.record}
                )
                return number

        return self._database.repeated(once)

    def _seconds(self) -> int:
        return int(self._clock().timestamp())
