from workstation.figures.harmonised import lines, needs, trend_groups
from workstation.figures.spec import Scope, Tally, Unit
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

GROUPS = {group.id: group for group in trend_groups(shipped_codebook())}


def tally(year, name, unit=Unit.PERSON):
    return Tally(unit, (name,), Scope(year=year))


def line(group, years, counted):
    found = lines([GROUPS[group]], years, Scope(), counted)[0]
    return {point.year: point for point in found.points}


def test_every_group_has_codes_a_grade_and_a_name():
    for group in GROUPS.values():
        assert group.codes, group.id
        assert group.grade in {"A", "B", "C"}
        assert f"figures.trend.{group.id}" in words()


def test_old_and_new_codes_of_one_problem_are_one_line():
    counted = {
        tally(2020, "problem_type"): {("violence_against_adults",): (8, 0), ("child_abuse",): (92, 0)},
        tally(2024, "problem_type"): {
            ("extrafamilial_adults",): (5, 0), ("intrafamilial_adults",): (4, 0), ("child_abuse",): (91, 0),
        },
    }  # fmt: skip
    found = line("T_adult_violence", (2020, 2024), counted)
    assert [(p.n, p.base, p.printed) for p in (found[2020], found[2024])] == [(8, 100, "8,00"), (9, 100, "9,00")]


def test_a_line_that_always_left_the_unknown_out_still_does():
    counted = {tally(2024, "context_family"): {
        ("intrafamilial",): (85, 0), ("extrafamilial",): (11, 0), ("unknown",): (3, 0), ("?not_asked",): (1, 0),
        ("?not_applicable",): (50, 0),
    }}  # fmt: skip
    point = line("T_context_intra", (2024,), counted)[2024]
    assert (point.n, point.base, point.percent) == (85, 96, "88.5417")


def test_a_year_without_calls_is_told_by_what_was_published():
    found = line("T_child_abuse", (), {})
    assert found[2020].printed == "57"
    assert found[2020].n is None


def test_published_years_say_nothing_about_one_team():
    found = lines([GROUPS["T_child_abuse"]], (), Scope(team="limburg"), {})[0]
    assert found.points == ()


def test_a_year_with_nobody_in_it_has_no_point():
    scope = Scope(team="limburg")
    wanted = needs([GROUPS["T_phone"]], (2024,), scope)
    assert wanted == (Tally(Unit.CALL, ("channel",), Scope(year=2024, team="limburg")),)
    assert lines([GROUPS["T_phone"]], (2024,), scope, {wanted[0]: {}})[0].points == ()


def test_breaks_in_a_series_are_graded_so():
    assert GROUPS["T_anonymous"].grade == "C"
    assert GROUPS["T_child_abuse"].grade == "A"
    assert "stalking" in GROUPS["T_partner_violence_stalking"].remark
