import sys
import time
from datetime import date

import pytest

from workstation.vocabulary.finding import find_codes, plain, said
from workstation.vocabulary.reading import shipped_codebook

DAY = date(2026, 11, 20)


def found(name, typed, day=DAY):
    return [code.code for code in find_codes(shipped_codebook(), name, typed, day)]


def test_nothing_typed_gives_the_whole_list_of_the_day():
    assert found("gender", "  ") == ["female", "male", "nonbinary_other", "unknown"]


def test_only_signs_find_nothing():
    assert found("gender", "///") == []


def test_a_short_code_comes_first():
    assert found("problem_type", "sp")[0] == "separation"


def test_a_label_is_found_by_its_beginning():
    assert found("problem_type", "partn")[0] == "partner_violence"


def test_a_label_is_found_by_one_of_its_words():
    assert found("problem_type", "interpersoonlijk")[0] == "other_no_violence"


def test_a_code_is_found_by_what_people_say():
    assert found("problem_type", "pesten")[0] == "violence_between_minors"
    assert found("relation_to_victim", "buurvrouw") == ["neighbour"]


def test_a_beginning_wins_from_a_word_inside_and_that_from_a_synonym():
    assert found("context_setting", "gez")[0] == "household"
    ranks = found("violence_form", "lichamelijk")
    assert ranks[:2] == ["physical_violence", "physical_neglect"]


def test_letters_inside_a_word_are_found_last():
    assert found("problem_type", "mishandeling")[0] == "child_abuse"
    assert "elder_abuse" in found("problem_type", "erenmis")


def test_case_and_accents_do_not_matter():
    assert found("call_qualifier", "SUÏCID") == found("call_qualifier", "suicid") != []


def test_a_retired_code_is_not_offered_today_but_was_then():
    assert "historical_abuse" not in found("problem_type", "historisch")
    assert found("problem_type", "historisch", date(2019, 1, 1))[0] == "historical_abuse"


@pytest.mark.parametrize("typed", ["\ud800", "\0", "😀" * 5, "x" * 1_000_000, "\u202eabc"])
def test_strange_letters_are_no_error(typed):
    assert found("problem_type", typed) == []


def test_plain_keeps_what_short_codes_are_made_of():
    assert plain("  Één-twee  60+ c? ") == "een twee 60+ c?"


def test_what_is_said_is_one_code_or_none():
    codebook = shipped_codebook()
    assert said(codebook, "Partnergeweld", DAY).code == "partner_violence"
    assert said(codebook, "onbekend", DAY) is None
    assert said(codebook, "zomaar iets", DAY) is None


@pytest.mark.skipif(sys.gettrace() is not None, reason="a tracer's time is not ours")
def test_finding_takes_less_than_a_fifth_of_a_millisecond():
    codebook = shipped_codebook()
    find_codes(codebook, "problem_type", "p", DAY)
    rounds = []
    for _ in range(5):
        began = time.perf_counter()
        for _ in range(200):
            find_codes(codebook, "relation_to_victim", "geweld", DAY)
        rounds.append((time.perf_counter() - began) / 200)
    assert min(rounds) < 0.0002
