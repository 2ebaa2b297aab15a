from itertools import combinations

import pytest

from workstation import resources
from workstation.domain.problems import NotReady
from workstation.domain.word_codes import distance, nearest, new_code, read_code, sounding

WORDS = tuple(resources.read("wordcodes", "words.txt").split())


def test_a_code_is_three_different_words_of_the_list():
    codes = {new_code(WORDS) for _ in range(200)}
    assert len(codes) == 200
    assert all(len(set(code)) == 3 and set(code) <= set(WORDS) for code in codes)


def test_there_are_a_hundred_million_codes():
    assert len(WORDS) * (len(WORDS) - 1) * (len(WORDS) - 2) > 100_000_000


def test_no_two_words_sound_alike_on_a_bad_line():
    sounds = [(word, sounding(word)) for word in WORDS]
    alike = [
        (one[0], other[0])
        for one, other in combinations(sounds, 2)
        if abs(len(one[1]) - len(other[1])) < 2 and distance(one[1], other[1]) < 2
    ]
    assert alike == []


@pytest.mark.parametrize("typed", ["anker beker kers", " Anker-BEKER, kers. ", "anker/beker/kers"])
def test_a_code_is_read_however_it_is_typed(typed):
    assert read_code(typed, ["anker", "beker", "kers"]) == ("anker", "beker", "kers")


@pytest.mark.parametrize("typed", ["", "anker", "anker beker", "anker beker kers fiets", "1 2 3"])
def test_fewer_or_more_words_are_no_code(typed):
    with pytest.raises(NotReady):
        read_code(typed, WORDS)


def test_a_misheard_word_gets_the_word_that_was_meant():
    assert nearest("becher", ["anker", "beker"]) == "beker"
    assert nearest("xyloofoon", WORDS) in {"xylofoon", ""}
    with pytest.raises(NotReady) as asked:
        read_code("anger peeker kers", ["anker", "beker", "kers"])
    (problem,) = asked.value.problems
    assert dict(problem.values)["near"] == "anker"


def test_nothing_is_guessed_for_a_word_that_is_far_away():
    assert nearest("qqqqqq", WORDS) == ""
