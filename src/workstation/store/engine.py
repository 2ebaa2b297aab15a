"""The one way to a connection: keyed first, ciphertext or nothing, recovery before the pool.

Order and settings follow what was measured: the key goes in through the C interface as a raw-key literal, before
any statement that touches the file; the first connection after every start is exclusive, because a write-ahead log
recovered with shared memory can put uninitialised heap into the `-shm` file.
"""

import os
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlcipher
from sqlalchemy import Connection, Engine, NullPool, create_engine, event
from sqlalchemy.pool import QueuePool

from workstation.store import straight
from workstation.store.keys import Key
from workstation.store.refusals import EmptyStore, PlaintextStore, StoreMissing, UnsafeLibrary
from workstation.store.translating import translated

PLAIN_HEADER = b"SQLite format 3"
PAGE = 4096
POOL_SIZE = 3

SETTINGS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "temp_store=MEMORY",  # the sorter's temporary files would be plaintext
    "cache_size=-65536",
    "busy_timeout=5000",
    "trusted_schema=OFF",
    "secure_delete=ON",
    "fullfsync=ON",  # macOS alone listens
    "checkpoint_fullfsync=ON",
)
EXCLUSIVE = (
    "busy_timeout=1000",
    "locking_mode=EXCLUSIVE",
    "synchronous=FULL",
    "temp_store=MEMORY",
    "secure_delete=ON",
)


def connect(path: Path, key: Key, settings: tuple[str, ...] = SETTINGS) -> Any:  # noqa: ANN401  # the driver has no types
    """Return a keyed connection that has read something. Raises the driver's errors when the key does not fit."""
    connection = sqlcipher.connect(os.fspath(path), timeout=5, check_same_thread=False)
    try:
        connection.execute("PRAGMA cipher_log_level=NONE").fetchall()
        literal = key.literal()
        connection.set_key(literal)
        literal[:] = bytes(len(literal))
        connection.isolation_level = None  # BEGIN is ours to say
        for setting in settings:
            connection.execute(f"PRAGMA {setting}").fetchall()
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except BaseException:
        connection.close()
        raise
    return connection


def prove_library() -> None:
    """Refuse to work with a library that would leak or cannot encrypt. Raises UnsafeLibrary."""
    connection = sqlcipher.connect(":memory:")
    try:
        version = connection.execute("PRAGMA cipher_version").fetchone()
        options = {row[0] for row in connection.execute("PRAGMA compile_options")}
        temp_store = connection.execute("PRAGMA temp_store").fetchone()
    finally:
        connection.close()
    if not version or not version[0] or not {"TEMP_STORE=2", "ENABLE_FTS5"} <= options or temp_store[0] not in {0, 2}:
        raise UnsafeLibrary


def library_versions() -> dict[str, str]:
    """Return the versions of what lies inside the cipher library, as it says itself."""
    connection = sqlcipher.connect(":memory:")
    try:
        connection.set_key(bytearray(b"x'" + b"0" * 64 + b"'"))  # the provider answers only once there is a key
        found = {
            "sqlcipher": connection.execute("PRAGMA cipher_version").fetchone(),
            "provider": connection.execute("PRAGMA cipher_provider_version").fetchone(),
            "sqlite": (sqlcipher.sqlite_version,),
        }
    finally:
        connection.close()
    return {name: str(row[0]) if row else "" for name, row in found.items()}


def look_at_file(path: Path) -> None:
    """Refuse a store that is missing, empty or not encrypted, without touching it."""
    if not path.is_file():
        raise StoreMissing
    with path.open("rb") as file:
        head = file.read(len(PLAIN_HEADER))
    if not head:
        raise EmptyStore
    if head == PLAIN_HEADER:
        raise PlaintextStore


def recover(path: Path, key: Key) -> None:
    """Bring the write-ahead log home alone, before anybody shares memory. Always the first touch after a start."""
    look_at_file(path)
    connection = connect(path, key, EXCLUSIVE)
    try:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    path.with_name(path.name + "-shm").unlink(missing_ok=True)


def create(path: Path, key: Key) -> None:
    """Make an empty encrypted store. Raises FileExistsError rather than touch what is there."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    connection = connect(path, key, (*EXCLUSIVE, "page_size=4096", "journal_mode=WAL"))
    try:
        connection.execute("CREATE TABLE begun (x)")  # a keyed file stays empty until something is written
        connection.execute("DROP TABLE begun")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    finally:
        connection.close()
    look_at_file(path)


def pooled(path: Path, key: Key, size: int = POOL_SIZE) -> Engine:
    """Return an engine whose connections are all open already, so that the key can be wiped."""
    with translated():
        recover(path, key)
        engine = _engine(
            path,
            key,
            SETTINGS,
            poolclass=QueuePool,
            pool_size=size,
            max_overflow=0,
            pool_timeout=10,
            pool_use_lifo=True,
        )
        for connection in [engine.connect() for _ in range(size)]:
            connection.close()
    look_at_file(path)
    return engine


def single(path: Path, key: Key) -> Engine:
    """Return an engine for migrations: one connection at a time, foreign keys off.

    Rebuilding a parent table with foreign keys on would empty its children, and the setting cannot be changed
    inside a transaction.
    """
    return _engine(path, key, (*SETTINGS, "foreign_keys=OFF"), poolclass=NullPool)


def _engine(path: Path, key: Key, settings: tuple[str, ...], **pool: Any) -> Engine:  # noqa: ANN401  # SQLAlchemy's own
    engine = create_engine(
        "sqlite://",
        module=sqlcipher,
        creator=lambda: connect(path, key, settings),
        hide_parameters=True,
        **pool,
    )

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        # a transaction that reads first and writes later is refused at once when another wrote in between
        reading = connection.get_execution_options().get("reading")
        straight.run(connection, "BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine
