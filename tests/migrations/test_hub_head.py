"""The newest migration of the hub gives exactly the tables the code declares, on both databases."""

from alembic import command
from tests.hub.conftest import hub_address, postgres

from workstation.hub.database import Database
from workstation.hub.migrating import bring_to_head, config_for, revision_of, revisions
from workstation.hub.tables import METADATA

__all__ = ["hub_address", "postgres"]


def test_the_newest_migration_of_the_hub_gives_the_declared_tables(hub_address):
    database = Database(hub_address)
    bring_to_head(database)  # a second time changes nothing
    with database.work() as connection:
        assert revision_of(connection) == revisions()[-1]
        command.check(config_for(connection, METADATA))
    database.close()
