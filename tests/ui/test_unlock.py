import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from tests.ui.examples import NoDoors, doors, words_on

from workstation.ui.screens.unlock import UnlockScreen


class Refused(Exception):
    text_key = "store.wrong_passphrase"


class Wait(Exception):
    text_key = "store.too_soon"
    seconds = 2


def open_screen(qtbot, look, text, **changed):
    made = UnlockScreen(doors(**changed), look, text)
    qtbot.addWidget(made)
    made.show()
    made.arrive()
    return made


def type_passphrase(qtbot, screen, words):
    field = screen.passphrase.secret.field
    qtbot.keyClicks(field, words)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_the_passphrase_opens_and_is_gone_from_the_field(qtbot, look, text):
    given = []
    screen = open_screen(qtbot, look, text, unlock=lambda typed, then, otherwise: (given.append(typed), then()))
    with qtbot.waitSignal(screen.opened):
        type_passphrase(qtbot, screen, "vier woorden achter elkaar")
    assert given == ["vier woorden achter elkaar"]
    assert screen.passphrase.secret.field.text() == ""


def test_a_wrong_passphrase_is_answered_by_one_sentence_and_may_be_tried_again(qtbot, look, text):
    screen = open_screen(qtbot, look, text, unlock=lambda typed, then, otherwise: otherwise(Refused()))
    type_passphrase(qtbot, screen, "fout")
    assert text("store.wrong_passphrase") in words_on(screen)
    assert screen.passphrase.isEnabled()


def test_after_many_wrong_ones_it_counts_down_and_opens_the_field_again(qtbot, look, text):
    screen = open_screen(qtbot, look, text, unlock=lambda typed, then, otherwise: otherwise(Wait()))
    type_passphrase(qtbot, screen, "fout")
    assert not screen.passphrase.isEnabled()
    assert "2 seconden" in words_on(screen)
    screen.passphrase._tick()
    screen.passphrase._tick()
    assert screen.passphrase.isEnabled()


def test_a_defect_is_not_dressed_up_as_a_wrong_passphrase(qtbot, look, text):
    screen = open_screen(qtbot, look, text)
    with pytest.raises(ZeroDivisionError):
        screen.passphrase.refused(ZeroDivisionError())


def test_what_is_typed_shows_only_when_asked(qtbot, look, text):
    screen = open_screen(qtbot, look, text)
    secret = screen.passphrase.secret
    assert secret.field.echoMode() == QLineEdit.EchoMode.Password
    secret._show.click()
    assert secret.field.echoMode() == QLineEdit.EchoMode.Normal
    screen.forget()
    assert secret.field.echoMode() == QLineEdit.EchoMode.Password


def test_capitals_without_shift_are_noticed(qtbot, look, text):
    screen = open_screen(qtbot, look, text)
    field = screen.passphrase.secret.field
    qtbot.keyClick(field, "a")
    assert text("unlock.caps_lock") not in words_on(screen)
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QKeyEvent
    from PySide6.QtWidgets import QApplication

    QApplication.sendEvent(field, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_A, Qt.KeyboardModifier.NoModifier, "A"))
    assert text("unlock.caps_lock") in words_on(screen)


def test_before_unlocking_no_name_and_no_number_stands_on_the_screen(qtbot, look, text):
    screen = open_screen(qtbot, look, text)
    said = words_on(screen)
    assert "Dewolf" not in said
    assert not [word for word in said.split() if word.isdigit() and word != "1712"]


def fill(qtbot, page, one, other):
    page.counsellor.setText("An Dewolf")
    page.staff_number.setText("4711")
    page.first.field.setText(one)
    page.again.field.setText(other)
    qtbot.keyClick(page.again.field, Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [("kort", "kort", "unlock.longer"), ("een zin van vier woorden", "een zin van vijf woorden", "unlock.not_alike")],
)
def test_a_new_passphrase_is_long_and_typed_twice_alike(qtbot, look, text, one, other, said):
    made = []
    screen = open_screen(qtbot, look, text, exists=False, create=lambda *given: made.append(given))
    fill(qtbot, screen.new_profile, one, other)
    assert not made
    assert text(said, letters=14) in words_on(screen)


def test_a_first_profile_shows_its_recovery_key_once_and_says_whether_a_keyring_guards_it(qtbot, look, text):
    made = []
    screen = open_screen(
        qtbot, look, text, exists=False,
        create=lambda profile, then, otherwise: (made.append(profile), then(NoDoors())),
    )  # fmt: skip
    fill(qtbot, screen.new_profile, "een zin van vier woorden", "een zin van vier woorden")
    assert (made[0].counsellor, made[0].staff_number, made[0].team) == ("An Dewolf", "4711", "antwerpen")
    said = words_on(screen)
    assert NoDoors.recovery_key in said
    assert text("unlock.keyring_used") in said
    assert not screen.key_page._go.isEnabled()
    screen.key_page._paper.click()
    with qtbot.waitSignal(screen.opened):
        qtbot.keyClick(screen.key_page._paper, Qt.Key.Key_Return)
    assert NoDoors.recovery_key not in " ".join(one.text() for one in screen.findChildren(QLabel))


def test_without_a_keyring_it_is_said(qtbot, look, text):
    screen = open_screen(qtbot, look, text)
    screen.key_page.tell("X", keyring_used=False)
    assert screen.key_page._keyring.text() == text("unlock.no_keyring")
