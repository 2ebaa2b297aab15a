import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.figures.rounding import exact, in_dutch, percentage, thousands
from workstation.figures.spec import BY_SIZE, ONE_UNDER_TWO, TWO, TWO_UNDER_ONE, WHOLE


@pytest.mark.parametrize(
    ("n", "base", "rule", "printed"),
    [
        (1, 200, WHOLE, "1"),  # 0,5 goes up
        (7714, 13_281, TWO, "58,08"),
        (252, 13_281, TWO, "1,90"),
        (47, 13_281, TWO_UNDER_ONE, "0,35"),
        (620, 13_281, TWO_UNDER_ONE, "5"),
        (132, 9594, ONE_UNDER_TWO, "1,4"),
        (6961, 9594, ONE_UNDER_TWO, "73"),
        (2399, 9594, BY_SIZE, "25"),
        (1199, 9594, BY_SIZE, "12,5"),
        (87, 9594, BY_SIZE, "0,91"),
        (0, 0, WHOLE, "–"),
        (100, 100, WHOLE, "100"),
    ],
)
def test_percentages_are_printed_as_in_the_report(n, base, rule, printed):
    assert percentage(n, base, rule) == printed


def test_the_number_of_decimals_is_chosen_on_the_exact_value():
    assert percentage(999, 100_000, TWO_UNDER_ONE) == "1,00"  # 0,999 % is under one


def test_files_hold_a_point_and_four_decimals():
    assert exact(7714, 13_281) == "58.0830"
    assert exact(1, 0) == ""


def test_a_fall_has_a_minus_and_thousands_a_point():
    assert in_dutch(-24, 1) == "-2,4"
    assert thousands(1_234_567) == "1.234.567"


@given(st.integers(1, 10**6), st.data())
def test_shares_of_a_partition_never_stray_far_from_a_hundred(base, data):
    first = data.draw(st.integers(0, base))
    total = sum(float(exact(n, base)) for n in (first, base - first))
    assert abs(total - 100) < 0.001
