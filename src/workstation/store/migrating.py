"""Brings a store to the version of this program: verified backup first, then one transaction.

No downgrade: a store is restored from the backup made a moment earlier. Only this file knows where migrations lie.
"""

import re
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection
from sqlalchemy.exc import DatabaseError

from workstation.store import engine as engines
from workstation.store.copying import verified_copy
from workstation.store.keys import Key
from workstation.store.refusals import DamagedStore, MigrationFailed, VaultTooNew
from workstation.store.translating import refusal_for, translated

if TYPE_CHECKING:
    from alembic.config import Config

KEPT_BACKUPS = 3


@cache
def _folder() -> Path:
    package = Path(__file__).resolve().parents[1]
    installed = package / "_migrations"
    return (installed if installed.is_dir() else package.parents[1] / "migrations") / "vault"


@cache
def revisions() -> tuple[str, ...]:
    """Return the revisions this program knows, oldest first."""
    names = sorted(file.name for file in (_folder() / "versions").glob("[0-9]*_*.py"))
    if not names:
        raise FileNotFoundError("migrations")
    return tuple(name.split("_")[0] for name in names)


def head() -> str:
    """Return the revision at which this program works."""
    return revisions()[-1]


def revision_of(path: Path, key: Key) -> str | None:
    """Return the revision a store stands at, None when it has no tables yet. Recovers the store first."""
    with translated():
        engines.recover(path, key)
        connection = engines.connect(path, key)
        try:
            made = connection.execute("SELECT 1 FROM sqlite_master WHERE name='alembic_version'").fetchone()
            found = connection.execute("SELECT version_num FROM alembic_version").fetchone() if made else None
        finally:
            connection.close()
    return str(found[0]) if found else None


def bring_to_head(path: Path, key: Key, backups: Path, at: datetime) -> bool:
    """Migrate the store if it needs it and return whether it did.

    Raises VaultTooNew for a store of a newer program and MigrationFailed when the store had to be left as it was.
    """
    found = revision_of(path, key)
    if found == head():
        return False
    if found is not None and found not in revisions():
        raise VaultTooNew
    if found is not None:
        stamp = at.strftime("%Y%m%dT%H%M%SZ")
        _back_up(path, key, backups / f"before-{head()}-from-{found}-{stamp}.db")
    _migrate(path, key)
    return True


def config_for(connection: Connection, metadata: Any = None) -> "Config":  # noqa: ANN401  # MetaData, for `check` alone
    """Return Alembic's configuration over a connection that is already in a transaction."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config


def _migrate(path: Path, key: Key) -> None:
    from alembic import command

    engine = engines.single(path, key)
    try:
        with engine.begin() as connection:
            command.upgrade(config_for(connection), "head")
            _prove(connection)
    except MigrationFailed:
        raise
    except Exception as error:
        # whatever went wrong, the transaction was rolled back; the counsellor needs one sentence
        world = refusal_for(getattr(error, "orig", None) or error)
        raise world or MigrationFailed from error
    finally:
        engine.dispose()


def _back_up(path: Path, key: Key, target: Path) -> None:
    if target.exists():
        return  # the try before this one made it a moment ago, of the same store
    with translated():
        connection = engines.connect(path, key)
        try:
            verified_copy(connection, target)
        finally:
            connection.close()
    _drop_old(target.parent)


def _prove(connection: Connection) -> None:
    """Refuse a result with orphans or a search index that does not match the narratives."""
    if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
        raise MigrationFailed
    if not search_index_matches(connection):
        raise MigrationFailed


def search_index_matches(connection: Connection) -> bool:
    """Return whether the search index says what the narratives say. Needs a transaction that may write."""
    try:
        connection.exec_driver_sql("INSERT INTO narratives_fts(narratives_fts, rank) VALUES('integrity-check', 1)")
    except DatabaseError as error:
        if isinstance(refusal_for(error.orig or error), DamagedStore):
            return False
        raise
    return True


def _drop_old(backups: Path) -> None:
    made = sorted(backups.glob("before-*.db"), key=lambda file: re.sub(r".*-(\d{8}T\d{6}Z)\.db$", r"\1", file.name))
    for file in made[:-KEPT_BACKUPS]:
        file.unlink()
