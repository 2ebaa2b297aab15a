"""What a coordinator's own station may ask: let a device of the team in, or have somebody's devices refused."""

import pytest
from tests.hub.asking import Asker

from workstation.domain.envelopes import Pull
from workstation.domain.wire import pull_out


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
