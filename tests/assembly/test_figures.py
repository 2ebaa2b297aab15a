"""Figures and the annual report, from the store to pictures and files."""

import io
from datetime import UTC, datetime

import pytest
from pypdf import PdfReader
from tests.usecases.registration_folders import write_set

from workstation.assembly.annual import KEPT, Annual
from workstation.assembly.desk import OpenDesk
from workstation.assembly.figures import Figures
from workstation.directory.reading import shipped_directory
from workstation.directory.search import finder_of
from workstation.domain.counsellors import Desk
from workstation.domain.problems import NotReady
from workstation.figures.publications import quarter_of
from workstation.figures.spec import Scope
from workstation.figures.synthetic import registration_year
from workstation.store.marks import owner
from workstation.store.unlocking import unlock
from workstation.ui.background import Lane
from workstation.ui.screens.figures import PAGES, scope_of
from workstation.usecases.agree_to_request import agree_to_request
from workstation.usecases.import_registrations import import_registrations
from workstation.usecases.keep_setting import keep_setting
from workstation.usecases.look_up_requests import look_up_requests
from workstation.vocabulary.reading import shipped_codebook

YEAR = Scope(year=2024)
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
SCOPES = [
    scope_of(2024, "whole", 1, None, None), scope_of(2024, "q2", 1, "limburg", None),
    scope_of(2024, "week", 20, None, "chat"), scope_of(2031, "whole", 1, None, None),
]  # fmt: skip


@pytest.fixture(scope="module")
def year_of_calls(tmp_path_factory):
    return write_set(tmp_path_factory.mktemp("set"), registration_year(2024, 1, calls=600))


@pytest.fixture
def desk(profile, year_of_calls):
    with unlock(profile.folder, profile.passphrase) as vault:
        import_registrations(year_of_calls, vault, shipped_codebook(), lambda: NOW)
        with vault.reading() as work:
            whose = owner(work.connection)
        role = "flemish_coordinator"
        yield OpenDesk(profile.folder, vault, whose, finder_of(shipped_directory()), lambda: NOW, role=role)


@pytest.fixture
def lane():
    made = Lane("paper")
    yield made
    made.close()


@pytest.mark.parametrize("scope", SCOPES, ids=["year", "quarter of a team", "week of a channel", "nobody"])
def test_every_page_can_be_shown_of_any_period(desk, lane, tmp_path, scope):
    figures = Figures(desk, lane, tmp_path)
    for page, names in PAGES.items():
        shown = figures.shown(scope, page)
        assert {one.id for one in shown.pictures} >= set(names)
        assert all(one.message and one.table.base for one in shown.pictures if one.id != "years")
        assert len(shown.numbers) == 4


def test_a_year_is_written_as_annual_report_and_a_quarter_as_team_report(desk, lane, tmp_path, text):
    folder = tmp_path / "files"
    figures = Figures(desk, lane, folder)
    for scope, title in (
        (SCOPES[0], "1712 in cijfers 2024"),
        (SCOPES[1], "Teamrapport 1712-team Limburg"),
        (SCOPES[2], "Teamrapport"),
    ):
        said, role = figures._files(scope)
        assert role == "ok", said
        (made,) = folder.glob("*.pdf")
        assert title in PdfReader(made).metadata.title
        for path in folder.iterdir():
            path.unlink()
    assert figures._files(SCOPES[3]) == (text("figures_screen.nothing_to_write"), "warn")


def test_own_texts_are_kept_and_stand_in_what_is_published(desk, lane, tmp_path):
    annual = Annual(desk, lane, tmp_path)
    keep_setting(KEPT.format(year=2024), '{"T06": "Onze eigen zin."}', vault=desk.vault)
    places = {place.name: place for place in annual.places(2024)}
    assert places["T06"].words == "Onze eigen zin."
    assert places["T06"].proposed != places["T06"].words
    assert all(place.where for place in places.values())
    draft = annual.draft(YEAR, "cell_keys", {"T06": "Onze eigen zin."})
    read = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(draft.pdf)).pages)
    assert "Onze eigen zin." in read


def the_officer_signs(desk):
    officer = Desk(counsellor="d.dpo", mark="K9", role="protection_officer")
    for request, _ in look_up_requests(officer, vault=desk.vault):
        agree_to_request(request.id, officer, vault=desk.vault, now=desk.now)


def test_a_year_is_approved_once_and_by_two(desk, lane, tmp_path):
    annual = Annual(desk, lane, tmp_path)
    assert "tweede persoon" in annual.approved(YEAR, "published_practice", {})
    assert list(tmp_path.glob("*.pdf")) == []
    the_officer_signs(desk)
    annual.approved(YEAR, "published_practice", {})
    assert len(list(tmp_path.glob("1712-jaarrapport-2024-*.pdf"))) == 1
    with pytest.raises(NotReady):
        annual.approved(YEAR, "published_practice", {})


@pytest.mark.parametrize("method", ["cell_keys", "threshold"])
def test_a_quarter_goes_out_with_its_note_and_without_an_exact_total(desk, lane, tmp_path, text, method):
    annual = Annual(desk, lane, tmp_path)
    draft = annual.draft(quarter_of(2024, 2), method, {})
    assert draft.allowed, draft.remarks
    read = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(draft.pdf)).pages)
    assert text("figures.gate.note_threshold" if method == "threshold" else "figures.gate.note")[:40] in read
    assert "kwartaal 2 van 2024" in read
    annual.approved(quarter_of(2024, 2), method, {})
    the_officer_signs(desk)
    annual.approved(quarter_of(2024, 2), method, {})
    assert len(list(tmp_path.glob("1712-cijfers-q2-2024-*.pdf"))) == 1


def test_left_out_numbers_are_points_on_the_pages_and_in_no_sentence(desk, lane, tmp_path, text):
    draft = Annual(desk, lane, tmp_path).draft(YEAR, "threshold", {})
    assert draft.allowed, draft.remarks
    read = " ".join(" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(draft.pdf)).pages)
    assert text("figures.gate.note_threshold")[:40] in read
    assert " . %" not in read
    assert "None" not in read


def test_a_closed_year_gives_nothing_more(desk, lane, tmp_path, qtbot):
    annual, told = Annual(desk, lane, tmp_path), []
    annual.work().close(2024, lambda words, role: told.append(role))
    qtbot.waitUntil(lambda: told == ["ok"])
    assert not annual.draft(YEAR, "cell_keys", {}).allowed


@pytest.fixture
def text():
    from workstation.vocabulary.words import words

    return words()
