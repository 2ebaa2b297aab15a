"""The hub's database: PostgreSQL for real, SQLite for a trial on one machine; the same statements on both."""

import logging
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import psycopg
from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DBAPIError

from workstation.hub import trips

TRIES = 8
# serialisation failure, deadlock, two creating the same row, a connection that died: each call is repeatable
REPEATABLE = {"40001", "40P01", "23505", "57P01", "08006", "08003", "08000"}

T = TypeVar("T")
logger = logging.getLogger(__name__)


class DatabaseAway(Exception):
    """The database does not answer, or keeps refusing; the caller may come back later. Carries no content."""


class Database:
    """Transactions on the hub's database. Several processes may each have one on the same PostgreSQL."""

    def __init__(self, url: str) -> None:
        self.engine = _postgresql(url) if url.startswith("postgresql") else _sqlite(url)

    @property
    def on_postgresql(self) -> bool:
        """Whether this is PostgreSQL, or a database that speaks its language."""
        return self.engine.dialect.name == "postgresql"

    @contextmanager
    def work(self) -> Iterator[Connection]:
        """One transaction that writes: commit or roll back."""
        with self.engine.begin() as connection:
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """One view that does not move while it is read; writes nothing."""
        options: dict[str, Any] = {"reads_only": True}
        if self.on_postgresql:
            options["isolation_level"] = "REPEATABLE READ"
        with self.engine.connect().execution_options(**options) as connection, connection.begin():
            yield connection

    def repeated(self, call: Callable[[], T]) -> T:
        """Return what the call returns, trying again when it met another. Raises DatabaseAway at the end.

        Only SQLSTATE and the name of a constraint are logged: the driver's own sentence holds the row.
        """
        for attempt in range(TRIES):
            try:
                return call()
            except (DBAPIError, psycopg.Error) as error:
                state, constraint = _named(error)
                again = state in REPEATABLE or _cut_off(error)
                if not again or attempt == TRIES - 1:
                    logger.warning("database refused: %s %s", state, constraint)
                    raise DatabaseAway from None
                time.sleep(0.002 * attempt * attempt)
        raise DatabaseAway

    def overwrite_old(self) -> None:
        """Leave nothing of replaced rows in the files of SQLite; on PostgreSQL that is a matter of its vacuum."""
        if not self.on_postgresql:
            pooled = self.engine.raw_connection()
            try:
                pooled.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
            finally:
                pooled.close()

    def close(self) -> None:
        """Give back every connection."""
        self.engine.dispose()


def _cut_off(error: DBAPIError | psycopg.Error) -> bool:
    """Whether the connection is gone; it may have rested since the server was there last."""
    if isinstance(error, DBAPIError):
        return error.connection_invalidated
    return isinstance(error, psycopg.OperationalError) and error.sqlstate is None


def _named(error: DBAPIError | psycopg.Error) -> tuple[str, str]:
    original = error.orig if isinstance(error, DBAPIError) else error
    state = getattr(original, "sqlstate", None) or getattr(original, "sqlite_errorname", None) or "-"
    constraint = getattr(getattr(original, "diag", None), "constraint_name", None) or "-"
    return str(state), str(constraint)


def _postgresql(url: str) -> Engine:
    address = url if url.startswith("postgresql+") else url.replace("postgresql:", "postgresql+psycopg:", 1)
    # a connection that died with the server is noticed when it is used: every call is repeatable
    engine = create_engine(address, pool_size=10, max_overflow=10, pool_use_lifo=True, hide_parameters=True)

    @event.listens_for(engine, "connect")
    def _prepare(connection: psycopg.Connection[Any], _record: object) -> None:
        trips.prepare(connection)

    return engine


def _sqlite(url: str) -> Engine:
    engine = create_engine(url, hide_parameters=True, pool_size=10, max_overflow=10)

    @event.listens_for(engine, "connect")
    def _prepare(connection: Any, _record: object) -> None:  # noqa: ANN401  # sqlite3.Connection behind the pool
        connection.isolation_level = None  # we say BEGIN ourselves
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=20000", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reads = connection.get_execution_options().get("reads_only")
        connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")

    return engine
