import pytest
from tests.usecases.publishing import NOW, approved_by_two
from tests.usecases.registration_folders import write_set

from workstation.figures.annual import FIGURES
from workstation.figures.spec import Scope, Tally, Unit
from workstation.figures.synthetic import registration_year
from workstation.store.counting import Counting
from workstation.store.publications import Publications
from workstation.usecases.import_registrations import import_registrations
from workstation.usecases.prepare_publication import prepare_publication
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words


@pytest.fixture
def filled(vault, tmp_path):
    folder = write_set(tmp_path / "set", registration_year(2024, 1, 2000))
    import_registrations(folder, vault, shipped_codebook(), lambda: NOW)
    return vault


def prepared(vault, *names, **more):
    return prepare_publication(vault, shipped_codebook(), words(), 2024, [FIGURES[name] for name in names], **more)


def test_crossed_tables_may_leave_the_house_rounded(filled):
    release = prepared(filled, "T01", "T10", "X06", "X07", "T16", "X12")
    assert release.allowed
    for figure, cells in release.counted.figures:
        if figure.id != "T01":
            assert all(cell.n % 5 == 0 for cell in cells)


def test_the_same_release_twice_is_the_same(filled):
    assert prepared(filled, "T10", "X07") == prepared(filled, "T10", "X07")


def test_exact_crossed_tables_and_internal_ones_are_refused_in_plain_words(filled):
    release = prepared(filled, "X07", method="published_practice")
    assert not release.allowed
    assert release.counted.figures == ()
    said = [words()(f"figures.gate.{remark.key}", **dict(remark.values)) for remark in release.remarks]
    assert said[0].startswith("Leeftijd en gender van de gemelde personen: kruist twee kenmerken")
    assert not prepared(filled, "X09").allowed


def test_one_way_tables_may_follow_the_published_practice_with_a_warning(filled):
    release = prepared(filled, "T10", method="published_practice")
    assert release.allowed
    assert release.remarks
    assert {remark.key for remark in release.remarks} == {"found_out"}
    said = " ".join(words()(f"figures.gate.{remark.key}", **dict(remark.values)) for remark in release.remarks)
    assert "Niet gecategoriseerd" in said
    assert "_" not in said  # no code of ours


def test_crossed_tables_are_rounded_beside_exact_ones_and_frozen_apart(filled):
    names, crossed = ("T01", "T03", "T04", "T13"), ("F14", "F15")
    release = prepared(filled, *names, method="published_practice", rounded=[FIGURES[name] for name in crossed])
    assert release.allowed
    cells = {figure.id: found for figure, found in release.counted.figures}
    assert sum(cell.n for cell in cells["T13"]) == 2000
    left_out = {remark.table for remark in release.remarks if remark.key == "left_out"}
    assert release.rounded == set(crossed) - left_out
    for name in release.rounded:
        assert all(cell.n % 5 == 0 for cell in cells[name])
    assert not left_out & set(cells)
    approved_by_two(filled, release.counted, method=release.method, rounded=release.rounded)
    with filled.reading() as work:
        methods = dict(Publications(work.connection).tables(2024))
    assert methods["T13"] == "published_practice"
    assert {methods[name] for name in release.rounded} <= {"cell_keys"}


def test_what_was_published_before_is_part_of_the_check(filled):
    exact = prepared(filled, "T08", "T10", method="published_practice")
    approved_by_two(filled, exact.counted, method=exact.method)
    with filled.reading() as work:
        assert Publications(work.connection).tables(2024) == (
            ("T08", "published_practice"), ("T10", "published_practice"),
        )  # fmt: skip
    # the small cells of T10 are out already: a table about something else adds nothing to that
    assert prepared(filled, "T12").remarks == ()


def test_counting_with_keys_needs_keys(filled):
    with filled.reading() as work, pytest.raises(ValueError, match="no keys"):
        Counting(work.connection).count(Tally(Unit.CALL, ("channel",), Scope(), keyed=True))
