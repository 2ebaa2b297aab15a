import pytest
from tests.hub.hubs import Team, hub_file
from tests.sync.stations import Station
from tests.sync.team_talk import propose, seen, sign
from tests.sync.teams import founded, hand_round, keyed

from workstation.sync.sealing.applicants import ask_in
from workstation.sync.team_keys import believe


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


@pytest.fixture
def pair(station):
    """Two stations of one team, each of a coordinator."""
    an, bo = station("an", "an"), station("bo", "bo")
    founded(an, bo)
    return an, bo


@pytest.fixture
def join(station):
    """A station that joined the hub as the program does: it asks to be let in, under its counsellor's name."""

    def join(account, name, folder=None):
        one = keyed(station(account, folder or name))
        with one.vault.work() as work:
            work.settings.put("profile.counsellor", name)
            ask_in(work)
        return one

    return join


@pytest.fixture
def three(join):
    """an and bo founded the team, cas is in it and believes its list."""
    an, bo, cas = join("an", "an"), join("bo", "bo"), join("an", "cas")
    hand_round(an, bo, cas, an)
    propose(an, "an", "bo", "cas")
    hand_round(an, bo)
    sign(bo)
    hand_round(bo, an, cas)
    believe(seen(an).code, vault=cas.vault, keyring=cas.keys)
    return an, bo, cas
