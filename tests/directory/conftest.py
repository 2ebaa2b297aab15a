from datetime import datetime

import pytest

from workstation.directory.reading import shipped_directory
from workstation.directory.search import finder_of
from workstation.domain.moments import BRUSSELS


@pytest.fixture(scope="session")
def edition():
    return shipped_directory()


@pytest.fixture(scope="session")
def finder(edition):
    return finder_of(edition)


@pytest.fixture(scope="session")
def places(finder):
    return finder.places


@pytest.fixture
def friday_morning():
    return datetime(2026, 11, 20, 10, 30, tzinfo=BRUSSELS)
