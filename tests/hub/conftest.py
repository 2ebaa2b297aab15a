import pytest
from tests.hub.hubs import Team, hub_file
from tests.hub.postgres import Server, programs

SEES = {"an": ["A", "B"], "bo": ["A"], "cas": ["B"]}


@pytest.fixture(scope="session")
def postgres():
    if programs() is None:
        pytest.skip("no PostgreSQL on this machine")
    server = Server()
    yield server
    server.stop()


@pytest.fixture(params=["sqlite", "postgresql"])
def hub_address(request, tmp_path):
    """The address of a new, empty hub, on each of the two databases."""
    return hub_file(tmp_path) if request.param == "sqlite" else request.getfixturevalue("postgres").fresh()


@pytest.fixture
def team(hub_address):
    made = Team(hub_address)
    made.furnish(SEES)
    yield made
    made.database.close()


@pytest.fixture
def file_team(tmp_path):
    """On SQLite alone, where the database makes no difference."""
    made = Team(hub_file(tmp_path))
    made.furnish(SEES)
    yield made
    made.database.close()
