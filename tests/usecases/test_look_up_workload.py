from dataclasses import replace
from datetime import timedelta

import pytest
from tests.records import MORNING, a_call, a_shift
from tests.usecases.desks import DESK

from workstation.domain.permissions import NotAllowed
from workstation.usecases.look_up_workload import look_up_workload


def test_the_team_is_that_of_the_desk_and_ones_own_calls_are_all_there(vault, clock):
    week_ago = MORNING - timedelta(days=7)
    calls = [a_call(counsellor=who, started_at=week_ago) for who in ("a", "b", "c", "d", "m.peeters")]
    elsewhere = [a_call(counsellor="z", team="antwerpen", started_at=week_ago), a_call(team="antwerpen")]
    with vault.work() as work:
        work.calls.put_many([*calls, *elsewhere, a_call(safety={"immediate_danger": "yes"})])
        work.shifts.put(a_shift(heavy_calls=("x",)))
        work.shifts.put(a_shift(counsellor="a", heavy_calls=("y", "z")))
    found = look_up_workload(DESK, vault=vault, now=clock)
    assert (found.own.this_week.calls, found.own.this_week.danger, found.own.heavy) == (2, 1, 1)
    assert (found.team[0].people, found.team[0].load.calls) == (5, 5)
    assert found.parts == (("morning", 5),)
    assert look_up_workload(replace(DESK, team="antwerpen"), vault=vault, now=clock).team[0].load is None
    with pytest.raises(NotAllowed):
        look_up_workload(replace(DESK, role="trainer"), vault=vault, now=clock)
