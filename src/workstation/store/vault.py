"""The open vault: one transaction at a time, and the shelves in it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from sqlalchemy import Connection, Engine

from workstation.store import engine as engines
from workstation.store import straight
from workstation.store.copying import page_faults, verified_copy
from workstation.store.keys import Key
from workstation.store.read_anchor import OutsideAnchor
from workstation.store.refusals import VaultClosed
from workstation.store.translating import translated

if TYPE_CHECKING:
    from workstation.store.caller_codes import CallerCodes
    from workstation.store.calls import Calls
    from workstation.store.cases import Cases
    from workstation.store.directory import Directory
    from workstation.store.drafts import Drafts
    from workstation.store.follow_ups import FollowUps
    from workstation.store.giving_back import GivingBack
    from workstation.store.outbox import Outbox
    from workstation.store.prints import Prints
    from workstation.store.read_log import ReadLog
    from workstation.store.records import Records
    from workstation.store.remarks import Remarks
    from workstation.store.retention import Retention
    from workstation.store.settings import Settings
    from workstation.store.shifts import Shifts
    from workstation.store.sync_state import SyncState


class Work:
    """One transaction and its shelves. A shelf is made when it is first asked for."""

    def __init__(self, connection: Connection, outside: OutsideAnchor | None = None, *, waits: bool = True) -> None:
        self.connection = connection
        self.waits = waits  # for the disk, before it counts as kept
        self._outside = outside

    @property
    def written(self) -> int:
        """How many rows this connection has changed so far; more later: something was written in between."""
        changed: int = straight.driver(self.connection).total_changes
        return changed

    @cached_property
    def calls(self) -> "Calls":
        """Finished calls."""
        from workstation.store.calls import Calls

        return Calls(self.connection)

    @cached_property
    def drafts(self) -> "Drafts":
        """Unfinished forms."""
        from workstation.store.drafts import Drafts

        return Drafts(self.connection)

    @cached_property
    def shifts(self) -> "Shifts":
        """Shifts, running and past."""
        from workstation.store.shifts import Shifts

        return Shifts(self.connection)

    @cached_property
    def directory(self) -> "Directory":
        """The referral directory and its earlier versions."""
        from workstation.store.directory import Directory

        return Directory(self.connection)

    @cached_property
    def remarks(self) -> "Remarks":
        """What counsellors found wrong in the directory."""
        from workstation.store.remarks import Remarks

        return Remarks(self.connection)

    @cached_property
    def prints(self) -> "Prints":
        """The register of what went on paper."""
        from workstation.store.prints import Prints

        return Prints(self.connection)

    @cached_property
    def settings(self) -> "Settings":
        """Text by name."""
        from workstation.store.settings import Settings

        return Settings(self.connection)

    @cached_property
    def read_log(self) -> "ReadLog":
        """Who saw what. What is shown is noted here first."""
        from workstation.store.read_log import ReadLog

        return ReadLog(self.connection, self._outside)

    @cached_property
    def cases(self) -> "Cases":
        """Calls that belong together."""
        from workstation.store.cases import Cases

        return Cases(self.connection)

    @cached_property
    def caller_codes(self) -> "CallerCodes":
        """What returning callers hold instead of a name."""
        from workstation.store.caller_codes import CallerCodes

        return CallerCodes(self.connection)

    @cached_property
    def follow_ups(self) -> "FollowUps":
        """What is still to be done."""
        from workstation.store.follow_ups import FollowUps

        return FollowUps(self.connection)

    @cached_property
    def retention(self) -> "Retention":
        """What may be kept how long, and what needs two persons."""
        from workstation.store.retention import Retention

        return Retention(self.connection)

    def settle(self) -> None:
        """Do what may only happen once the transaction is kept: the anchor of the read log. Raises DiskTrouble."""
        if "read_log" in self.__dict__:
            self.read_log.keep_outside()

    @cached_property
    def outbox(self) -> "Outbox":
        """Own changes on their way to the hub."""
        from workstation.store.outbox import Outbox

        return Outbox(self.connection)

    @cached_property
    def records(self) -> "Records":
        """Records as the hub holds them."""
        from workstation.store.records import Records

        return Records(self.connection)

    @cached_property
    def giving_back(self) -> "GivingBack":
        """What a restored hub may have lost."""
        from workstation.store.giving_back import GivingBack

        return GivingBack(self.connection)

    @cached_property
    def sync_state(self) -> "SyncState":
        """What this station knows of the hub."""
        from workstation.store.sync_state import SyncState

        return SyncState(self.connection)


def _nothing() -> None:
    """Nothing to let go of."""


class Vault:
    """The encrypted store, unlocked. Safe to use from several threads; closing it is what locking means."""

    def __init__(self, path: Path, engine: Engine, let_go: Callable[[], None] = _nothing) -> None:
        self.path = path
        self._engine = engine
        self._let_go = let_go
        self._closed = False
        self._outside = OutsideAnchor.beside(path)

    @classmethod
    def opened(cls, path: Path, key: Key, let_go: Callable[[], None] = _nothing) -> Self:
        """Open a store that exists and stands at this version; the key is wiped.

        `let_go` is called after closing (the lock of the profile hangs on it). Most callers want `unlocking.unlock`.
        """
        engines.prove_library()
        try:
            return cls(path, engines.pooled(path, key), let_go)
        finally:
            key.wipe()

    @contextmanager
    def work(self, *, waits: bool = True) -> Iterator[Work]:
        """One writing transaction: everything in it is kept, or on any error nothing.

        With `waits=False` it does not wait for the disk: if the power fails before the next one that does, it may be
        as if it had never been. Only for what would then be done again to the letter; never for what a person did,
        nor for what is noted outside the store.
        """
        if self._closed:
            raise VaultClosed
        with translated(), self._engine.connect() as connection:
            # said each time, so that nothing depends on who had this connection before
            straight.run(connection, "PRAGMA synchronous=FULL" if waits else "PRAGMA synchronous=NORMAL")
            with connection.begin():
                work = Work(connection, self._outside, waits=waits)
                yield work
                if not waits and "read_log" in work.__dict__:
                    raise AssertionError("what is noted in the read log waits for the disk")
        work.settle()

    @contextmanager
    def reading(self) -> Iterator[Work]:
        """One consistent view of the store that cannot write and holds up no writer."""
        if self._closed:
            raise VaultClosed
        with translated(), self._engine.connect() as connection:
            # past SQLAlchemy, so that it takes neither for the beginning of a transaction
            driver: Any = connection.connection.driver_connection
            driver.execute("PRAGMA query_only=ON")
            try:
                reads = connection.execution_options(reading=True)
                reads.begin()
                yield Work(reads, self._outside)
            finally:
                connection.rollback()
                driver.execute("PRAGMA query_only=OFF")

    def copy_to(self, target: Path) -> None:
        """Make a verified encrypted copy of the store, while work goes on. Raises BackupFailed."""
        with self._driver() as connection:
            verified_copy(connection, target)

    def clear_traces(self) -> None:
        """Leave nothing of what was erased in the write-ahead log. Erased pages are overwritten as they go."""
        with self._driver() as connection:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def page_faults(self) -> list[str]:
        """Return what is wrong with the pages of the store, nothing when all is well. Takes a second per 200 MB."""
        with self._driver() as connection:
            connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
            return page_faults(connection)

    def close(self) -> None:
        """Wait for running work, bring the write-ahead log home, close every connection and let the profile go."""
        if self._closed:
            return
        self._closed = True
        try:
            self._close_connections()
        finally:
            self._let_go()

    @property
    def closed(self) -> bool:
        """Whether the vault was locked."""
        return self._closed

    @contextmanager
    def _driver(self) -> Iterator[Any]:
        if self._closed:
            raise VaultClosed
        with translated():
            pooled = self._engine.raw_connection()
            try:
                driver: Any = pooled.driver_connection
                driver.execute("PRAGMA synchronous=FULL")
                yield driver
            finally:
                pooled.close()

    def _close_connections(self) -> None:
        held = []
        try:
            with translated():
                # holding all of them at once means that nobody is in a transaction any more
                held += [self._engine.raw_connection() for _ in range(engines.POOL_SIZE)]
                driver: Any = held[0].driver_connection
                driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        finally:
            for connection in held:
                connection.close()
            self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
