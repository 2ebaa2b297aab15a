from datetime import UTC, date, datetime

import pytest
from PySide6.QtWidgets import QWidget

from workstation.domain.changes import Changes
from workstation.figures.annual import FIGURES
from workstation.figures.spec import Scope
from workstation.reports.charts import Bar, Bars
from workstation.reports.pictures import Picture
from workstation.reports.tables import Table
from workstation.ui.commands import Commands
from workstation.ui.screens.figures import PAGES, FiguresScreen, FiguresWork, Shown, scope_of, weeks_in
from workstation.vocabulary.reading import shipped_codebook

NOW = datetime(2026, 11, 22, 10, tzinfo=UTC)


def picture(name):
    table = Table(name, f"Titel {name}", "Basis: 10 oproepen", "Wat telt", ("Antwoord", "Aantal", "Basis", "% van alle", "% van gekend", "In het rapport"),
                  (("Telefoon", 6, 10, 60.0, 60.0, "60"), ("Chat", 4, 10, 40.0, 40.0, "40")))  # fmt: skip
    return Picture(
        name,
        f"Titel {name}",
        "Telefoon het vaakst, 60 %.",
        Bars((Bar("Telefoon", 60.0, "60 %"), Bar("Chat", 40.0, "40 %")), "%"),
        table,
    )


class Counter:
    def __init__(self):
        self.asked = []
        self.written = []
        self.later = []

    def work(self):
        return FiguresWork(years=lambda then: then((2024, 2025)), count=self.count, write=self.write)

    def count(self, scope, page, then, sorry):
        self.asked.append((scope, page))
        self.later.append(
            (lambda: then(Shown(tuple(picture(name) for name in PAGES[page]), (("10", "oproepen"),))), sorry)
        )

    def answer(self):
        self.later.pop(0)[0]()

    def write(self, scope, then):
        self.written.append(scope)
        then("Rapport staat in de map.", "ok")


@pytest.fixture
def counter():
    return Counter()


@pytest.fixture
def screen(qtbot, look, text, counter):
    made = FiguresScreen(counter.work(), shipped_codebook(), look, text, lambda: NOW)
    qtbot.addWidget(made)
    made.resize(1280, 700)
    made.show()
    made.arrive()
    return made


def answered(qtbot, screen, counter):
    counter.answer()
    qtbot.waitUntil(lambda: not screen._waiting)


def seen(screen):
    return [card for card in screen.cards if not card.isHidden()]


def test_a_page_shows_every_figure_with_sentence_base_and_definition(qtbot, screen, counter):
    answered(qtbot, screen, counter)
    assert [card._title.text() for card in seen(screen)] == [f"Titel {name}" for name in PAGES["overview"]]
    card = seen(screen)[0]
    assert card._base.text() == "Basis: 10 oproepen"
    assert "Telefoon het vaakst" in card.chart.accessibleName()


def test_every_table_of_the_report_and_every_analysis_is_on_some_page():
    assert {name for names in PAGES.values() for name in names} == set(FIGURES)


def test_every_chart_has_its_table(qtbot, screen, counter):
    answered(qtbot, screen, counter)
    screen.turn_tables()
    qtbot.waitUntil(lambda: not screen._waiting)
    for card in seen(screen):
        assert card.chart.isHidden()
        assert card.table.model().rowCount() == 2
        assert card.table.accessibleName()
    screen.turn_tables()
    qtbot.waitUntil(lambda: not screen._waiting)
    assert all(card.table is None and not card.chart.isHidden() for card in seen(screen))


def test_choosing_asks_for_team_channel_and_quarter(qtbot, screen, counter):
    screen.team.setCurrentIndex(screen.team.findData("limburg"))
    screen.channel.setCurrentIndex(screen.channel.findData("chat"))
    screen.period.put("q2")
    screen.page.setCurrentIndex(screen.page.findData("what"))
    screen.look_again()
    scope, page = counter.asked[-1]
    assert (scope.team, scope.channel, scope.first, scope.last) == (
        "limburg",
        "chat",
        date(2026, 4, 1),
        date(2026, 6, 30),
    )
    assert page == "what"


def test_running_through_a_list_counts_once(qtbot, screen, counter):
    before = len(counter.asked)
    for at in range(4):
        screen.page.setCurrentIndex(at)
    qtbot.wait(120)
    assert len(counter.asked) == before + 1


def test_an_answer_to_an_earlier_question_is_let_go(qtbot, screen, counter):
    screen.page.setCurrentIndex(screen.page.findData("who"))
    screen.look_again()
    first, second = counter.later
    second[0]()
    qtbot.waitUntil(lambda: not screen._waiting)
    first[0]()
    assert len(seen(screen)) == len(PAGES["who"])


def test_when_counting_fails_it_is_said_calmly(screen, counter, text):
    counter.later.pop(0)[1]()
    assert screen._said.text() == text("figures_screen.said_failed")


def test_only_a_written_call_counts_again(qtbot, screen, counter):
    before = len(counter.asked)
    screen.heard(Changes())
    qtbot.wait(80)
    assert len(counter.asked) == before
    screen.heard(Changes.of("call", "c1"))
    qtbot.wait(80)
    assert len(counter.asked) == before + 1


def test_locking_leaves_no_number(qtbot, screen, counter):
    answered(qtbot, screen, counter)
    screen.forget()
    assert seen(screen) == []
    assert {number.text() for number, _ in screen._numbers} == {""}


def test_files_are_made_of_what_is_chosen(screen, counter):
    screen.write_files()
    assert counter.written == [screen.scope]
    assert screen._said.text() == "Rapport staat in de map."


def test_keys_are_bound(qtbot, screen, text):
    window = QWidget()
    qtbot.addWidget(window)
    screen.bind(Commands(window, text))


def test_cards_stand_in_two_columns_when_there_is_room(qtbot, screen, counter):
    answered(qtbot, screen, counter)
    assert {card.x() > 300 for card in seen(screen)} == {True, False}
    screen.resize(760, 700)
    qtbot.waitUntil(lambda: {card.x() > 300 for card in seen(screen)} == {False})


@pytest.mark.parametrize(
    ("period", "first", "last"),
    [
        ("whole", None, None),
        ("q1", date(2026, 1, 1), date(2026, 3, 31)),
        ("q4", date(2026, 10, 1), date(2026, 12, 31)),
    ],
)
def test_a_quarter_has_its_days(period, first, last):
    assert scope_of(2026, period, 1, None, None) == Scope(year=2026, first=first, last=last)


def test_a_week_may_begin_in_the_year_before():
    assert scope_of(2026, "week", 1, None, None) == Scope(first=date(2025, 12, 29), last=date(2026, 1, 4))
    assert weeks_in(2026) == 53
    assert weeks_in(2025) == 52
