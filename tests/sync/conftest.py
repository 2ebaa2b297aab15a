import pytest
from tests.hub.hubs import Team, hub_file
from tests.sync.stations import Station


@pytest.fixture
def team(tmp_path):
    made = Team(hub_file(tmp_path))
    made.furnish({"an": ["A", "B"], "bo": ["A"], "cas": ["B"]})
    yield made
    made.database.close()


@pytest.fixture
def station(team, tmp_path, migrated_store):
    """Makes stations of an account, enrolled."""
    made = []

    def make(account, name=None, **more):
        one = Station(tmp_path / (name or f"{account}{len(made)}"), team.archive, account, **more).open(
            migrated_store
        )
        made.append(one)
        return one.enrol(team.administration.code_for(account))

    yield make
    for one in made:
        one.close()
