"""A real encrypted vault for every test: the migrated file is made once a session and copied per test."""

import shutil
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from workstation.store import engine as engines
from workstation.store import migrating
from workstation.store.keys import Key
from workstation.store.profiles import create_profile
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


PASSPHRASE = "vier gewone woorden samen"


@dataclass(frozen=True)
class MadeProfile:
    """A closed profile made as the program makes it, without a keyring."""

    folder: Path
    passphrase: str
    recovery_key: str

    @property
    def store(self) -> Path:
        return self.folder / "store.db"


@pytest.fixture(scope="session")
def _made_once(tmp_path_factory) -> MadeProfile:
    folder = tmp_path_factory.mktemp("profiles") / "made"
    made = create_profile(
        folder, PASSPHRASE, counsellor="Noor Vermeulen", staff_number="V042", team="antwerpen", use_keyring=False
    )
    made.vault.close()
    return MadeProfile(folder, PASSPHRASE, made.recovery_key)


@pytest.fixture
def profile(_made_once, tmp_path) -> MadeProfile:
    """A fresh copy of that profile. Unlocking it costs a real derivation (a third of a second)."""
    shutil.copytree(_made_once.folder, tmp_path / "made")
    return MadeProfile(tmp_path / "made", _made_once.passphrase, _made_once.recovery_key)
