from hypothesis import given
from hypothesis import strategies as st

from workstation.figures.annual import FIGURES
from workstation.figures.around import Around
from workstation.figures.disclosure import BASE, SPACE, key_maker, needs_keyed, possible, protected, rounded
from workstation.figures.spec import Scope
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

SCOPE = Scope(year=2024)
AROUND = Around(shipped_codebook(), words(), SCOPE)


@given(st.integers(0, 10**6), st.integers(0, 2**60))
def test_a_rounded_count_is_a_multiple_of_five_less_than_five_away(n, keys):
    shown = rounded(n, keys)
    assert shown % BASE == 0
    assert abs(shown - n) < BASE
    low, high = possible(shown)
    assert low <= n <= high


def test_a_multiple_of_five_stays_what_it_is():
    assert all(rounded(n, keys) == n for n in (0, 5, 100) for keys in (0, 1, SPACE - 1))


def test_rounding_is_right_on_average():
    steps = 1000
    shown = [rounded(7, SPACE * step // steps) for step in range(steps)]
    assert abs(sum(shown) / steps - 7) < 0.01


def test_a_record_has_the_same_key_for_ever_and_another_one_in_another_year():
    one, other = key_maker(b"a" * 32), key_maker(b"b" * 32)
    assert one("c-1") == one("c-1") < SPACE
    assert one("c-1") != other("c-1")


def cells(name, counts):
    figure = FIGURES[name]
    (tally,) = needs_keyed(figure, SCOPE)
    return {(c.row, c.column): c for c in protected(figure, {tally: counts}, AROUND)}


def test_percentages_come_from_the_rounded_counts():
    found = cells(
        "T11", {("intrafamilial",): (85, 0), ("extrafamilial",): (11, SPACE - 1), ("unknown",): (4, SPACE - 1)}
    )
    assert [found[row, ""].n for row in ("intrafamilial", "extrafamilial", "unknown")] == [85, 10, 0]
    assert found["extrafamilial", ""].printed == "10"
    assert found["unknown", ""].printed == "0 tot 4"
    assert found["intrafamilial", ""].of_known is not None
    assert found["unknown", ""].of_known is None


def test_no_percentage_stands_on_a_small_base():
    found = cells("F14", {("minor", "chat"): (20, 0), ("minor", "phone"): (4, 0), ("adult", "phone"): (500, 0)})
    assert found["minor", "chat"].printed == "."
    assert found["minor", "chat"].of_all is None
    assert found["adult", "phone"].printed == "100"


def test_counts_without_a_base_are_rounded_too():
    counts = {("01", "phone"): (42, SPACE - 1), ("02", "phone"): (1, SPACE - 1), ("02", "email"): (61, SPACE - 1)}
    found = cells("X01", counts)
    assert found["01", "phone"].printed == "40"
    assert found["02", "phone"].printed == "0 tot 4"
    assert found["02", "phone"].base is None


def test_small_rows_of_a_crossed_table_are_taken_together_and_never_one_alone():
    counts = {("age_0_2", "female"): (100, 0), ("age_3_6", "female"): (40, 0), ("unborn", "male"): (60, 0),
              ("unknown", "male"): (3, 0), ("age_60_plus", "nonbinary_other"): (300, 0)}  # fmt: skip
    found = cells("X07", counts)
    assert {row for row, _ in found} == {"age_0_2", "unborn", "age_60_plus", "small_groups"}
    assert found["small_groups", "female"].n == 40
