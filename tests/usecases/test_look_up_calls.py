from datetime import timedelta

import pytest
from tests.records import MORNING, a_call
from tests.usecases.desks import DESK

from workstation.domain.lines import CallFilters
from workstation.usecases.count_calls import count_calls
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.look_up_follow_ups import look_up_follow_ups
from workstation.usecases.open_call import open_call


@pytest.fixture
def calls(vault):
    calls = [
        a_call(number=str(at), started_at=MORNING + timedelta(days=at), channel="chat" if at else "phone",
               narrative=f"gesprek {at}", callback_agreed="yes" if at == 2 else None)
        for at in range(3)
    ]  # fmt: skip
    with vault.work() as work:
        work.calls.put_many(calls)
    return calls


def numbers(lines):
    return [line.number for line in lines]


def test_without_words_it_lists_and_with_words_it_searches(vault, clock, calls):
    assert numbers(look_up_calls(desk=DESK, vault=vault, now=clock)) == ["2", "1", "0"]
    assert numbers(look_up_calls(" ", desk=DESK, vault=vault, now=clock, limit=1, offset=1)) == ["1"]
    assert numbers(look_up_calls("gesprek", CallFilters(channel="chat"), desk=DESK, vault=vault, now=clock)) == [
        "2",
        "1",
    ]
    assert numbers(look_up_calls("gesprek 1", desk=DESK, vault=vault, now=clock)) == ["1"]
    assert look_up_calls('"', desk=DESK, vault=vault, now=clock) == ()


def test_calls_are_counted_by_the_same_filters(vault, calls):
    assert count_calls(desk=DESK, vault=vault) == 3
    assert count_calls(CallFilters(channel="phone"), desk=DESK, vault=vault) == 1


def test_agreed_call_backs_are_found(vault, calls):
    assert numbers(look_up_follow_ups(vault=vault)) == ["2"]
    assert look_up_follow_ups(CallFilters(channel="phone"), vault=vault) == ()


def test_a_line_leads_to_its_call(vault, clock, calls):
    (line,) = look_up_calls("gesprek 1", desk=DESK, vault=vault, now=clock)
    assert open_call(line.id, DESK, vault=vault, now=clock).call == calls[1]
    with pytest.raises(KeyError):
        open_call("nothing", DESK, vault=vault, now=clock)
