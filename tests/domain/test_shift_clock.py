from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.records import MORNING, a_shift

from workstation.domain.moments import seconds_running
from workstation.domain.shift_clock import CallSpan, SteadyClock, so_far
from workstation.domain.shifts import Break

MINUTE = timedelta(minutes=1)
SHIFT = a_shift()


def at(minutes):
    return MORNING + minutes * MINUTE


def span(began, ended=None, wrap_up_s=None):
    return CallSpan(f"c{began}", at(began), None if ended is None else at(ended), wrap_up_s)


def test_a_shift_that_just_began_has_everything_before_it():
    now = so_far(SHIFT, (), MORNING)
    assert (now.remaining, now.break_in, now.break_overdue) == (240 * MINUTE, 120 * MINUTE, timedelta())
    assert (now.calls, now.on_break) == (0, False)


def test_overtime_is_negative_and_an_ended_shift_stands_still():
    assert so_far(SHIFT, (), at(250)).remaining == -10 * MINUTE
    ended = replace(SHIFT, ended_at=at(230))
    assert so_far(ended, (), at(500)).remaining == 10 * MINUTE


def test_a_break_is_overdue_until_it_is_taken():
    assert so_far(SHIFT, (), at(135)).break_overdue == 15 * MINUTE
    resting = replace(SHIFT, breaks=(Break(at(135)),))
    now = so_far(resting, (), at(140))
    assert (now.on_break, now.break_in, now.break_overdue) == (True, None, timedelta())
    assert so_far(replace(SHIFT, planned_break=None), (), at(200)).break_in is None


def test_time_in_calls_and_time_for_writing_are_apart():
    now = so_far(SHIFT, (span(5, 20, 240), span(30, 45), span(50)), at(60))
    assert (now.in_calls, now.wrapping_up, now.calls) == (30 * MINUTE, 4 * MINUTE, 3)


def test_calls_are_counted_from_the_last_break():
    rested = replace(SHIFT, breaks=(Break(at(25), at(40)),), heavy_calls=("c5",))
    now = so_far(rested, (span(5, 20), span(30, 35), span(50, 55)), at(60))
    assert (now.calls, now.calls_since_break, now.heavy_calls) == (3, 1, 1)


def test_a_clock_set_back_gives_no_negative_time():
    now = so_far(SHIFT, (span(20, 5),), at(-90))
    assert (now.remaining, now.in_calls) == (240 * MINUTE, timedelta())


def test_a_steady_clock_is_not_moved_by_the_clock_on_the_wall():
    wall, seconds = [MORNING], [1000.0]
    clock = SteadyClock(lambda: wall[0], lambda: seconds[0])
    wall[0] += timedelta(hours=2, seconds=30)
    seconds[0] += 30
    assert clock() == MORNING + timedelta(seconds=30)
    assert clock.moved() == timedelta(hours=2)
    wall[0] = MORNING - timedelta(hours=1)
    assert clock() == MORNING + timedelta(seconds=30)


def test_seconds_that_run_only_grow():
    first = seconds_running()
    assert seconds_running() >= first
    assert datetime.now(UTC) - SteadyClock(lambda: datetime.now(UTC), seconds_running)() < timedelta(seconds=5)
