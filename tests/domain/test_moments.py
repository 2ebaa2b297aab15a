from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.moments import as_text, from_text, local, local_day, now


def test_the_day_of_a_call_is_the_day_in_brussels():
    assert local_day(datetime(2026, 12, 31, 23, 30, tzinfo=UTC)) == date(2027, 1, 1)


def test_summer_and_winter_have_their_own_hour():
    assert local(datetime(2026, 7, 1, 12, tzinfo=UTC)).hour == 14
    assert local(datetime(2026, 1, 1, 12, tzinfo=UTC)).hour == 13


@given(st.integers(0, 4_000_000_000).map(lambda seconds: datetime.fromtimestamp(seconds, UTC)))
def test_a_kept_moment_comes_back(moment):
    assert from_text(as_text(moment)) == moment


@pytest.mark.parametrize(
    "text",
    [
        "2026-11-20 13:10",
        "2026-11-20T13:10:00",
        "2026-W47-5T13:10:00Z",
        "2026-11-20T13:10:00+",
        "20261120T131000.000Z",
    ],
)
def test_another_text_is_refused(text):
    with pytest.raises(ValueError):
        from_text(text)


def test_now_is_aware():
    assert now().tzinfo is UTC
