from datetime import UTC, datetime, time

import pytest

from workstation.assembly.shifts import next_shown


def utc(*moment):
    return datetime(2026, 10, *moment, tzinfo=UTC)


@pytest.mark.parametrize(
    ("clock", "at", "meant"),
    [
        (time(13), utc(20, 8), utc(20, 11)),
        (time(1), utc(20, 20), utc(20, 23)),
        (time(2, 30), utc(24, 22), utc(25, 0, 30)),
        (time(2, 30), utc(25, 0, 45), utc(25, 1, 30)),
        (time(2, 30), utc(25, 1, 45), utc(26, 1, 30)),
    ],
    ids=["later today", "past midnight", "in the night with an hour more", "its second time", "both gone by"],
)
def test_a_clock_time_means_the_next_moment_it_is_shown_in_brussels(clock, at, meant):
    assert next_shown(clock, at) == meant
