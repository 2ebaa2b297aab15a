import io
import stat

import pytest
from pypdf import PdfReader
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QAbstractButton, QApplication
from tests.ui.papers import a_pdf, at_once

from workstation.ui.look import Look
from workstation.ui.paper import new_printer
from workstation.ui.screens.summary import Copy, SummaryScreen, file_name
from workstation.ui.window import Window
from workstation.vocabulary.words import words


class Register:
    """The print register and the maker of pages, as the screen is given them."""

    def __init__(self):
        self.kept = []
        self.made = []
        self.refuses = None

    def make(self, call, audience):
        self.made.append((call, audience))
        return a_pdf(f"voor {audience}")

    def register(self, call, audience, how, reason):
        if self.refuses:
            raise self.refuses
        self.kept.append((call, audience, how, reason))
        number = f"A-2026-{len(self.kept):06d}"
        return Copy(number, a_pdf(f"voor {audience}", number=number))


@pytest.fixture
def register():
    return Register()


@pytest.fixture
def screen(qtbot, qapp, register, tmp_path):
    look = Look(qapp)
    made = SummaryScreen(register.make, register.register, at_once, words(), tmp_path / "map")
    window = Window([made], look, words(), lambda _, then: then(True))
    qtbot.addWidget(window)
    window.resize(1366, 768)
    made.bind(window.commands)
    window.show()
    window.unlocked(True)
    made.open("c1")
    window.go("summary")
    qtbot.waitExposed(window)
    yield made
    qapp.setStyleSheet("")
    look.deleteLater()


def press(qtbot, key, modifier=Qt.KeyboardModifier.ControlModifier):
    qtbot.keyClick(QApplication.activeWindow(), key, modifier)


def shown(screen):
    return screen.preview.accessibleDescription()


def test_a_colleagues_page_is_shown_first_and_the_caret_waits_for_the_reason(screen):
    assert "voor internal" in shown(screen)
    assert screen.reason.hasFocus()


def test_keys_show_the_page_of_each_reader(qtbot, screen, register):
    alt = Qt.KeyboardModifier.AltModifier
    for key, audience in ((Qt.Key.Key_2, "police"), (Qt.Key.Key_3, "caller"), (Qt.Key.Key_1, "internal")):
        press(qtbot, key, alt)
        assert f"voor {audience}" in shown(screen)
        assert screen.audience == audience
    assert register.kept == []


def test_without_a_reason_nothing_leaves(qtbot, screen, register, tmp_path):
    qtbot.keyClicks(screen.reason, "   ")
    press(qtbot, Qt.Key.Key_S)
    assert register.kept == []
    assert not (tmp_path / "map").exists()
    assert "waarom" in screen._said.text()


def test_a_saved_copy_is_registered_sealed_and_opens_with_the_passphrase_shown(qtbot, screen, register, tmp_path):
    press(qtbot, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    qtbot.keyClicks(screen.reason, "gevraagd door het parket")
    press(qtbot, Qt.Key.Key_S)
    assert register.kept == [("c1", "police", "saved", "gevraagd door het parket")]
    file = tmp_path / "map" / "1712-A-2026-000001.pdf"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    reader = PdfReader(io.BytesIO(file.read_bytes()))
    assert reader.is_encrypted
    assert reader.decrypt(screen.passphrase.text()) > 0
    assert "voor police" in reader.pages[0].extract_text()
    assert "A-2026-000001" in reader.pages[0].extract_text()


def test_the_passphrase_goes_when_another_reader_is_chosen_and_when_locked(qtbot, screen):
    qtbot.keyClicks(screen.reason, "x")
    screen.save_copy()
    assert screen.passphrase.text()
    screen.choose("caller")
    assert screen.passphrase.text() == ""
    screen.save_copy()
    screen.forget()
    assert screen.passphrase.text() == screen.reason.text() == shown(screen) == ""


def test_a_printed_copy_is_registered_before_the_printer_starts(qtbot, screen, register, tmp_path):
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "spool.pdf"))
    qtbot.keyClicks(screen.reason, "overdracht")
    screen.print_on(printer)
    assert register.kept == [("c1", "internal", "printed", "overdracht")]
    assert (tmp_path / "spool.pdf").exists()
    assert "A-2026-000001" in screen._said.text()


def test_what_cannot_be_registered_is_neither_printed_nor_saved(qtbot, screen, register, tmp_path):
    register.refuses = RuntimeError("disk")
    qtbot.keyClicks(screen.reason, "overdracht")
    screen.save_copy()
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "spool.pdf"))
    screen.print_on(printer)
    assert list(tmp_path.iterdir()) == []
    assert screen.passphrase.text() == ""
    assert "niets afgedrukt of bewaard" in screen._said.text()


def test_a_full_disk_is_said_with_the_number_that_stays(qtbot, screen, tmp_path):
    (tmp_path / "map").write_text("a file where the folder should be")
    qtbot.keyClicks(screen.reason, "overdracht")
    screen.save_copy()
    assert "A-2026-000001 blijft" in screen._said.text()
    assert screen.passphrase.text() == ""


def test_during_a_call_a_sealed_copy_may_be_saved_but_no_dialog_can_open(screen):
    window = screen.window()
    window.call_running(True)
    window.go("summary")
    possible = {command.id for command in window.commands.possible()}
    assert "summary_save" in possible
    assert "summary_print" not in possible


def test_pages_turn_from_the_reason_field_too(qtbot, screen):
    screen.preview.show_pdf(a_pdf("een", "twee"))
    screen.preview.zoom(0)
    screen.reason.setFocus()
    qtbot.keyClick(screen.reason, Qt.Key.Key_PageDown)
    assert screen.preview.page == 2


def test_the_callers_file_does_not_say_where_it_comes_from():
    assert file_name("caller", "A-2026-000123") == "A-2026-000123.pdf"
    assert file_name("police", "A-2026-000123") == "1712-A-2026-000123.pdf"


def test_everything_that_takes_the_caret_has_a_name(screen):
    fields = [w for w in screen.findChildren(QAbstractButton) if w.isVisible()]
    for widget in (*fields, screen.reason, screen.passphrase, screen.preview):
        assert widget.accessibleName()
