import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.domain.reported_persons import OLDEST, age_band, contact_age
from workstation.vocabulary.reading import shipped_codebook


@pytest.mark.parametrize(
    ("years", "band"),
    [
        (0, "age_0_2"), (2, "age_0_2"), (3, "age_3_6"), (6, "age_3_6"), (7, "age_7_12"), (12, "age_7_12"),
        (13, "age_13_17"), (17, "age_13_17"), (18, "age_18_59"), (59, "age_18_59"), (60, "age_60_plus"),
        (OLDEST, "age_60_plus"),
    ],
)  # fmt: skip
def test_bands_change_on_birthdays(years, band):
    assert age_band(years) == band


@pytest.mark.parametrize(
    ("years", "band"),
    [(11, "minor_under_12"), (12, "minor_12_17"), (17, "minor_12_17"), (18, "adult_18_59"), (60, "adult_60_plus")],
)
def test_a_callers_bands_change_on_birthdays(years, band):
    assert contact_age(years) == band


@pytest.mark.parametrize("band_of", [age_band, contact_age])
@pytest.mark.parametrize("years", [-1, OLDEST + 1])
def test_an_age_nobody_reaches_has_no_band(band_of, years):
    with pytest.raises(ValueError):
        band_of(years)


@given(st.integers(0, OLDEST))
def test_both_bands_agree_about_being_of_age(years):
    codebook = shipped_codebook()
    assert codebook.minor(age_band(years)) is codebook.minor_contact(contact_age(years)) is (years < 18)
