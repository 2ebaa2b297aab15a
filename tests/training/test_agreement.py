import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.training.agreement import cohens_kappa, krippendorffs_alpha, percentage


def spread(table):
    return [(row, column) for row, counts in enumerate(table) for column, n in enumerate(counts) for _ in range(n)]


def coders(*lines):
    return [tuple(None if a == "." else a for a in unit) for unit in zip(*lines, strict=True)]


def test_kappa_is_that_of_cohen_1960_table_2():
    units = spread([[88, 14, 18], [10, 40, 10], [2, 6, 12]])
    assert percentage(units) == pytest.approx(70)
    assert cohens_kappa(units) == pytest.approx(0.492, abs=0.0005)


def test_kappa_is_that_of_cohen_1960_table_1():
    units = spread([[25, 13, 12], [12, 2, 16], [3, 15, 2]])
    assert percentage(units) == pytest.approx(29)
    assert cohens_kappa(units) == pytest.approx(-0.09, abs=0.005)


# the three worked examples of Krippendorff (2011)
TWO = coders("0100000010", "1110010000")
FIVE = coders("aabbdcccedda", "babbbccceddd")
FOUR = coders("123321412...", "1233224125.3", ".3332342251.", "12332441251.")


@pytest.mark.parametrize(("units", "alpha"), [(TWO, 0.095), (FIVE, 0.692), (FOUR, 0.743)])
def test_alpha_is_that_of_krippendorff_2011(units, alpha):
    assert krippendorffs_alpha(units) == pytest.approx(alpha, abs=0.0005)


def test_agreement_that_cannot_be_told_is_none_and_not_a_number():
    assert percentage([("a", None)]) is None
    assert cohens_kappa([("a", "a"), ("a", "a")]) is None
    assert krippendorffs_alpha([("a", "a", "a")]) is None
    assert krippendorffs_alpha([]) is None


def test_kappa_is_for_two_coders_alone():
    with pytest.raises(ValueError):
        cohens_kappa([("a", "b", "c")])


@given(st.lists(st.tuples(*[st.sampled_from(["a", "b", "c", None])] * 3), max_size=30))
def test_agreement_does_not_depend_on_who_coded_first(units):
    turned = [unit[::-1] for unit in units]
    assert percentage(units) == percentage(turned)
    assert krippendorffs_alpha(units) == pytest.approx(krippendorffs_alpha(turned))


@given(st.lists(st.sampled_from(["a", "b", "c"]), min_size=2, max_size=30))
def test_who_always_agrees_has_one(answers):
    units = [(a, a, a) for a in answers]
    assert percentage(units) == 100
    assert krippendorffs_alpha(units) in (None, pytest.approx(1))
