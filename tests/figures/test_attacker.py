import pytest

from workstation.figures.attacker import Interval, Release, TooMuch, attack, joined_scopes, too_narrow


def exact(n):
    return Interval(n, n, n)


def hidden(n):
    return Interval(n, 0, 10**6)


def one(*codes):
    return tuple(frozenset([code]) for code in codes)


def test_a_hidden_cell_is_recovered_from_its_margin():
    table = Release("t", ("a",), {one("x"): hidden(3), one("y"): exact(10)})
    whole = Release("all", ("a",), {(frozenset("xy"),): exact(13)})
    (found,) = attack([table, whole])
    assert (found.low, found.high, found.values) == (3, 3, 1)
    assert too_narrow([found]) == (found,)


def test_two_tables_betray_together_what_neither_betrays_alone():
    by_both = Release("ab", ("a", "b"), {
        one("x", "p"): hidden(2), one("x", "q"): hidden(7), one("y", "p"): exact(5), one("y", "q"): exact(6),
    })  # fmt: skip
    other = Release("bc", ("b", "c"), {one("p", "m"): exact(4), one("p", "n"): exact(3)})
    alone = attack([by_both])[0]
    together = next(finding for finding in attack([by_both, other]) if finding.table == "ab")
    assert alone.values > 4
    assert (together.low, together.high) == (2, 2)


def test_rounded_cells_keep_their_secret():
    table = Release("t", ("a",), {one("x"): Interval(3, 1, 9), one("y"): Interval(12, 6, 14)})
    whole = Release("all", ("a",), {(frozenset("xy"),): Interval(15, 11, 19)})
    assert not too_narrow(attack([table, whole]))


def test_large_cells_are_nobodys_secret():
    assert attack([Release("t", ("a",), {one("x"): exact(500), one("y"): exact(0)})]) == ()


def test_tables_inside_others_and_trees_stay_apart():
    sizes = dict.fromkeys("abcd", 4)
    scopes = joined_scopes([frozenset("ab"), frozenset("a"), frozenset("bc"), frozenset("cd")], sizes)
    assert scopes == [("a", "b"), ("b", "c"), ("c", "d")]


def test_a_ring_is_taken_as_one_table():
    ring = [frozenset("ab"), frozenset("bc"), frozenset("ac"), frozenset("cd")]
    assert joined_scopes(ring, dict.fromkeys("abcd", 4)) == [("a", "b", "c"), ("c", "d")]


def test_a_ring_too_large_to_be_checked_is_refused():
    with pytest.raises(TooMuch):
        joined_scopes([frozenset("ab"), frozenset("bc"), frozenset("ac")], dict.fromkeys("abc", 40))
