import pytest
from PySide6.QtWidgets import QWidget

from workstation.figures.publications import quarter_of
from workstation.figures.spec import Scope
from workstation.ui.background import Lane
from workstation.ui.commands import Commands
from workstation.ui.screens.annual import AnnualScreen, AnnualWork, Draft, TextPlace

PLACES = (
    TextPlace("key", "Het jaar in het kort", "In 2024 …", "In 2024 …"),
    TextPlace("T06", "Relatie", "Iets meer dan de helft is omstaander.", "Onze zin."),
)


def a_pdf():
    import io

    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    canvas = Canvas(out)
    canvas.drawString(100, 700, "Rapport")
    canvas.save()
    return out.getvalue()


class Desk:
    def __init__(self):
        self.kept, self.drafts, self.approved, self.closed = {}, [], [], []
        self.allowed, self.remarks = True, ()

    def work(self):
        return AnnualWork(lambda _year, then: then(PLACES), self.keep, self.draft, self.approve, self.close)

    def keep(self, year, own):
        self.kept[year] = dict(own)

    def draft(self, scope, method, own, then, sorry):
        self.drafts.append((scope, method, dict(own), sorry))
        then(Draft(a_pdf(), self.remarks, self.allowed))

    def approve(self, scope, method, own, then):
        self.approved.append((scope, method, dict(own)))
        then("Goedgekeurd.", "ok")

    def close(self, year, then):
        self.closed.append(year)
        then("Afgesloten.", "ok")


@pytest.fixture
def desk():
    return Desk()


@pytest.fixture
def screen(qtbot, look, text, desk):
    lane = Lane("paper")
    made = AnnualScreen(desk.work(), lane.do, [("limburg", "1712-team Limburg")], look, text)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    made.open(2024)
    qtbot.waitUntil(lambda: bool(desk.drafts))
    yield made
    made.forget()
    lane.close()


def test_every_text_can_be_changed_and_is_named_for_who_cannot_see_it(screen):
    assert [field.accessibleName() for field in screen.fields.values()] == ["Het jaar in het kort", "Relatie"]
    assert screen.own_texts == {"T06": "Onze zin."}


def test_what_was_changed_is_kept_and_printed(screen, desk):
    screen.fields["key"].setPlainText("Een druk jaar.")
    screen.make_draft()
    assert desk.kept[2024] == {"key": "Een druk jaar.", "T06": "Onze zin."}
    assert desk.drafts[-1][2] == desk.kept[2024]


def test_only_pages_that_were_made_of_these_texts_can_be_approved(screen, desk, text):
    screen.fields["key"].setPlainText("Nog gauw iets anders.")
    screen.approve()
    assert desk.approved == []
    assert screen._said.text() == text("annual.said_draft_first")
    screen.make_draft()
    screen.approve()
    assert desk.approved == [
        (Scope(year=2024), "published_practice", {"key": "Nog gauw iets anders.", "T06": "Onze zin."})
    ]


def test_what_the_gate_forbids_is_not_approved_and_says_why(screen, desk, text):
    desk.allowed, desk.remarks = False, ("F15 kruist twee kenmerken.",)
    screen.make_draft()
    screen.approve()
    assert desk.approved == []
    assert "kruist twee kenmerken" in screen._gate.text()


def test_another_method_makes_other_pages(screen, desk):
    screen.method._buttons["cell_keys"].click()
    assert desk.drafts[-1][1] == "cell_keys"


def test_a_team_and_a_quarter_go_out_short_and_never_exact(screen, desk):
    screen.quarter.setCurrentIndex(screen.quarter.findData("q2"))
    assert desk.drafts[-1][:2] == (quarter_of(2024, 2), "cell_keys")
    screen.team.setCurrentIndex(1)
    screen.method._buttons["threshold"].click()
    scope, method = desk.drafts[-1][:2]
    assert (scope.team, scope.first, method) == ("limburg", quarter_of(2024, 2).first, "threshold")
    assert not screen._texts.isVisible()
    screen.approve()
    assert desk.approved[-1][0] == scope
    screen.open(2023)
    assert screen._texts.isVisible()
    assert screen.scope == Scope(year=2023)


def test_a_year_is_closed_only_when_it_is_said_twice(screen, desk, text):
    screen.close_year()
    assert desk.closed == []
    assert screen._said.text() == text("annual.close_first", year=2024)
    screen.make_draft()
    screen.close_year()
    assert desk.closed == []
    screen.close_year()
    assert desk.closed == [2024]


def test_when_pages_cannot_be_made_the_texts_are_safe(screen, desk, text):
    screen._asked += 1
    screen._failed(screen._asked)
    assert screen._said.text() == text("annual.said_failed")


def test_locking_leaves_neither_texts_nor_pages(screen):
    screen.forget()
    assert screen.fields == {}
    assert screen._list.count() == 0


def test_keys_are_bound(qtbot, screen, text):
    window = QWidget()
    qtbot.addWidget(window)
    screen.bind(Commands(window, text))
