import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.reports.phrases import share, with_number
from workstation.vocabulary.words import words


@pytest.mark.parametrize(
    ("n", "base", "said"),
    [
        (4956, 9594, "iets meer dan de helft"),  # 51,66 %
        (6374, 13281, "bijna de helft"),  # 47,99 %: "bijna de helft" in the report of 2024
        (262, 9594, "bijna 3 %"),  # 2,73 %
        (764, 9594, "8 %"),  # 7,96 %
        (2451, 9594, "iets meer dan een kwart"),
        (50, 100, "de helft"), (3, 1000, "minder dan 1 %"), (0, 10, "niemand"), (10, 10, "iedereen"),
        (334, 1000, "iets meer dan een derde"), (330, 1000, "bijna een derde"),
        (124, 1000, "ongeveer 12 %"), (126, 1000, "bijna 13 %"),
    ],
)  # fmt: skip
def test_shares_are_said_as_the_report_says_them(n, base, said):
    assert share(n, base, words()) == said


def test_words_get_their_number_unless_they_are_one():
    assert with_number(4956, 9594, "52", words()) == "iets meer dan de helft (52 %)"
    assert with_number(262, 9594, "3", words()) == "bijna 3 %"


@given(st.integers(1, 10_000), st.data())
def test_almost_is_under_and_just_over_is_over(base, data):
    n = data.draw(st.integers(0, base))
    said, percent = share(n, base, words()), 100 * n / base
    if said == "bijna de helft":
        assert 47 < percent < 50
    if said == "iets meer dan de helft":
        assert 50 < percent < 55
    if said.startswith("bijna ") and said.endswith("%"):
        whole = int(said.split()[1])
        assert whole - 0.5 <= percent < whole
