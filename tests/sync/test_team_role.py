"""Who coordinates is what the signed list says; what a profile claims without it counts for nothing."""

from tests.sync.teams import founded

from workstation.domain.counsellors import OF_PROFILES
from workstation.sync.team_role import team_role


def role(station, kept="counsellor"):
    with station.vault.reading() as work:
        return team_role(work, kept, station.clock)


def test_without_a_list_the_profile_keeps_the_role_it_was_made_with(station):
    assert [role(station("an"), one) for one in OF_PROFILES] == list(OF_PROFILES)


def test_the_list_makes_a_coordinator_and_takes_back_what_a_profile_claims(station):
    an, bo, cas = station("an"), station("bo"), station("an", "third")
    founded(an, bo, cas)
    assert (role(an), role(cas)) == ("team_coordinator", "counsellor")
    assert role(cas, "team_coordinator") == "counsellor"
    assert role(cas, "flemish_coordinator") == "counsellor"
    assert role(cas, "trainer") == "trainer"
