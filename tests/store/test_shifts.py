from dataclasses import replace
from datetime import timedelta

import pytest
from tests.records import MORNING, a_shift

from workstation.domain.shifts import Break

HOUR = timedelta(hours=1)


def test_a_shift_comes_back_as_it_stands(vault):
    shift = a_shift()
    later = replace(
        shift, ended_at=MORNING + 4 * HOUR, heavy_calls=("c1",),
        breaks=(Break(MORNING + HOUR, MORNING + 2 * HOUR), Break(MORNING + 3 * HOUR)),
    )  # fmt: skip
    with vault.work() as work:
        work.shifts.put(shift)
        assert work.shifts.get(shift.id) == shift
        work.shifts.put(later)
        assert work.shifts.get(shift.id) == later
        with pytest.raises(KeyError):
            work.shifts.get("nothing")


def test_the_running_shift_is_the_newest_that_was_not_ended(vault):
    ended = a_shift(ended_at=MORNING + HOUR)
    running = a_shift(began_at=MORNING - HOUR)
    with vault.work() as work:
        work.shifts.put(ended)
        assert work.shifts.running("m.peeters") is None
        work.shifts.put(running)
        work.shifts.put(a_shift(began_at=MORNING - 2 * HOUR))
        work.shifts.put(a_shift(counsellor="s.aerts"))
        assert work.shifts.running("m.peeters") == running
        assert work.shifts.latest("m.peeters") == ended
        assert work.shifts.latest("nobody") is None
