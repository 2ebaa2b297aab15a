from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QLabel

from workstation.figures.breaks import breaks
from workstation.ui.screens.codebook import CodebookScreen, CodebookWork, Judged, day_of
from workstation.vocabulary.editions import CodeChange, Edition, faults
from workstation.vocabulary.reading import shipped_codebook

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)
BOOK = shipped_codebook()


class Draft:
    def __init__(self):
        self.editions, self.kept, self.enforced = [], [], 0

    def work(self):
        return CodebookWork(lambda then: then(tuple(self.editions)), self.keep, self.enforce)

    def keep(self, day, changes, then, told):
        self.kept.append((day, tuple(changes)))
        then(Judged(faults(BOOK, changes, day, date(2026, 11, 22)), breaks(BOOK, changes)))

    def enforce(self, told):
        self.enforced += 1
        told("Geldt vanaf 01/01/2027.", "ok")


@pytest.fixture
def draft():
    return Draft()


@pytest.fixture
def screen(qtbot, look, text, draft):
    made = CodebookScreen(draft.work(), BOOK, text, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    made.arrive()
    return made


def said(screen):
    return [one.text() for one in screen.findChildren(QLabel) if one.text()]


def a_new_code(screen, code="online_extortion", compare=""):
    screen.kind.put("new")
    screen._show_kind("new")
    screen.code.setText(code)
    screen.label.setText("Sextortion")
    screen.compare.setText(compare)
    screen.add()


def test_every_list_has_its_name_and_shows_its_codes_old_ones_too(screen):
    assert screen.lists.count() == len(BOOK.lists)
    screen.lists.setCurrentIndex(screen.lists.findData("person_age"))
    assert {code.code for code in screen._lines.lines} == {code.code for code in BOOK.of_list("person_age")}


def test_a_new_code_says_which_figures_break_until_it_says_what_it_compares_with(screen, draft):
    a_new_code(screen)
    assert draft.kept[-1][0] == date(2027, 1, 1)
    assert any(
        line.startswith("C · nieuw: online_extortion") and "Welke geweldsproblematiek?" in line
        for line in said(screen)
    )
    screen.remove(screen.changes[0])
    a_new_code(screen, compare="stalking")
    assert any(line.startswith("B · nieuw") for line in said(screen))
    assert screen.changes[0].maps_to == "stalking"


def test_a_code_that_was_ever_used_is_refused_where_it_stands(screen, text):
    a_new_code(screen, code="stalking")
    assert text("codebook.fault.taken") in said(screen)


def test_a_chosen_code_fills_the_form_for_a_retirement(screen):
    screen.kind.put("retire")
    screen._show_kind("retire")
    screen.table.selectRow(0)
    assert screen.code.text() == screen._lines.lines[0].code
    screen.add()
    assert screen.changes[0].kind == "retire"


def test_a_draft_that_waits_is_taken_up_again(screen, draft, text):
    change = CodeChange(kind="retire", list="problem_type", code="stalking")
    draft.editions = [Edition(id="e", from_day=date(2027, 6, 1), changes=(change,), drafted_by="c", drafted_at="x")]
    screen.arrive()
    assert screen.changes == (change,)
    assert screen.from_day.text() == "01/06/2027"
    screen.enforce()
    assert draft.enforced == 1


def test_nothing_is_put_in_force_when_nothing_is_drafted(screen, draft, text):
    screen.enforce()
    assert draft.enforced == 0
    assert text("codebook.fault.nothing") in said(screen)


@pytest.mark.parametrize(
    ("typed", "day"),
    [("01/02/2027", date(2027, 2, 1)), ("1-2-2027", date(2027, 2, 1)), ("31/02/2027", None), ("x", None)],
)
def test_days_are_read_as_they_are_written_here(typed, day):
    assert day_of(typed) == day
