import pytest
from tests.records import MORNING, a_call
from tests.usecases.desks import DESK

from workstation.domain.calls import Addition
from workstation.domain.problems import NotReady
from workstation.usecases.add_to_call import add_to_call
from workstation.usecases.open_call import open_call


def test_an_addition_carries_a_name_and_a_moment(vault, clock):
    call = a_call()
    with vault.work() as work:
        work.calls.put(call)
    assert add_to_call(call.id, "Nog gebeld.\n", DESK, vault=vault, now=clock).concerns("call")
    assert open_call(call.id, DESK, vault=vault, now=clock).call.additions == (
        Addition(MORNING, "m.peeters", "Nog gebeld.\n"),
    )


def test_nothing_is_no_addition(vault, clock):
    with pytest.raises(NotReady):
        add_to_call("c1", " \n", DESK, vault=vault, now=clock)


def test_a_call_that_is_not_there_gets_none(vault, clock):
    with pytest.raises(KeyError):
        add_to_call("c1", "tekst", DESK, vault=vault, now=clock)
