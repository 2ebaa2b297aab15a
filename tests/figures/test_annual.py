"""Every kind of figure, from counts written by hand."""

from datetime import date, timedelta

import pytest

from workstation.figures.annual import FIGURES
from workstation.figures.around import Around, Totals
from workstation.figures.campaigns import compare
from workstation.figures.counting import MAKERS, cells_of, needed
from workstation.figures.durations import mean, quantile
from workstation.figures.published_years import published_totals
from workstation.figures.spec import Scope, Tally, Unit
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

YEAR = Scope(year=2024)


def made(name, *counts, scope=YEAR, years=None):
    """The cells of a figure whose tallies give these counts, by (row, column)."""
    figure = FIGURES[name]
    tallies = needed([figure], scope)
    counted = {
        tally: {key: n if isinstance(n, tuple) else (n, 0) for key, n in one.items()}
        for tally, one in zip(tallies, counts, strict=True)
    }
    around = Around(shipped_codebook(), words(), scope, years or {})
    return {(cell.row, cell.column): cell for cell in cells_of(figure, counted, around)}


def test_every_figure_of_the_specification_is_declared_and_has_a_title():
    assert len(FIGURES) == 37
    assert {figure.kind for figure in FIGURES.values()} == set(MAKERS)
    assert all(f"figures.title.{name}" in words() for name in FIGURES)
    assert all(f"figures.noun.{figure.noun}" in words() for figure in FIGURES.values())


def test_needs_are_asked_once():
    assert needed([FIGURES["T10"], FIGURES["T10"]], YEAR) == (Tally(Unit.PERSON, ("problem_type",), YEAR),)


def test_what_was_not_asked_counts_as_unknown_and_what_does_not_apply_leaves_the_base():
    found = made("T11", {("intrafamilial",): 85, ("extrafamilial",): 11, ("unknown",): 2, ("?not_asked",): 1,
                         ("?not_recorded",): 1, ("?not_applicable",): 40})  # fmt: skip
    unknown = found["unknown", ""]
    assert (unknown.n, unknown.base, unknown.of_all, unknown.of_known) == (4, 100, "4.0000", None)
    assert found["intrafamilial", ""].of_known == "88.5417"


def test_a_problem_that_was_not_noted_is_uncategorised_and_stands_last():
    found = made("T10", {("child_abuse",): 1, ("?not_recorded",): 5})
    assert list(found)[-1] == ("uncategorised", "")
    assert found["uncategorised", ""].n == 5


def test_codes_that_nobody_chose_are_in_the_table_with_nought():
    assert made("T13", {("phone",): 3})["chat", ""].printed == "0"


def test_details_are_counted_with_their_group():
    found = made("T03", {("minor",): 1, ("minor_under_12",): 1, ("minor_12_17",): 1, ("adult",): 7})
    assert (found["minor", ""].n, found["minor", ""].printed) == (3, "30")


def test_the_base_of_a_crossed_table_is_its_row():
    found = made("F14", {("minor", "chat"): 79, ("minor", "phone"): 21, ("adult", "phone"): 50})
    assert (found["minor", "chat"].base, found["minor", "chat"].printed) == (100, "79")
    assert found["adult", "chat"].n == 0
    assert found["minor", "chat"].label == "Minderjarig · Chat"


def test_only_minors_are_the_base_of_those_under_thirteen():
    found = made("T09c", {("age_0_2",): 3, ("age_13_17",): 1, ("age_18_59",): 96, ("?not_asked",): 9})
    assert (found["under_13", ""].n, found["under_13", ""].base) == (3, 4)


def test_a_code_of_a_later_edition_keeps_its_own_row():
    assert made("T13", {("hologram",): 1})["hologram", ""].label == "hologram"


def test_outcomes_are_a_share_of_outcomes_and_of_persons():
    assert made("T16", {("caw",): 30, ("vk_ocj",): 10})["caw", ""].printed == "75,00"
    found = made("T16c", {("caw",): 30, ("vk_ocj",): 10}, {(): 50})
    assert (found["caw", ""].printed, found["caw", ""].base) == ("60,00", 50)


def test_growth_is_told_against_last_year_and_the_first():
    years = {2023: Totals(9406, None), 2012: Totals(2552, 2163)}
    found = made("T02", {(): 9594}, {(): 13_281}, years=years)
    assert {key: cell.printed for key, cell in found.items()} == {
        ("calls", "vs_2023"): "2", ("calls", "vs_2012"): "276", ("reported_persons", "vs_2012"): "514",
    }  # fmt: skip
    assert made("T02", {(): 1}, {(): 1}, scope=Scope()) == {}
    assert made("T02", {(): 1}, {(): 1}, scope=Scope(year=2012), years=years) == {}


def test_the_evolution_holds_every_year_known_and_the_year_in_hand_as_counted():
    later = {2025: Totals(8, 9)}  # a report of 2024 does not know them
    found = made("F03", {(): 5}, {(): 7}, years={2013: Totals(3250, None), 2024: Totals(1, 1)} | later)
    assert {key: cell.n for key, cell in found.items()} == {
        ("2013", "calls"): 3250, ("2024", "calls"): 5, ("2024", "reported_persons"): 7,
    }  # fmt: skip
    assert made("F03", {}, {}, scope=Scope()) == {}


def test_totals_are_those_of_calls_and_persons():
    assert [cell.n for cell in made("T01", {(): 5}, {(): 7}).values()] == [5, 7]


def test_the_hour_of_a_call_is_the_clock_in_brussels():
    winter, summer = ("2024-01-08T08", "phone"), ("2024-07-08T07", "email")
    found = made("X02", {winter: 2, summer: 3, ("2024-07-08T09", "email"): 1})
    assert found["1", "09"].n == 3  # the e-mails stand once more in a table of their own, and come last
    assert found["1", "09"].table == "X02m"
    assert found["1", "11"].label == "maandag 11 u"


def test_middles_leave_out_what_was_not_measured():
    waits = {("phone", "10"): 1, ("phone", "20"): 1, ("phone", "90"): 2, ("email", "?"): 4}
    found = made("X08", waits, {("phone", "600"): 1})
    assert {key: cell.n for key, cell in found.items()} == {
        ("phone", "n_wait"): 4, ("phone", "mean_wait"): 53, ("phone", "med_wait"): 20, ("phone", "p90_wait"): 90,
        ("phone", "n_handle"): 1, ("phone", "mean_handle"): 600, ("phone", "med_handle"): 600,
        ("phone", "p90_handle"): 600,
    }  # fmt: skip


def test_quantiles_are_values_that_were_there():
    assert [quantile({1: 1, 2: 1, 3: 1, 4: 1}, tenths) for tenths in (0, 5, 9, 10)] == [1, 2, 4, 4]
    assert mean({1: 1, 2: 1}) == 2  # half up
    with pytest.raises(ValueError, match="no values"):
        quantile({}, 5)


def test_workload_is_told_of_teams_large_enough_and_never_of_a_person():
    counts = {("limburg", f"m{n}"): (n, 600 * n) for n in range(1, 6)} | {("antwerpen", "m9"): (90, 9)}
    found = made("X09", counts | {("?not_asked", f"x{n}"): (1, 60) for n in range(6)})
    assert {row for row, _ in found} == {"limburg"}
    assert (found["limburg", "calls_median"].n, found["limburg", "minutes_q3"].n) == (3, 40)


def test_a_campaign_is_compared_with_two_earlier_stretches():
    start = date(2023, 1, 2)
    days = {start + timedelta(n): 10 for n in range(729) if (start + timedelta(n)).weekday() < 5}
    days |= {day: 20 for day in days if date(2024, 4, 1) <= day <= date(2024, 4, 30)}
    found = made("X10", {(day.isoformat(),): n for day, n in days.items()})
    assert found["siblings_2024", "weeks_4"].printed == "2,00 1,69 2,36"
    assert found["siblings_2024", "weeks_52"].printed.startswith("2,00 ")
    assert found["2024-04-01", ""].n == 20
    assert ("2023-04-03", "") not in found
    assert ("kijknietweg_2020", "weeks_4") not in found
    assert len(made("X10", {("2024-01-02",): 3, ("2023-01-02",): 3}, scope=Scope())) == 2


def test_nothing_is_said_of_a_campaign_with_fewer_than_thirty_calls():
    assert compare(29, 5, 100, 20) is None
    assert compare(100, 20, 29, 5) is None
    assert round(compare(200, 10, 100, 10).value, 2) == 2.0


def test_completeness_counts_half_answers_as_none():
    nothing = {}
    found = made("X13", {("adult",): 3, ("unknown",): 1}, nothing, nothing, nothing, nothing,
                 {("minor_unknown",): 1, ("age_0_2",): 2, ("?not_recorded",): 1, ("?not_applicable",): 6},
                 nothing, nothing, nothing, nothing)  # fmt: skip
    assert (found["contact_age", ""].n, found["contact_age", ""].printed) == (1, "25,0")
    assert (found["person_age", ""].n, found["person_age", ""].base) == (2, 4)
    assert found["person_age", "not_recorded"].n == 1
    assert found["main_form", ""].printed == "–"


def test_persons_per_call_stand_in_order():
    found = made("X14", {("10",): 1, ("2",): 3, ("1",): 6})
    assert [row for row, _ in found] == ["1", "2", "10"]


def test_months_have_their_names():
    assert made("X01", {("03", "phone"): 2})["03", "phone"].label == "maart · Telefoon"


def test_published_totals_reach_back_to_2012():
    assert set(published_totals()) == set(range(2012, 2025))
    assert published_totals()[2013].persons is None
