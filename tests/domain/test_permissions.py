import pytest

from workstation.domain.counsellors import ROLES, Desk, role_of
from workstation.domain.permissions import (
    ACTIONS,
    RELATIONS,
    TABLE,
    NotAllowed,
    ReasonNeeded,
    decide,
    may_sign,
    relation_to,
    require,
)

# The access model as it was agreed, told a second time and the other way round: role, then what it may, "where:how".
AGREED = """
counsellor           create own:yes | read own:yes team:reason named:reason | list own:yes team:yes named:yes
counsellor           search own:yes team:yes | add own:yes team:yes named:yes | correct own:reason | print own:reason
counsellor           case own:reason team:reason named:reason | follow_up own:yes team:yes named:yes | caller_code own:yes
counsellor           figures own:yes team:yes | erase own:ask | hold own:ask | read_log own:yes
team_coordinator     create own:yes | read own:yes team:reason named:reason | list own:yes team:yes named:yes
team_coordinator     search own:yes team:yes | add own:yes team:yes named:yes | correct own:reason team:reason named:reason
team_coordinator     print own:reason team:reason named:reason | case own:reason team:reason named:reason
team_coordinator     follow_up own:yes team:yes named:yes
team_coordinator     caller_code own:yes | figures own:yes team:yes | export own:sign team:sign
team_coordinator     erase own:first team:first named:first | hold own:yes team:yes named:yes
team_coordinator     lift_hold own:first team:first named:first
counsellor           seal own:yes | unseal own:yes
team_coordinator     seal own:yes team:yes named:yes | unseal own:yes named:yes
counsellor           know own:yes team:yes named:yes
team_coordinator     know own:yes team:yes named:yes | show_again own:yes team:yes named:yes
team_coordinator     read_log own:yes team:yes | membership own:sign team:sign
flemish_coordinator  read own:break_glass team:break_glass other_team:break_glass named:reason
flemish_coordinator  figures own:yes team:yes other_team:yes | export own:sign team:sign other_team:sign
flemish_coordinator  erase own:second team:second other_team:second | hold own:yes team:yes other_team:yes
flemish_coordinator  lift_hold own:first team:first other_team:first | membership own:sign team:sign other_team:sign
flemish_coordinator  retention_rules own:first team:first other_team:first | publish own:first team:first other_team:first
protection_officer   export own:second team:second other_team:second | erase own:second team:second other_team:second
protection_officer   lift_hold own:second team:second other_team:second | read_log own:yes team:yes other_team:yes
protection_officer   retention_rules own:second team:second other_team:second
counsellor           discuss own:yes team:yes | signal own:yes team:yes
team_coordinator     review team:yes | discuss own:yes team:yes | signal own:yes team:yes
team_coordinator     coordinate own:yes team:yes | upkeep own:yes team:yes
flemish_coordinator  signal own:yes team:yes other_team:yes | coordinate own:yes team:yes other_team:yes
flemish_coordinator  upkeep own:yes team:yes other_team:yes
protection_officer   publish own:second team:second other_team:second
team_coordinator     codebook own:yes team:yes | bring_in own:yes team:yes
flemish_coordinator  codebook own:yes team:yes other_team:yes | bring_in own:yes team:yes other_team:yes
"""
REHEARSING = {"counsellor", "team_coordinator", "flemish_coordinator", "trainer"}


def agreed():
    cells = {}
    for line in AGREED.strip().splitlines():
        role, _, rest = line.partition(" ")
        for part in rest.split("|"):
            action, *grants = part.split()
            for grant in grants:
                where, how = grant.split(":")
                cells[role, action, where] = how
    for role in REHEARSING:
        for action in ACTIONS:
            cells[role, action, "practice"] = "yes"
    return cells


CELLS = [(role, action, relation) for role in ROLES for action in ACTIONS for relation in RELATIONS]


@pytest.mark.parametrize("role", ROLES)
def test_every_cell_of_a_role_is_what_was_agreed(role):
    cells = agreed()
    wrong = [cell for cell in CELLS if cell[0] == role and decide(*cell) != cells.get(cell, "no")]
    assert wrong == []


@pytest.mark.parametrize(("role", "action", "relation"), CELLS)
def test_an_act_passes_exactly_where_the_table_lets_it(role, action, relation):
    desk = Desk(counsellor="m.peeters", mark="K7", role=role)
    grant = agreed().get((role, action, relation), "no")
    for reason in ("", "  ", "handover"):
        passes = grant == "yes" or (grant == "reason" and reason.strip() != "")
        if passes:
            require(desk, action, relation, reason)
        else:
            with pytest.raises(ReasonNeeded if grant == "reason" else NotAllowed):
                require(desk, action, relation, reason)
    assert may_sign(desk, action, relation, "first") == (grant in {"first", "sign", "yes"})
    assert may_sign(desk, action, relation, "second") == (grant in {"second", "sign", "yes"})


def test_every_role_named_in_the_table_exists_and_every_action_has_a_row():
    assert set(TABLE) == set(ACTIONS)
    assert {role for cells in TABLE.values() for role in cells} <= set(ROLES)


def test_nobody_reads_a_sealed_record_or_another_teams_narrative_without_more():
    for role in ROLES:
        assert decide(role, "read", "sealed") == "no"
        assert decide(role, "read", "other_team") in {"no", "break_glass"}


def test_no_single_role_can_give_both_signatures_for_an_erasure():
    for role in ROLES:
        for relation in ("own", "team", "other_team"):
            assert decide(role, "erase", relation) not in {"sign", "yes"}


@pytest.mark.parametrize(
    ("desk", "relation"),
    [
        (Desk(counsellor="a", mark="K7", team="x"), "own"),
        (Desk(counsellor="b", mark="K7", team="x"), "team"),
        (Desk(counsellor="b", mark="K7", team="y"), "other_team"),
        (Desk(counsellor="b", mark="K7"), "other_team"),
        (Desk(counsellor="b", mark="K7", team="y", practice=True), "practice"),
    ],
)
def test_a_desk_knows_how_it_stands_to_a_record(desk, relation):
    assert relation_to(desk, "a", "x") == relation


def test_a_record_without_a_team_is_of_nobodys_team():
    assert relation_to(Desk(counsellor="b", mark="K7"), "a", None) == "other_team"


def test_an_unknown_role_is_the_least_one():
    assert role_of("koning") == role_of(None) == "counsellor"
    assert role_of("trainer") == "trainer"
