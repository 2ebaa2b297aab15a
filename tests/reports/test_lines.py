import pytest
from hypothesis import given
from hypothesis import strategies as st

from workstation.reports.letters import face
from workstation.reports.lines import Breaker


def breaker():
    return Breaker(face(), 10)


def test_no_line_is_wider_than_its_column():
    text = "De scheidingsproblematiek van ouderenmishandeling (hoofdvorm), en " + "x" * 400
    for width in (60, 150, 400):
        assert all(face().width(line, 10) <= width for line in breaker().lines(text, width))


def test_a_long_word_is_hyphenated_in_dutch():
    assert next(iter(breaker().lines("Vertrouwenscentrum", 60))) in ("Vertrouwens-", "Vertrou-", "Vertrouwen-")


def test_a_table_hyphenates_only_what_would_not_fit_at_all():
    said = "Informatie, advies, ondersteuning"
    assert "-" not in "".join(breaker().lines(said, 140, sparing=True))


def test_a_bracket_is_never_left_alone_behind_a_hyphen():
    for width in range(60, 160):
        lines = list(breaker().lines("Lichamelijk geweld (hoofdvorm), emotioneel geweld", width))
        assert not any(line.startswith(("m)", "vorm)")) and len(line) < 5 for line in lines)


def test_empty_lines_stay():
    assert list(breaker().lines("een\n\ntwee", 100)) == ["een", "", "twee"]


@given(st.text(st.sampled_from("ab éëij-(),. \n"), max_size=300), st.integers(30, 300))
def test_no_sign_is_lost_between_the_lines(text, width):
    def bare(one):
        return "".join(one.split()).replace("-", "")

    assert bare("".join(breaker().lines(text, width))) == bare(text)


@pytest.mark.parametrize("text", ["", " ", "\n", "a"])
def test_the_smallest_texts(text):
    assert "".join(breaker().lines(text, 100)).strip() == text.strip()
