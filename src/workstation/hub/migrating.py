"""Brings the hub's database to the version of this program, in one transaction. No downgrade: restore a backup."""

import secrets
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from sqlalchemy import Connection, insert, select, text

from workstation.hub.database import Database
from workstation.hub.erasing import NOWHERE_SEEN
from workstation.hub.tables import META, STREAMS

if TYPE_CHECKING:
    from alembic.config import Config

LOCK = 1712  # several hub processes may start at once; one migrates, the others wait


class HubTooNew(Exception):
    """The database was migrated by a newer program."""


@cache
def _folder() -> Path:
    package = Path(__file__).resolve().parents[1]
    installed = package / "_migrations"
    return (installed if installed.is_dir() else package.parents[1] / "migrations") / "hub"


@cache
def revisions() -> tuple[str, ...]:
    """Return the revisions this program knows, oldest first."""
    names = sorted(file.name for file in (_folder() / "versions").glob("[0-9]*_*.py"))
    if not names:
        raise FileNotFoundError("migrations")
    return tuple(name.split("_")[0] for name in names)


def config_for(connection: Connection, metadata: Any = None) -> "Config":  # noqa: ANN401  # MetaData, for `check` alone
    """Return Alembic's configuration over a connection that is already in a transaction."""
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_folder()).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["metadata"] = metadata
    return config


def bring_to_head(database: Database, target: str = "head") -> None:
    """Migrate the hub and give it its epoch and secret if it has none. Raises HubTooNew."""
    from alembic import command

    with database.work() as connection:
        if database.on_postgresql:
            connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": LOCK})
        found = revision_of(connection)
        if found is not None and found not in revisions():
            raise HubTooNew
        if found != revisions()[-1]:
            command.upgrade(config_for(connection), target)
        _prime(connection)


def revision_of(connection: Connection) -> str | None:
    """Return the revision of this database, None when it has no tables yet."""
    from alembic.runtime.migration import MigrationContext

    return MigrationContext.configure(connection).get_current_revision()


def _prime(connection: Connection) -> None:
    there = set(connection.execute(select(META.c.name)).scalars())
    for name, value in (("epoch", uuid4().hex), ("token_secret", secrets.token_hex(32))):
        if name not in there:
            connection.execute(insert(META), {"name": name, "value": value})
    if connection.execute(select(STREAMS.c.id).where(STREAMS.c.id == NOWHERE_SEEN)).first() is None:
        values = {"id": NOWHERE_SEEN, "kind": "erased", "head": 0, "digest": 0}
        connection.execute(insert(STREAMS), values)
