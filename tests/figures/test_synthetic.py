"""The published tables themselves are compared in tests/usecases/test_published_years.py, through import and counting."""

from collections import Counter
from datetime import date

import pytest

from workstation.figures.registration_sets import CALL_COLUMNS, JOINED, LISTS, OUTCOME_COLUMNS, PERSON_COLUMNS
from workstation.figures.synthetic import MOST, registration_year
from workstation.figures.synthetic_margins import Share, counts_of, g, n, p, scaled
from workstation.figures.whole_numbers import Impossible
from workstation.vocabulary.reading import shipped_codebook


def rows(columns, lines):
    return [dict(zip(columns, line, strict=True)) for line in lines]


@pytest.fixture(scope="module", params=[2020, 2024])
def made(request):
    year = registration_year(request.param, 1)
    return (
        request.param,
        rows(CALL_COLUMNS, year.calls()),
        rows(PERSON_COLUMNS, year.reported_persons()),
        rows(OUTCOME_COLUMNS, year.outcomes()),
    )


def test_every_walk_over_a_set_gives_the_same_rows():
    one, other = registration_year(2024, 5, 500), registration_year(2024, 5, 500)
    for stream in ("calls", "reported_persons", "outcomes"):
        assert list(getattr(one, stream)()) == list(getattr(one, stream)()) == list(getattr(other, stream)())
    assert list(registration_year(2024, 6, 500).calls()) != list(one.calls())


def test_a_set_has_the_published_numbers_of_calls_and_persons(made):
    year, calls, persons, _ = made
    assert (len(calls), len(persons)) == {2020: (8059, 11305), 2024: (9594, 13281)}[year]


def test_every_code_of_a_set_is_valid_on_the_day_of_its_call(made):
    _, calls, persons, outcomes = made
    codebook = shipped_codebook()
    day_of_call = {c["call_id"]: date.fromisoformat(c["started_at"][:10]) for c in calls}
    day_of_person = {q["person_id"]: day_of_call[q["call_id"]] for q in persons}
    for file, lines, day in (
        ("calls.csv", calls, lambda line: day_of_call[line["call_id"]]),
        ("reported_persons.csv", persons, lambda line: day_of_call[line["call_id"]]),
        ("outcomes.csv", outcomes, lambda line: day_of_person[line["person_id"]]),
    ):
        for column, name in LISTS[file].items():
            used = {(day(line), cell) for line in lines for cell in _cells(column, line[column])}
            assert all(codebook.get(name, code).valid_on(when) for when, code in used), column


def _cells(column, cell):
    return cell.split(";") if column in JOINED and cell else [cell] if cell else []


def test_every_call_has_persons_and_the_contact_is_one_of_them_only_when_calling_for_oneself(made):
    _, calls, persons, _ = made
    of_call = Counter(q["call_id"] for q in persons)
    own = Counter(q["call_id"] for q in persons if q["is_contact"] == "1")
    assert set(of_call) == {c["call_id"] for c in calls}
    assert max(of_call.values()) <= MOST
    assert all(own[c["call_id"]] == (1 if c["relation_to_victim"] == "self" else 0) for c in calls)


def test_problems_fit_the_ages_and_contexts_they_speak_of(made):
    _, _, persons, _ = made
    minors = {c.code for c in shipped_codebook().children("person_age", "minor_group")}
    parent = {c.code: c.parent for c in shipped_codebook().of_list("context_setting")}
    for q in persons:
        if q["problem_type"] in {"child_abuse", "violence_between_minors"}:
            assert q["age_group"] in minors
        if q["problem_type"] in {"extrafamilial_adults", "intrafamilial_adults", "parent_abuse"}:
            assert q["age_group"] not in minors
        if "unknown" not in {q["context_setting"], q["context_family"]}:
            assert parent[q["context_setting"]] == q["context_family"]


def test_nobody_has_the_same_outcome_twice(made):
    _, _, _, outcomes = made
    assert len({(o["person_id"], o["outcome"]) for o in outcomes}) == len(outcomes)


@pytest.mark.parametrize("size", [1, 40, 333, 2000, 30_000])
def test_a_set_of_any_size_can_be_made(size):
    year = registration_year(2024, 2, size)
    assert sum(1 for _ in year.calls()) == size
    assert sum(1 for _ in year.reported_persons()) >= size


def test_twenty_thousand_calls_keep_every_printed_share_of_the_problems():
    year = registration_year(2024, 2, 20_000)
    count = Counter(line[PERSON_COLUMNS.index("problem_type")] for line in year.reported_persons())
    assert round(100 * count["child_abuse"] / count.total(), 2) == 58.08


def test_groups_and_their_parts_are_kept_at_once():
    shares = {"minors": Share(printed="63", parts={"a": p("62"), "b": g(1)}), "rest": g(37)}
    found = counts_of(shares, 1000, 1000)
    assert 625 <= found["a"] + found["b"] < 635
    assert 615 <= found["a"] < 625


def test_a_stated_count_is_kept_at_its_own_size_and_in_proportion_at_another():
    shares = {"a": n(30), "b": g(70)}
    assert scaled(shares, 100, 100) == {"a": 30, "b": 70}
    assert scaled(shares, 100, 10) == {"a": 3, "b": 7}


def test_a_stated_count_grows_with_a_larger_year():
    assert scaled({"a": n(30), "b": g(70)}, 100, 1000) == {"a": 300, "b": 700}


def test_shares_that_contradict_each_other_are_refused():
    with pytest.raises(Impossible):
        counts_of({"a": p("60"), "b": p("60")}, 100, 100)


def test_practice_of_the_campaigns_of_a_year_lies_inside_their_days():
    codebook = shipped_codebook()
    place = CALL_COLUMNS.index("campaign")
    marked = [(line[1][:10], line[place]) for line in registration_year(2024, 3, 3000).calls() if line[place]]
    assert marked
    assert all(codebook.get("campaign", code).valid_on(date.fromisoformat(day)) for day, code in marked)
