from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.retention import DEFAULTS, CallFacts, Period, verdict

TODAY = date(2026, 11, 22)
OLD = CallFacts(date(2025, 11, 22))


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        (OLD, "erase"),
        (replace(OLD, day=date(2025, 11, 23)), "keep"),
        (replace(OLD, held=True), "held"),
        (replace(OLD, followed_up=True), "waiting"),
        (replace(OLD, awaited=True), "waiting"),
        (replace(OLD, of_minor=True), "undecided"),
        (replace(OLD, of_minor=True, day=date(2026, 1, 1)), "keep"),
    ],
)
def test_a_call_is_erased_when_its_time_is_over_and_nothing_stands_in_the_way(facts, expected):
    assert verdict(facts, TODAY) == expected


def test_what_somebody_decided_about_minors_is_done():
    rules = dict(DEFAULTS) | {"narrative_of_minor": Period(months=6)}
    assert verdict(replace(OLD, of_minor=True), TODAY, rules) == "erase"


@given(st.dates(date(2012, 1, 1), date(2050, 1, 1)), st.integers(0, 60), st.integers(0, 400))
def test_a_period_ends_after_it_began_and_longer_ones_end_later(day, months, days):
    assert day <= Period(months, days).after(day) <= Period(months, days + 1).after(day)


def test_a_month_from_the_last_day_ends_on_a_day_that_exists():
    assert Period(months=1).after(date(2026, 1, 31)) == date(2026, 2, 28)
    assert Period(months=12).after(date(2024, 2, 29)) == date(2025, 2, 28)
