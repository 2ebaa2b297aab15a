"""What a coordinator's own station may ask: let a device of the team in, or have somebody's devices refused."""

import pytest
from tests.hub.asking import Asker

from workstation.domain.envelopes import Change, Cursor, Pull, Push
from workstation.domain.flat import applicant_record
from workstation.domain.wire import pull_out, push_out


@pytest.fixture
def hub(file_team):
    for account, role, sees in (
        ("lies", "team_coordinator", ["A"]), ("noor", "counsellor", ["A"]), ("far", "counsellor", ["A", "B"]),
        ("root", "administrator", []),
    ):  # fmt: skip
        file_team.administration.add_account(account, role)
        if sees:
            file_team.administration.grant(account, dict.fromkeys(sees, True))
    made = Asker(file_team)
    yield made
    made.close()


@pytest.mark.parametrize("call", ["invite", "withdraw"])
@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("lies", "noor", 200),
        ("lies", "far", 403),
        ("lies", "nobody", 403),
        ("noor", "noor", 403),
        ("noor", "bo", 403),
    ],
)
def test_a_coordinator_and_nobody_else_for_those_who_see_no_more_than_they_do(hub, call, who, whom, status):
    hub.enrol(who)
    answer = hub.post(call, {"account": whom})
    assert answer.status == status
    if status == 403:
        assert answer.json == {"error": "not_allowed"}


def test_the_code_lets_one_device_in_and_withdrawing_refuses_all_of_that_person_and_nobody_elses(hub):
    hub.enrol("noor")
    noor = hub.token
    hub.enrol("lies")
    code = hub.post("invite", {"account": "noor"}).json["code"]
    assert len(code) == 24
    assert hub.post("withdraw", {"account": "noor"}).json == {"devices": 1}
    assert hub.post("withdraw", {"account": "noor"}).json == {"devices": 0}
    assert hub.post("pull", pull_out(Pull({}))).status == 200
    hub.token = noor
    assert hub.post("pull", pull_out(Pull({}))).json == {"error": "revoked"}


def test_a_coordinator_never_refuses_the_very_station_that_asks(hub):
    hub.enrol("lies")
    assert hub.post("withdraw", {"account": "lies"}).status == 403
    hub.token = None
    assert hub.post("withdraw", {"account": "noor"}).status == 401


def granted(team, stream):
    with team.database.snapshot() as connection:
        rows = connection.exec_driver_sql("select account from grants where stream = ? order by account", (stream,))
        return rows.scalars().all()


GROUP = "group-" + "0" * 32


def asked_in(hub, who):
    """A device of somebody, from which the record came with which a member asks into team A."""
    hub.enrol(who)
    change = Change(f"c{who}", applicant_record(f"m{who}", "A"), "applicant", "A", {"member": f"m{who}"}, {}, None, 1)
    assert hub.post("push", push_out(Push(0, None, (change,)))).status == 200


def test_a_sealed_group_is_seen_by_the_stations_of_its_members_and_by_nobody_else(hub, file_team):
    for one in ("noor", "far", "lies"):
        asked_in(hub, one)
    assert hub.post("group", {"group": GROUP, "members": ["mnoor", "mlies", "unknown"]}).status == 200
    assert granted(file_team, GROUP) == ["lies", "noor"]
    assert hub.post("group", {"group": GROUP, "members": ["mlies"]}).status == 200
    assert granted(file_team, GROUP) == ["lies"]
    hub.enrol("noor")
    assert hub.post("group", {"group": "group-" + "1" * 32, "members": ["mnoor"]}).status == 403
    assert GROUP not in str(hub.post("pull", pull_out(Pull({GROUP: Cursor()}))).json)


def test_a_coordinator_outside_a_group_can_neither_enter_it_nor_take_a_team_for_one(hub, file_team):
    asked_in(hub, "lies")
    assert hub.post("group", {"group": GROUP, "members": ["mlies"]}).status == 200
    file_team.administration.add_account("omar", "team_coordinator")
    file_team.administration.grant("omar", {"A": True})
    asked_in(hub, "omar")
    assert hub.post("group", {"group": GROUP, "members": ["momar"]}).json == {"error": "not_allowed"}
    assert hub.post("group", {"group": "A", "members": ["momar"]}).status == 400
    assert granted(file_team, GROUP) == ["lies"]
