"""A real encrypted vault for every test: the migrated file is made once a session and copied per test."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workstation.store import engine as engines
from workstation.store import migrating
from workstation.store.keys import Key
from workstation.store.vault import Vault

RAW = bytes(range(32))


def test_key() -> Key:
    return Key(RAW)


@pytest.fixture(scope="session")
def migrated_store(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("migrated")
    path = folder / "store.db"
    engines.create(path, test_key())
    migrating.bring_to_head(path, test_key(), folder / "backups", datetime(2026, 3, 2, tzinfo=UTC))
    return path


@pytest.fixture
def store_key():
    """Makes the key of `store_file`: each opening wipes the one it is given."""
    return test_key


@pytest.fixture
def store_file(migrated_store, tmp_path) -> Path:
    """A fresh encrypted store with every table and nothing in it, closed."""
    (tmp_path / "profile").mkdir(mode=0o700)
    return Path(shutil.copy(migrated_store, tmp_path / "profile" / "store.db"))


@pytest.fixture
def vault(store_file):
    """A fresh, open, encrypted vault with nothing in it."""
    with Vault.opened(store_file, test_key()) as opened:
        yield opened
