import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QLineEdit

from workstation.domain.texts import LONGEST_TEXT
from workstation.ui.clipboard import LONGEST, OURS, PRIVACY, Clipboard
from workstation.ui.screen import Screen
from workstation.ui.text_fields import Line, Prose, printable


@pytest.fixture(autouse=True)
def empty_board(qapp):
    yield
    QApplication.clipboard().clear()


def formats():
    return set(QApplication.clipboard().mimeData().formats())


def test_a_copied_number_is_plain_private_and_gone_after_a_while(qtbot, qapp):
    board = Clipboard(qapp, seconds=0.05)
    board.copy("016 12 34 56")
    assert QApplication.clipboard().text() == "016 12 34 56"
    assert formats() == {"text/plain", OURS, *PRIVACY}
    qtbot.waitUntil(lambda: QApplication.clipboard().text() == "")


def test_what_somebody_else_copied_since_is_left_alone(qapp):
    board = Clipboard(qapp)
    board.copy("van ons")
    QApplication.clipboard().setText("van een ander")
    board.clear()
    assert QApplication.clipboard().text() == "van een ander"


def test_copying_from_a_field_is_private_too(qtbot):
    for field in (Line("naam"), Prose("naam")):
        qtbot.addWidget(field)
        (field.setText if isinstance(field, Line) else field.setPlainText)("iets van een beller")
        field.selectAll()
        qtbot.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        assert formats() == {"text/plain", OURS, *PRIVACY}
        QApplication.clipboard().clear()


def test_a_whole_narrative_cannot_be_copied(qtbot):
    field = Prose("verslag")
    qtbot.addWidget(field)
    field.setPlainText("x" * (LONGEST + 1))
    field.selectAll()
    QApplication.clipboard().clear()
    with qtbot.waitSignal(field.refused_copy):
        field.copy()
    assert QApplication.clipboard().text() == ""


def test_a_passphrase_is_never_copied(qtbot):
    field = Line("wachtzin")
    field.setEchoMode(QLineEdit.EchoMode.Password)
    qtbot.addWidget(field)
    field.setText("geheim")
    field.selectAll()
    QApplication.clipboard().clear()
    qtbot.keyClick(field, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == ""


@pytest.mark.parametrize(
    ("pasted", "kept"),
    [
        ("a\x00b\x1bc", "abc"),
        ("één\r\ntwee\rdrie", "één\ntwee\ndrie"),
        ("👩‍👧 שלום", "👩‍👧 שלום"),
        ("half \ud800 teken", "half  teken"),
    ],
)
def test_pasted_text_loses_only_what_cannot_be_printed(pasted, kept):
    assert printable(pasted) == kept


def test_more_than_can_leave_the_station_is_not_pasted_and_the_screen_says_so(qtbot):
    screen, said = Screen(), []
    screen.hinted.connect(lambda words, role: said.append((words, role)))
    qtbot.addWidget(screen)
    box = Prose("Aanvulling", parent=screen)
    box.setPlainText("Ze belde terug.")
    for words in ("x" * LONGEST_TEXT, " Morgen opnieuw."):
        box.moveCursor(QTextCursor.MoveOperation.End)
        data = QMimeData()
        data.setText(words)
        box.insertFromMimeData(data)
    assert box.toPlainText() == "Ze belde terug. Morgen opnieuw."
    assert [(("klembord" in words), role) for words, role in said] == [(True, "warn")]
