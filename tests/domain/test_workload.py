"""Workload: nobody can be told from the team's figures, also not by subtracting."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records import MORNING, a_shift

from workstation.domain.shifts import Break
from workstation.domain.workload import FEWEST, WEEKS, WorkedCall, monday_of, own_load, parts_of_day, team_weeks

TODAY = date(2026, 11, 19)  # a Thursday
LAST = monday_of(TODAY) - timedelta(days=7)


def a_call(who="a", day=LAST, hour=10, **changed):
    made = {"team": "t", "talk_s": 600, "wrap_up_s": 60, "danger": False}
    return WorkedCall(who, day=day, hour=hour, **(made | changed))


def test_four_people_are_never_told_and_five_are():
    four = [a_call(who) for who in "abcd"] * 30
    assert [week.load for week in team_weeks(four, TODAY)] == [None] * WEEKS
    week = team_weeks([*four, a_call("e")], TODAY)[0]
    assert (week.monday, week.people, week.load.calls, week.load.talk_s) == (LAST, 5, 121, 72_600)


def test_the_running_week_is_ones_own_first():
    calls = [a_call(who, TODAY) for who in "abcdefg"]
    assert all(week.load is None for week in team_weeks(calls, TODAY))
    own = own_load(calls, (), "a", TODAY)
    assert own.this_week.calls == 1
    assert [load.calls for _, load in own.before] == [0] * WEEKS


def test_parts_of_the_day_are_told_all_or_none_and_only_of_weeks_that_are_told():
    day = [a_call(who) for who in "abcde"]
    assert parts_of_day(day, TODAY) == (("morning", 5),)
    assert parts_of_day([*day, a_call("a", hour=19)], TODAY) == ()
    evening = [a_call(who, hour=19) for who in "abcde"]
    earlier = [a_call("a", LAST - timedelta(days=7))]
    assert parts_of_day([*day, *evening, *earlier], TODAY) == (("morning", 5), ("evening", 5))


def test_heavy_calls_and_breaks_are_only_in_ones_own_figures():
    shifts = (
        a_shift(heavy_calls=("c1", "c2"), ended_at=MORNING + timedelta(hours=4)),
        a_shift(breaks=(Break(MORNING),), ended_at=MORNING + timedelta(hours=4)),
    )
    own = own_load([], shifts, "m.peeters", TODAY)
    assert (own.heavy, own.shifts, own.without_break) == (2, 2, 1)


CALLS = st.lists(
    st.builds(
        a_call, st.sampled_from("abcdefgh"), st.integers(0, 50).map(lambda back: TODAY - timedelta(days=back)),
        st.integers(8, 21),
    ),
    max_size=80,
)  # fmt: skip


@given(CALLS)
def test_whatever_is_told_is_the_work_of_five_people_or_more(calls):
    for week in team_weeks(calls, TODAY):
        who = {one.counsellor for one in calls if week.monday <= one.day < week.monday + timedelta(days=7)}
        assert (week.load is None) == (len(who) < FEWEST)
    told = {week.monday for week in team_weeks(calls, TODAY) if week.load is not None}
    parts = parts_of_day(calls, TODAY)
    assert sum(count for _, count in parts) in {0, sum(monday_of(one.day) in told for one in calls)}


@pytest.mark.parametrize("back", [1, WEEKS])
def test_the_weeks_are_whole_and_six(back):
    week = team_weeks([], TODAY)[back - 1]
    assert week.monday.weekday() == 0
    assert week.monday == monday_of(TODAY) - timedelta(weeks=back)
