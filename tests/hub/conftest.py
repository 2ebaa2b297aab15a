import pytest
from tests.hub.hubs import Team, hub_file


@pytest.fixture
def team(tmp_path):
    made = Team(hub_file(tmp_path))
    made.furnish({"an": ["A", "B"], "bo": ["A"], "cas": ["B"]})
    yield made
    made.database.close()
