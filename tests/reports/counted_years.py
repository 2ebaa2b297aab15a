"""Counted years for tests of reports: synthetic registrations through a real store."""

import shutil
from datetime import UTC, date, datetime

import pytest
from tests.store.vaults import test_key as store_key_of_tests
from tests.usecases.registration_folders import write_set

from workstation.figures.spec import Scope
from workstation.figures.synthetic import registration_year
from workstation.store.vault import Vault
from workstation.usecases.count_year import count_year
from workstation.usecases.import_registrations import import_registrations
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def scopes(year):
    quarter = {"year": year, "first": date(year, 4, 1), "last": date(year, 6, 30)}
    return Scope(year=year), Scope(**quarter), Scope(**quarter, team="limburg")


def counted_year(year, folder, store_file):
    write_set(folder / "set", registration_year(year, 1))
    store = shutil.copy(store_file, folder / "store.db")
    with Vault.opened(store, store_key_of_tests()) as vault:
        import_registrations(folder / "set", vault, shipped_codebook(), lambda: NOW)
        return tuple(count_year(vault, shipped_codebook(), words(), scope) for scope in scopes(year))


@pytest.fixture(scope="session")
def counted_2024(tmp_path_factory, migrated_store):
    """The year, one quarter of everyone, the same quarter of one team."""
    return counted_year(2024, tmp_path_factory.mktemp("counted"), migrated_store)
