"""The short codes of the shipped edition: each one thing only, and never something else that is typed."""

import csv
import io
import re
from collections import Counter
from datetime import date

import pytest

from workstation import resources
from workstation.vocabulary.finding import plain
from workstation.vocabulary.reading import shipped_codebook

CHOSEN = [
    "channel",
    "contact_age",
    "gender",
    "anonymous",
    "relation_to_victim",
    "person_age",
    "problem_type",
    "context_family",
    "context_setting",
    "violence_form",
    "outcome",
    "help_offered",
    "campaign",
    "heard_via",
    "call_qualifier",
    "urgency",
    "violence_time",
]
DAY = date(2026, 11, 20)


def rows(file):
    return list(csv.DictReader(io.StringIO(resources.read("codebook", file))))


def shortcodes():
    return [row["shortcode"] for row in rows("shortcodes.csv")]


def test_a_short_code_means_one_thing_over_all_lists():
    assert [code for code, times in Counter(shortcodes()).items() if times > 1] == []


def test_no_short_code_is_what_two_lists_once_both_called_ou():
    assert "ou" not in shortcodes()


def test_every_short_code_belongs_to_a_code_of_the_codebook():
    codebook = shipped_codebook()
    assert [r for r in rows("shortcodes.csv") if codebook.get(r["codelist"], r["code"]) is None] == []


@pytest.mark.parametrize("name", CHOSEN)
def test_everything_a_counsellor_can_choose_today_has_a_short_code(name):
    assert [code.code for code in shipped_codebook().offered(name, DAY) if not code.shortcode] == []


def test_short_codes_are_short_plain_and_typed_without_a_shift_but_for_the_question_mark():
    assert [code for code in shortcodes() if not re.fullmatch(r"[a-z]{1,4}|[a-z]?\?", code)] == []


def test_nearly_all_short_codes_have_at_most_two_letters():
    assert sum(len(code) <= 2 for code in shortcodes()) / len(shortcodes()) > 0.8


def test_no_short_code_holds_a_digit_so_none_is_a_postcode_or_an_age():
    assert [code for code in shortcodes() if any(c.isdigit() for c in code)] == []


def test_gender_letters_are_those_of_the_gender_buttons():
    codebook = shipped_codebook()
    assert [codebook.with_shortcode(letter).code for letter in "vmx"] == ["female", "male", "nonbinary_other"]


def test_no_short_code_reads_as_a_gender_with_an_age_or_as_the_caller_with_a_gender():
    codes = set(shortcodes())
    assert codes.isdisjoint({"c" + letter for letter in "vmx"})


def test_no_short_code_is_the_name_of_a_place():
    places = {
        plain(r["place_name_nl"]) for r in csv.DictReader(io.StringIO(resources.read("directory", "postcodes.csv")))
    }
    towns = csv.DictReader(io.StringIO(resources.read("directory", "municipalities.csv")))
    places |= {plain(r["name_nl"]) for r in towns}
    assert set(shortcodes()) & places == set()


def test_no_short_code_is_a_small_dutch_word():
    assert set(shortcodes()).isdisjoint(
        ["de", "het", "een", "en", "of", "in", "is", "op", "te", "van", "met", "ja", "nee", "niet", "ik", "je", "ze"]
    )
