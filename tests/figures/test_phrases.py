import pytest

from workstation.figures.phrases import phrase
from workstation.vocabulary.words import words


@pytest.mark.parametrize(
    ("n", "base", "said"),
    [
        (0, 10, "niemand"),
        (10, 10, "iedereen"),
        (273, 10_000, "bijna 3 %"),
        (4956, 9594, "iets meer dan de helft"),
        (6374, 13_281, "bijna de helft"),
        (920, 10_000, "net geen 10 %"),
        (764, 9594, "bijna 8 %"),
        (81, 1000, "ongeveer 8 %"),
        (36, 100, "36 %"),
        (1, 4, "een kwart"),
        (1, 3, "een derde"),
        (1, 2, "de helft"),
    ],
)
def test_a_share_is_said_as_the_report_says_it(n, base, said):
    key, percent = phrase(n, base)
    assert words()(f"figures.phrase.{key}", percent=percent) == said
