from datetime import date

import pytest

from workstation.vocabulary.codebook import Code, Codebook
from workstation.vocabulary.reading import shipped_codebook

DAY = date(2026, 11, 20)


def a_code(code, **changed):
    return Code(
        **{"list": "shape", "code": code, "labels": {"nl": code.title()}, "valid_from": date(2020, 1, 1)} | changed
    )


def a_codebook(*codes):
    return Codebook("test", codes)


@pytest.mark.parametrize(
    ("day", "valid"),
    [
        (date(2019, 12, 31), False),
        (date(2020, 1, 1), True),
        (date(2021, 12, 31), True),
        (date(2022, 1, 1), False),
    ],
)
def test_a_code_is_valid_on_its_first_and_last_day(day, valid):
    assert a_code("round", valid_until=date(2021, 12, 31)).valid_on(day) is valid


def test_a_code_without_a_last_day_is_in_use():
    assert a_code("round").valid_on(date(2999, 1, 1))


def test_a_retired_code_is_not_offered_and_stays_readable():
    codebook = a_codebook(a_code("round"), a_code("square", valid_until=date(2021, 12, 31)))
    assert [c.code for c in codebook.offered("shape", DAY)] == ["round"]
    assert codebook.label("shape", "square") == "Square"


def test_codes_stand_in_the_order_of_their_list():
    codebook = a_codebook(a_code("b", sort=20), a_code("a", sort=10))
    assert [c.code for c in codebook.of_list("shape")] == ["a", "b"]


def test_the_name_of_a_group_is_not_offered():
    offered = {c.code for c in shipped_codebook().offered("relation_to_victim", DAY)}
    assert "bystander_group" not in offered
    assert "neighbour" in offered


def test_a_group_that_is_an_answer_of_its_own_is_offered():
    assert {"minor", "minor_12_17"} <= {c.code for c in shipped_codebook().offered("contact_age", DAY)}


def test_a_code_of_a_newer_edition_is_shown_by_its_key():
    assert shipped_codebook().label("gender", "new_one") == "new_one"
    assert shipped_codebook().label("gender", None) == ""
    assert shipped_codebook().get("gender", None) is None


def test_a_label_falls_back_on_dutch():
    assert shipped_codebook().label("gender", "female", "fr") == "Femme"
    assert a_codebook(a_code("round")).label("shape", "round", "fr") == "Round"


def test_a_short_code_is_found_however_it_is_typed():
    assert shipped_codebook().with_shortcode(" PG ").code == "partner_violence"
    assert shipped_codebook().with_shortcode("ou") is None


def test_children_are_the_codes_under_a_group():
    assert {c.code for c in shipped_codebook().children("contact_age", "minor")} == {"minor_under_12", "minor_12_17"}


def test_an_unknown_list_is_empty():
    assert shipped_codebook().of_list("no_such_list") == ()


@pytest.mark.parametrize(
    ("age", "minor"),
    [
        ("unborn", True),
        ("age_13_17", True),
        ("minor_group", True),
        ("age_18_59", False),
        ("unknown", None),
        (None, None),
    ],
)
def test_whether_a_reported_person_is_a_minor(age, minor):
    assert shipped_codebook().minor(age) is minor


@pytest.mark.parametrize(
    ("age", "minor"), [("minor", True), ("minor_12_17", True), ("adult", False), ("unknown", None), ("x", None)]
)
def test_whether_a_caller_is_a_minor(age, minor):
    assert shipped_codebook().minor_contact(age) is minor


def test_two_codebooks_are_the_same_only_as_one_object():
    assert a_codebook(a_code("round")) != a_codebook(a_code("round"))
    assert {shipped_codebook(): 1}[shipped_codebook()] == 1
