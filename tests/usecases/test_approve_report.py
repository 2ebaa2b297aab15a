from dataclasses import replace

import pytest
from sqlalchemy import delete
from tests.usecases.publishing import FLEMISH, NOW, OFFICER, approved_by_two, now, signed
from tests.usecases.registration_folders import write_set

from workstation.domain.counsellors import ROLES, Desk
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.figures.annual import FIGURES
from workstation.figures.published_years import shipped_cells
from workstation.figures.spec import Scope
from workstation.figures.synthetic import registration_year
from workstation.store import tables as t
from workstation.store.publications import Publications
from workstation.usecases.agree_to_request import agree_to_request
from workstation.usecases.approve_report import approve_report
from workstation.usecases.ask_to_publish import ask_to_publish
from workstation.usecases.carry_out_request import carry_out_request
from workstation.usecases.compare_years import compare_years
from workstation.usecases.count_year import count_year
from workstation.usecases.forget_year import forget_year
from workstation.usecases.import_registrations import import_registrations
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words


@pytest.fixture
def filled(vault, tmp_path):
    folder = write_set(tmp_path / "set", registration_year(2024, 1, 400))
    import_registrations(folder, vault, shipped_codebook(), lambda: NOW)
    return vault


def counted(vault, **scope):
    return count_year(vault, shipped_codebook(), words(), Scope(**scope), [FIGURES[name] for name in ("T01", "T10")])


def test_an_approved_report_is_kept_cell_by_cell(filled):
    kept = approved_by_two(filled, counted(filled, year=2024))
    with filled.reading() as work:
        assert Publications(work.connection).of_year(2024) == kept
        assert Publications(work.connection).of_year(2023) is None
    assert [cell.printed for cell in kept.cells[:1]] == ["400"]


def test_erasing_the_records_does_not_change_what_was_published(filled):
    kept = approved_by_two(filled, counted(filled, year=2024))
    with filled.work() as work:
        work.connection.execute(delete(t.calls))
    assert counted(filled, year=2024).calls == 0
    with filled.reading() as work:
        assert Publications(work.connection).of_year(2024) == kept
        assert Publications(work.connection).totals()[2024].calls == 400
    growth = count_year(filled, shipped_codebook(), words(), Scope(year=2025), [FIGURES["F03"]]).figures[0][1]
    assert {cell.row: cell.n for cell in growth if cell.column == "calls"}["2024"] == 400


def test_a_year_is_approved_once(filled):
    year = counted(filled, year=2024)
    approved_by_two(filled, year)
    with pytest.raises(NotReady):
        approved_by_two(filled, year)
    approved_by_two(filled, year, kind="persbericht", method="cell_keys")


def test_a_report_of_one_team_is_no_annual_report(filled):
    with pytest.raises(NotReady):
        approved_by_two(filled, counted(filled, year=2024, team="limburg"))
    with pytest.raises(NotReady):
        approved_by_two(filled, counted(filled))


def test_the_tables_of_2024_came_with_the_program():
    cells = {(one.cell.table, one.cell.row, one.cell.column): one for one in shipped_cells(2024)}
    assert len(cells) == 106
    assert cells["T10", "child_abuse", ""].cell.printed == "58,08"
    assert cells["T06", "bystander_group", ""].relation == ">"
    assert shipped_cells(2019) == ()


def test_years_in_the_store_and_published_years_stand_beside_each_other(filled):
    lines = {line.group.id: line for line in compare_years(filled, shipped_codebook())}
    points = {point.year: point for point in lines["T_child_abuse"].points}
    assert points[2020].printed == "57"
    assert points[2024].base == sum(
        cell.n for _, cells in counted(filled, year=2024).figures for cell in cells if cell.table == "T10"
    )


@pytest.mark.parametrize("role", [role for role in ROLES if role != "flemish_coordinator"])
def test_only_who_speaks_for_the_helpline_approves_or_closes_a_year(filled, role):
    desk = Desk(counsellor="c-01", mark="K7", role=role)
    with pytest.raises(NotAllowed):
        approve_report(filled, counted(filled, year=2024), b"pdf", desk=desk, now=lambda: NOW)
    with pytest.raises(NotAllowed):
        forget_year(2024, vault=filled, desk=desk, now=lambda: NOW)
    with filled.reading() as work:
        assert Publications(work.connection).of_year(2024) is None


def approve(vault, year, desk=FLEMISH, **more):
    return approve_report(vault, year, b"pdf", desk=desk, now=now, **more)


def test_one_person_cannot_let_figures_go_out(filled):
    year = counted(filled, year=2024)
    with pytest.raises(NotReady):
        approve(filled, year)
    asked = ask_to_publish(filled, year, "annual", "published_practice", "nagelezen", desk=FLEMISH, now=now)
    with pytest.raises(NotReady):
        approve(filled, year)
    with pytest.raises(NotReady):
        agree_to_request(asked.id, FLEMISH, vault=filled, now=now)
    with pytest.raises(NotAllowed):
        ask_to_publish(filled, year, "annual", "cell_keys", "nagelezen", desk=OFFICER, now=now)
    with pytest.raises(NotReady):
        carry_out_request(asked.id, FLEMISH, vault=filled, now=now)
    agree_to_request(asked.id, OFFICER, vault=filled, now=now)
    with pytest.raises(NotAllowed):
        approve(filled, year, desk=OFFICER)
    approve(filled, year)


def test_what_was_signed_is_these_numbers_protected_in_this_way_once(filled):
    year = counted(filled, year=2024)
    signed(filled, year)
    with pytest.raises(NotReady):
        approve(filled, year, method="cell_keys")
    with pytest.raises(NotReady):
        approve(filled, year, kind="persbericht")
    first, cells = year.figures[0]
    other = replace(year, figures=((first, (replace(cells[0], n=401), *cells[1:])), *year.figures[1:]))
    with pytest.raises(NotReady):
        approve(filled, other)
    approve(filled, year)
    with filled.reading() as work:
        assert [one.state for one in work.retention.requests()] == ["executed"]


def test_practice_needs_nobody_else(filled):
    approve(filled, counted(filled, year=2024), desk=replace(FLEMISH, practice=True))
