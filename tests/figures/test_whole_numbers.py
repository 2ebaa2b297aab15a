import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.figures.whole_numbers import (
    Impossible,
    Range,
    between,
    in_proportion,
    partition,
    printed_as,
    rake,
    round_within,
    table,
)


def test_a_printed_share_allows_exactly_the_counts_that_print_so():
    allowed = printed_as("58.08", 13281)
    assert (allowed.low, allowed.high) == (7713, 7714)


def test_the_upper_end_of_a_printed_share_is_open_because_halves_go_up():
    assert printed_as("9", 200).high == 18  # 19 of 200 is 9,5 % and prints 10
    assert between("2.5", "3.0", 1000) == Range(25, 29, 27.0)


@given(st.integers(1, 5000), st.integers(0, 4), st.data())
def test_every_count_lies_in_the_range_of_its_own_printed_share(base, decimals, data):
    count = data.draw(st.integers(0, base))
    scale = 10**decimals
    printed = (200 * scale * count + base) // (2 * base)
    text = f"{printed // scale}.{printed % scale:0{decimals}}" if decimals else str(printed)
    allowed = printed_as(text, base)
    assert allowed.low <= count <= allowed.high


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=1, max_size=9), st.data())
def test_a_partition_adds_up_and_stays_in_its_ranges(pairs, data):
    ranges = {i: Range(low, low + more, low + more / 2) for i, (low, more) in enumerate(pairs)}
    low, high = sum(r.low for r in ranges.values()), sum(r.high for r in ranges.values())
    total = data.draw(st.integers(low, high))
    found = partition(total, ranges)
    assert sum(found.values()) == total
    assert all(ranges[i].low <= n <= ranges[i].high for i, n in found.items())


def test_a_table_that_cannot_be_a_partition_is_refused_with_its_reach():
    with pytest.raises(Impossible, match="10 is not between 2 and 4"):
        partition(10, {"a": Range(1, 2, 1.5), "b": Range(1, 2, 1.5)})


@given(st.integers(0, 10_000), st.lists(st.floats(0.01, 100), min_size=1, max_size=8))
def test_largest_remainders_add_up_and_stray_less_than_one(total, weights):
    found = in_proportion(total, dict(enumerate(weights)))
    assert sum(found.values()) == total
    assert all(abs(n - total * weights[i] / sum(weights)) < 1.0001 for i, n in found.items())


def test_nothing_in_proportion_to_nothing_is_nothing():
    assert in_proportion(0, {"a": 0.0}) == {"a": 0}


def test_raking_keeps_zeros_and_meets_both_margins():
    found = rake([[1, 0], [1, 1]], [3, 7], [5, 5])
    assert found[0][1] == 0
    assert [round(sum(line), 6) for line in found] == [3, 7]
    assert [round(sum(line[j] for line in found), 6) for j in (0, 1)] == [5, 5]


@given(st.lists(st.lists(st.integers(0, 40), min_size=3, max_size=3), min_size=2, max_size=5))
def test_rounding_keeps_every_margin(truth):
    rows = {i: sum(line) for i, line in enumerate(truth)}
    columns = {j: sum(line[j] for line in truth) for j in range(3)}
    found = table(rows, columns, [[1.0] * 3] * len(truth))
    assert all(sum(found[i, j] for j in columns) == rows[i] for i in rows)
    assert all(sum(found[i, j] for i in rows) == columns[j] for j in columns)


def test_rounding_keeps_the_bounds_of_a_cell_even_far_from_its_real_value():
    bounds = {(0, 0): Range(4, 4, 4.0)}
    assert round_within([[1.0, 4.0], [4.0, 1.0]], [5, 5], [5, 5], bounds) == [[4, 1], [1, 4]]


def test_margins_that_zeros_forbid_are_refused():
    with pytest.raises(Impossible, match="margins are off"):
        round_within([[1.0, 0.0], [0.0, 1.0]], [2, 0], [0, 2])
    with pytest.raises(Impossible, match="rows add up to 1, columns to 2"):
        round_within([[1.0]], [1], [2])
