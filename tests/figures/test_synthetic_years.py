"""Synthetic sets of every year: the lists of their time, and the shares that are known of them."""

from collections import Counter
from datetime import date
from functools import cache

import pytest

from workstation.figures.published_years import published_totals
from workstation.figures.registration_sets import CALL_COLUMNS, JOINED, LISTS, OUTCOME_COLUMNS, PERSON_COLUMNS
from workstation.figures.synthetic import registration_year
from workstation.figures.synthetic_years import KNOWN
from workstation.vocabulary.reading import shipped_codebook

CODEBOOK = shipped_codebook()
# (year, column, codes taken together, codes left out of the base, what is known: a printed percentage or a count)
PUBLISHED = [
    (2017, "problem_type", {"child_abuse"}, set(), 4251), (2017, "problem_type", {"partner_violence"}, set(), 946),
    (2017, "problem_type", {"elder_abuse"}, set(), 195), (2018, "channel", {"phone"}, set(), "86"),
    (2018, "contact_gender", {"female"}, set(), 3676), (2018, "contact_age", {"minor_under_12"}, set(), 15),
    (2018, "problem_type", {"child_abuse"}, set(), "62"), (2018, "problem_type", {"partner_violence"}, set(), "20"),
    (2019, "problem_type", {"separation"}, set(), 335), (2019, "outcome", {"police"}, set(), 1616),
    (2021, "channel", {"phone"}, set(), "68"), (2021, "channel", {"chat"}, set(), "18"),
    (2021, "problem_type", {"child_abuse"}, set(), "54"), (2021, "problem_type", {"partner_violence"}, set(), "19"),
    (2021, "problem_type", {"violence_against_adults"}, set(), "8"),
    (2021, "context_family", {"intrafamilial"}, {"unknown"}, "90"), (2021, "context_setting", {"household"}, set(), "75"),
    (2021, "relation_to_victim", {"self"}, set(), "37"), (2021, "relation_to_victim", {"parent_step"}, set(), "20"),
    (2021, "contact_gender", {"female"}, {"unknown"}, "73"), (2021, "anonymous", {"yes"}, set(), "75"),
    (2022, "channel", {"chat"}, set(), "25"), (2022, "problem_type", {"child_abuse"}, set(), "55"),
    (2022, "problem_type", {"extrafamilial_adults", "intrafamilial_adults"}, set(), "9"),
    (2022, "context_family", {"intrafamilial"}, {"unknown"}, "85"), (2022, "main_form", {"sexual_violence"}, set(), 1353),
    (2022, "relation_to_victim", {"parent_step"}, set(), "18"),
    (2022, "contact_gender", {"female"}, {"unknown"}, "75"), (2022, "anonymous", {"yes"}, set(), "70"),
]  # fmt: skip


@cache
def made(year):
    found = registration_year(year, 1)
    return {
        file: [dict(zip(columns, line, strict=True)) for line in lines]
        for file, columns, lines in (
            ("calls.csv", CALL_COLUMNS, found.calls()),
            ("reported_persons.csv", PERSON_COLUMNS, found.reported_persons()),
            ("outcomes.csv", OUTCOME_COLUMNS, found.outcomes()),
        )
    }


@cache
def offered(codelist, day):
    return {code.code for code in CODEBOOK.offered(codelist, day)}


@pytest.mark.parametrize("year", sorted(KNOWN))
def test_a_year_has_its_published_totals_and_only_codes_of_its_days(year):
    rows = made(year)
    if total := published_totals().get(year):
        assert len(rows["calls.csv"]) == total.calls
        assert len(rows["reported_persons.csv"]) == (total.persons or 3055)
    day_of = {row["call_id"]: date.fromisoformat(row["started_at"][:10]) for row in rows["calls.csv"]}
    day_of |= {row["person_id"]: day_of[row["call_id"]] for row in rows["reported_persons.csv"]}
    for file, lines in rows.items():
        for column, codelist in LISTS[file].items():
            used = {(day_of[row.get("call_id") or row["person_id"]], row[column]) for row in lines if row[column]}
            codes = {(day, code) for day, cell in used for code in (cell.split(";") if column in JOINED else [cell])}
            assert all(code in offered(codelist, day) for day, code in codes), column


@pytest.mark.parametrize(("year", "column", "codes", "out", "known"), PUBLISHED)
def test_what_is_known_of_a_year_is_in_its_set(year, column, codes, out, known):
    lines = next(lines for lines in made(year).values() if column in lines[0])
    count = Counter(row[column] for row in lines if row[column] not in out)
    n = sum(count[code] for code in codes)
    assert n == known if isinstance(known, int) else int(100 * n / count.total() + 0.5) == int(known)


def test_most_of_the_reported_persons_of_2021_and_2022_are_minors():
    minors = {code.code for code in CODEBOOK.children("person_age", "minor_group")}
    for year, least in ((2021, 58), (2022, 59)):
        ages = [row["age_group"] for row in made(year)["reported_persons.csv"]]
        assert least < 100 * sum(age in minors for age in ages) / len(ages) < least + 1


def test_a_year_that_is_not_over_ends_where_it_is_told_to():
    days = {line[1][:10] for line in registration_year(2026, 1, 400, last=date(2026, 11, 20)).calls()}
    assert max(days) <= "2026-11-20"


def test_no_year_before_the_helpline_or_after_today_is_invented():
    for year in (2011, 2027):
        with pytest.raises(KeyError):
            registration_year(year, 1)
