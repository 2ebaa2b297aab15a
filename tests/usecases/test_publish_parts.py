"""Releases of a team or a quarter, and numbers left out: through `prepare_publication` and `forget_year`."""

import pytest
from tests.usecases.publishing import FLEMISH, NOW, approved_by_two
from tests.usecases.registration_folders import write_set

from workstation.domain.problems import NotReady
from workstation.figures.annual import FIGURES
from workstation.figures.publications import kind_of, quarter_of, scope_of
from workstation.figures.spec import Scope
from workstation.figures.synthetic import registration_year
from workstation.store.publications import Publications
from workstation.usecases.approve_report import approve_report
from workstation.usecases.forget_year import forget_year
from workstation.usecases.import_registrations import import_registrations
from workstation.usecases.prepare_publication import prepare_publication
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

TEAM = Scope(year=2024, team="antwerpen")


@pytest.fixture
def filled(vault, tmp_path):
    folder = write_set(tmp_path / "set", registration_year(2024, 1, 2000))
    import_registrations(folder, vault, shipped_codebook(), lambda: NOW)
    return vault


def prepared(vault, part, *names, method="cell_keys"):
    return prepare_publication(vault, shipped_codebook(), words(), part, [FIGURES[name] for name in names], method)


def approved(vault, release):
    kind = kind_of(release.counted.scope)
    return approved_by_two(vault, release.counted, kind, release.method)


def test_the_name_of_a_release_says_which_part_it_is_about():
    for scope in (Scope(year=2024), TEAM, quarter_of(2024, 3), scope_of("q4/@limburg", 2024)):
        assert scope_of(kind_of(scope), 2024) == scope
    assert quarter_of(2024, 1).last.isoformat() == "2024-03-31"
    assert quarter_of(2024, 4).last.isoformat() == "2024-12-31"


def test_small_numbers_are_left_out_and_stay_so_beside_what_was_published(filled):
    release = prepared(filled, 2024, "T01", "T09", "T10", "X07", method="threshold")
    assert release.allowed, release.remarks
    cells = [cell for figure, found in release.counted.figures for cell in found if figure.id != "T01"]
    assert not [cell for cell in cells if cell.n in {1, 2, 3, 4}]
    assert [cell for cell in cells if cell.n is None and cell.printed == "."]
    approved(filled, release)
    with filled.reading() as work:
        told = {table.table: table for table in Publications(work.connection).told(2024)}
    assert told["T10"].hidden
    again = prepared(filled, 2024, "T12", "X06", method="threshold")
    assert again.allowed, again.remarks


def test_a_team_and_a_quarter_leave_the_house_through_the_same_gate(filled):
    for part in (TEAM, quarter_of(2024, 2), scope_of("q2/@antwerpen", 2024)):
        for method in ("cell_keys", "threshold"):
            release = prepared(filled, part, "T10", "T13", method=method)
            assert release.allowed, (part, method, release.remarks)
    assert [remark.key for remark in prepared(filled, TEAM, "T13", method="published_practice").remarks] == [
        "exact_part"
    ]
    with pytest.raises(NotReady):
        approve_report(
            filled, prepared(filled, TEAM, "T13").counted, b"x", desk=FLEMISH, now=lambda: NOW, kind="annual"
        )


def test_all_but_one_team_and_the_whole_are_held_together(filled):
    teams = [code.code for code in shipped_codebook().of_list("team")]
    approved(filled, prepared(filled, 2024, "T10", method="threshold"))
    for team in teams[:-1]:
        release = prepared(filled, Scope(year=2024, team=team), "T10", method="threshold")
        assert release.allowed, release.remarks
        approved(filled, release)
    last = prepared(filled, Scope(year=2024, team=teams[-1]), "T10", method="threshold")
    for remark in last.remarks:
        assert words()(f"figures.gate.{remark.key}", **dict(remark.values))
    assert not [cell for _, cells in last.counted.figures for cell in cells if cell.n in {1, 2, 3, 4}]


def test_a_closed_year_gives_nothing_more_and_forgets_its_secret(filled):
    assert prepared(filled, 2024, "T13").allowed
    with filled.reading() as work:
        assert work.settings.get("figures.key.2024")
    forget_year(2024, vault=filled, desk=FLEMISH, now=lambda: NOW)
    with filled.reading() as work:
        assert work.settings.get("figures.key.2024") is None
    (remark,) = prepared(filled, 2024, "T13").remarks
    assert remark.key == "closed"
    assert "2024" in words()("figures.gate.closed", **dict(remark.values))
