"""The newest migration gives exactly the tables the code declares, on an encrypted file."""

from alembic import command

from workstation.store import case_tables, codebook_tables, coordination_tables, migrating, retention_tables
from workstation.store import engine as engines
from workstation.store.tables import metadata


def test_the_newest_migration_gives_the_declared_tables(store_file, store_key):
    engine = engines.single(store_file, store_key())
    try:
        with engine.begin() as connection:
            assert case_tables.cases.metadata is retention_tables.holds.metadata is metadata
            assert coordination_tables.reviews.metadata is metadata
            assert codebook_tables.codebook_editions.metadata is metadata
            command.check(migrating.config_for(connection, metadata))
    finally:
        engine.dispose()
    assert store_file.read_bytes()[:15] != b"SQLite format 3"
