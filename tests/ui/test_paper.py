import stat

import pypdfium2 as pdfium
import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrinter
from tests.ui.papers import a_pdf, at_once

from workstation.ui.background import Lane
from workstation.ui.paper import Preview, ask_printer, draw_page, keep_file, new_printer, print_pages

K = Qt.Key


@pytest.fixture
def preview(qtbot, look, text):
    made = Preview(at_once, text)
    qtbot.addWidget(made)
    made.resize(600, 700)
    made.show()
    made.zoom(0)
    made.show_pdf(a_pdf("eerste blad", "tweede blad", "derde blad"))
    return made


def test_a_page_is_drawn_dark_on_white():
    picture = draw_page(a_pdf("woorden op papier"), 1, 400, 600, 0).picture
    assert picture.width() <= 400
    assert picture.height() <= 600
    colours = {
        picture.pixelColor(x, y).lightness() for x in range(0, picture.width(), 2) for y in range(picture.height())
    }
    assert max(colours) == 255
    assert min(colours) < 120


def test_page_keys_turn_the_pages_and_stop_at_the_ends(qtbot, preview):
    seen = []
    for key in (K.Key_PageDown, K.Key_PageDown, K.Key_PageDown, K.Key_PageUp, K.Key_Home, K.Key_End):
        qtbot.keyClick(preview, key)
        seen.append(preview.page)
    assert seen == [2, 3, 3, 2, 1, 3]


def test_a_page_that_does_not_fit_is_read_to_its_end_before_it_turns(qtbot, preview):
    preview.zoom(1)
    places = []
    for _ in range(4):
        qtbot.keyClick(preview, K.Key_PageDown)
        places.append((preview.page, preview.verticalScrollBar().value() > 0))
    assert places == [(1, True), (2, False), (2, True), (3, False)]
    qtbot.keyClick(preview, K.Key_PageUp)
    assert (preview.page, preview.verticalScrollBar().value() > 0) == (2, True)


def test_a_screen_reader_hears_which_page_it_is_and_its_words(qtbot, preview):
    qtbot.keyClick(preview, K.Key_PageDown)
    assert preview.accessibleName() == "Voorbeeld, pagina 2 van 3"
    assert "tweede blad" in preview.accessibleDescription()


def test_zoom_makes_the_page_larger_and_nought_shows_it_whole(qtbot, preview):
    def width():
        return preview.widget().pixmap().width()

    whole = width()
    qtbot.keyClick(preview, K.Key_Plus)
    qtbot.keyClick(preview, K.Key_Plus)
    assert width() > whole * 1.5
    qtbot.keyClick(preview, K.Key_Minus)
    qtbot.keyClick(preview, K.Key_0)
    assert width() == whole


def test_no_zoom_makes_a_picture_that_fills_the_memory():
    picture = draw_page(a_pdf("x"), 1, 100, 100, 400).picture
    assert picture.width() * picture.height() <= 21_000_000


def test_a_cleared_preview_says_nothing_of_what_it_showed(preview):
    preview.clear()
    assert "blad" not in preview.accessibleDescription()
    assert preview.widget().pixmap().isNull()


def test_an_answer_that_comes_late_does_not_show_an_earlier_page(qtbot, look, text):
    waiting = []
    preview = Preview(lambda work, then, otherwise=None: waiting.append((work, then)), text)
    qtbot.addWidget(preview)
    preview.show_pdf(a_pdf("oud"))
    preview.show_pdf(a_pdf("nieuw"))
    for work, then in reversed(waiting):
        then(work())
    assert "nieuw" in preview.accessibleDescription()


def test_drawing_goes_by_lane(qtbot, look, text):
    lane = Lane("test")
    preview = Preview(lane.do, text)
    qtbot.addWidget(preview)
    with qtbot.waitSignal(preview.turned):
        preview.show_pdf(a_pdf("een", "twee"))
    assert preview.pages == 2
    lane.close()


def test_every_page_is_printed_on_paper_of_its_size(qapp, tmp_path):
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "spool.pdf"))
    assert print_pages(a_pdf("een", "twee", "drie"), printer) == 3
    with pdfium.PdfDocument(tmp_path / "spool.pdf") as spooled:
        assert len(spooled) == 3
        assert [round(side) for side in spooled[0].get_size()] == [595, 842]
        assert spooled.get_metadata_value("Title") == "1712"


def test_only_the_chosen_pages_are_printed(qapp, tmp_path):
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "spool.pdf"))
    printer.setFromTo(2, 3)
    assert print_pages(a_pdf("een", "twee", "drie"), printer) == 2


@pytest.mark.qt_log_ignore("QPainter::begin")
def test_a_printer_that_does_not_start_is_said(qapp, tmp_path):
    printer = new_printer()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "no" / "such" / "folder" / "spool.pdf"))
    with pytest.raises(OSError, match="printer"):
        print_pages(a_pdf("een"), printer)


def test_the_print_dialog_stands_beside_and_offers_no_file(qtbot, preview):
    chosen = []
    dialog = ask_printer(preview, chosen.append)
    assert not dialog.isModal()
    assert not dialog.testOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile)
    assert dialog.printer().docName() == "1712"
    dialog.reject()
    assert chosen == []


def test_a_kept_file_is_for_this_user_only_and_never_over_another(tmp_path):
    path = keep_file(b"verzegeld", tmp_path / "map", "1712-A-2026-000001.pdf")
    assert path.read_bytes() == b"verzegeld"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    with pytest.raises(FileExistsError):
        keep_file(b"ander", tmp_path / "map", path.name)
    assert path.read_bytes() == b"verzegeld"
