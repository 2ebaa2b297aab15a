from nacl.signing import SigningKey
from tests.hub.hubs import enrolment_with

from workstation.domain.envelopes import Pull
from workstation.hub.demonstration import HELPLINE, TEAM, demonstration


def test_everybody_of_the_demonstration_can_enrol_a_station_and_see_the_team(file_team):
    for invitation in demonstration(file_team.database):
        device = file_team.archive.enrol(enrolment_with(invitation.code, SigningKey.generate())).device
        assert set(file_team.archive.pull(device, Pull({})).granted) == {TEAM, HELPLINE}


def test_a_second_demonstration_gives_new_codes_and_changes_nothing_else(file_team):
    first, second = demonstration(file_team.database), demonstration(file_team.database)
    assert [one.account for one in first] == [one.account for one in second]
    assert {one.code for one in first}.isdisjoint(one.code for one in second)
