import pytest
from PySide6.QtCore import Qt
from tests.ui import examples
from tests.ui.examples import words_on

from workstation.ui.screens.directory import DirectoryScreen
from workstation.ui.screens.directory_entry import shortened
from workstation.ui.screens.settings import SettingsScreen


@pytest.fixture
def kept():
    return {"copied": [], "remarked": [], "said": [], "told": []}


@pytest.fixture
def directory(qtbot, look, text, kept):
    work = examples.directory_work(
        copy=kept["copied"].append,
        remark=lambda service, words, then: (kept["remarked"].append((service.id, words)), then()),
        say=kept["said"].append,
        outcome=lambda service, outcome, weeks: kept["told"].append((service.id, outcome, weeks)),
    )
    screen = DirectoryScreen(work, look, text, examples.now)
    qtbot.addWidget(screen)
    screen.resize(1200, 640)
    screen.show()
    screen.arrive()
    return screen


def search(qtbot, directory, words):
    directory.search.setText(words)
    directory.look_again()


def test_one_box_finds_a_service_with_its_reason_and_a_sentence_to_say(qtbot, directory):
    search(qtbot, directory, "partnergeweld gent caw")
    said = words_on(directory)
    assert "CAW Oost-Vlaanderen" in said
    assert "bedient Gent" in said
    assert "Je kan CAW Oost-Vlaanderen bellen op 0800 13 500." in said


def test_a_service_without_a_confirmed_number_says_so_and_offers_no_copy(qtbot, directory, text, kept):
    search(qtbot, directory, "Veilig Huis gent")
    at = next(n for n, hit in enumerate(directory.lines.lines) if not hit.service.phone)
    directory.list.setCurrentIndex(directory.lines.index(at, 0))
    assert text("directory_screen.no_phone") in words_on(directory)
    assert directory.entry.phone_button.isHidden()
    directory.copy_number()
    assert kept["copied"] == []


def test_a_number_is_copied_by_one_act(qtbot, directory, kept):
    search(qtbot, directory, "caw gent")
    directory.copy_number()
    assert kept["copied"] == [directory.lines.lines[0].service.phone]
    assert kept["said"]


def test_what_does_not_hold_goes_to_the_work_list(qtbot, directory, kept):
    search(qtbot, directory, "caw gent")
    directory.begin_remark()
    qtbot.keyClicks(directory.entry.remark, "nummer veranderd")
    qtbot.keyClick(directory.entry.remark, Qt.Key.Key_Return)
    assert kept["remarked"] == [(directory.lines.lines[0].service.id, "nummer veranderd")]
    assert directory.entry.remark.text() == ""


def test_how_it_went_is_told_of_the_service_and_a_waiting_list_asks_how_long(qtbot, directory, kept):
    search(qtbot, directory, "caw gent")
    row, service = directory.entry.outcome, directory.lines.lines[0].service.id
    qtbot.mouseClick(row.buttons["reached"], Qt.MouseButton.LeftButton)
    row.tell("waiting_list")
    assert len(kept["told"]) == 1
    qtbot.keyClicks(row.weeks, "6")
    qtbot.keyClick(row.weeks, Qt.Key.Key_Return)
    row.tell("waiting_list")
    qtbot.keyClick(row.weeks, Qt.Key.Key_Return)
    assert kept["told"] == [(service, "reached", None), (service, "waiting_list", 6), (service, "waiting_list", None)]


def test_a_place_is_shown_at_a_glance_without_a_word_typed(qtbot, directory, text):
    directory.near.setText("9080")
    directory.look_again()
    said = words_on(directory)
    assert "Lochristi in één oogopslag" in said
    assert "Politiezone" in said


def test_an_unknown_place_is_said_and_stays_as_typed(qtbot, directory, text):
    directory.near.setText("qqqqqqq")
    assert text("directory_screen.no_place") in words_on(directory)
    assert directory.near.text() == "qqqqqqq"


def test_only_what_is_open_now_when_asked(qtbot, directory):
    search(qtbot, directory, "gent")
    everything = directory.lines.lines
    directory.open_now.click()
    assert directory.lines.lines
    assert len(directory.lines.lines) < len(everything)
    assert all(hit.opening.open for hit in directory.lines.lines)


def test_the_look_changes_at_once_and_can_be_taken_back(qtbot, look, text):
    undos = []
    screen = SettingsScreen(
        lambda then: then(examples.STATION), lambda said, undo: undos.append(undo), examples.KEYS, look, text
    )  # fmt: skip
    qtbot.addWidget(screen)
    screen.show()
    screen.arrive()
    look.choose_theme("licht")
    screen.theme._buttons["donker"].click()
    assert look.theme == "donker"
    undos[-1]()
    assert look.theme == "licht"
    assert screen.theme.value == "licht"
    screen.letters._buttons["130"].click()
    assert look.letters == 130
    assert "SQLCipher" in words_on(screen)


def test_a_long_source_is_told_in_one_line():
    long = "lijst van de 11 CAW's in een auditlogboek (openbaar, 2026); caw.be Organisatie (11); een krant 23-10-2022"
    assert shortened(long) == "lijst van de 11 CAW's in een auditlogboek (+2)"
    assert shortened("politie.be") == "politie.be"
    assert shortened("") == ""
    assert len(shortened("woord " * 40)) < 70
