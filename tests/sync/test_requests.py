"""What two persons must want reaches the second one at another station, who sees the exact effect there."""

from datetime import timedelta

import pytest
from tests.records import a_call
from tests.sync.teams import round_

from workstation.domain.counsellors import Desk
from workstation.domain.problems import NotReady
from workstation.usecases.agree_to_request import agree_to_request, withdraw_request
from workstation.usecases.ask_for_two import ask_for_two
from workstation.usecases.carry_out_request import carry_out_request
from workstation.usecases.look_up_requests import look_up_requests

AN = Desk(counsellor="an", mark="K7", team="A", role="team_coordinator")
BO = Desk(counsellor="bo", mark="K8", team="A", role="flemish_coordinator")


def test_asked_at_one_station_signed_at_another_and_carried_out_where_it_was_asked(pair):
    an, bo = pair
    call = a_call(team="A", counsellor="an")
    an.keep(call)
    round_(an, bo)
    asked = ask_for_two("erasure", {"calls": [call.id]}, "op haar vraag", AN, vault=an.vault, now=an.clock)
    round_(an, bo)
    ((there, about),) = look_up_requests(BO, vault=bo.vault)
    assert (there.id, there.reason, about) == (asked.id, "op haar vraag", call.number)
    agree_to_request(asked.id, BO, vault=bo.vault, now=bo.clock)
    round_(bo, an)
    with pytest.raises(NotReady):  # three days in which anybody can stop it
        carry_out_request(asked.id, AN, vault=an.vault, now=an.clock)
    an.clock.at += timedelta(hours=73)
    carry_out_request(asked.id, AN, vault=an.vault, now=an.clock)
    with an.vault.reading() as work:
        assert not work.calls.has(call.id)
    round_(an, bo)
    ((there, _),) = look_up_requests(BO, vault=bo.vault)
    assert there.state == "executed"


def test_what_one_takes_back_the_other_sees_taken_back(pair):
    an, bo = pair
    asked = ask_for_two("export", {"year": 2025}, "jaarverslag", AN, vault=an.vault, now=an.clock)
    round_(an, bo)
    withdraw_request(asked.id, AN, vault=an.vault, now=an.clock)
    round_(an, bo)
    assert [one.state for one, _ in look_up_requests(BO, vault=bo.vault)] == ["withdrawn"]
    with pytest.raises(NotReady):
        agree_to_request(asked.id, BO, vault=bo.vault, now=bo.clock)
