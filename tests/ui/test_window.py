import time

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from workstation.domain.changes import Changes
from workstation.ui.cover import FREE_S, Cover
from workstation.ui.idle_lock import IDLE_IN_CALL_S, IDLE_S, IdleLock
from workstation.ui.parts import button, column, label
from workstation.ui.screen import Screen
from workstation.ui.text_fields import Line
from workstation.ui.window import Window

SECRET = "Mevrouw belt vanop haar werk"


class Plain(Screen):
    def __init__(self, name, acts=()):
        super().__init__()
        self.name = name
        self.acts = acts
        self.field = Line(name)
        self.changes = []
        self.arrivals = 0
        self.setLayout(column(label(SECRET), self.field, button("knop"), None))

    def arrive(self):
        self.arrivals += 1
        self.field.setFocus()

    def heard(self, changes):
        self.changes.append(changes)


@pytest.fixture
def window(qtbot, look, text):
    screens = [Plain(name) for name in ("unlock", "home", "call", "calls", "directory", "settings")]
    screens[1].acts = ("new_call",)
    made = Window(screens, look, text, lambda typed, then: then(typed == "juist"))
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    made.unlocked(True)
    made.go("home")
    qtbot.waitExposed(made)
    return made


def key(qtbot, what, modifier=Qt.KeyboardModifier.NoModifier):
    qtbot.keyClick(QApplication.focusWidget() or QApplication.activeWindow(), what, modifier)


CTRL = Qt.KeyboardModifier.ControlModifier


def test_the_title_never_says_more_than_1712(window):
    for name in ("home", "call", "calls"):
        window.go(name)
        assert window.windowTitle() == "1712"


def test_keys_lead_from_screen_to_screen_and_back(qtbot, window):
    key(qtbot, Qt.Key.Key_D, CTRL)
    assert window.situation.screen == "directory"
    key(qtbot, Qt.Key.Key_F, CTRL)
    assert window.situation.screen == "calls"
    key(qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.situation.screen == "directory"
    key(qtbot, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.situation.screen == "home"


def test_before_unlocking_no_key_leads_anywhere(qtbot, window):
    window.unlocked(False)
    window.go("unlock")
    for one in (Qt.Key.Key_D, Qt.Key.Key_F, Qt.Key.Key_H, Qt.Key.Key_K):
        key(qtbot, one, CTRL)
    assert window.situation.screen == "unlock"
    assert window.rail.isHidden()
    assert window.top.hide_button.isHidden()


def test_the_rail_is_gone_while_somebody_is_on_the_line(window):
    window.go("call")
    window.call_running(True)
    assert window.rail.isHidden()
    window.call_running(False)
    assert window.rail.isVisible()


def test_from_another_screen_one_key_leads_back_to_the_call(qtbot, window):
    window.go("call")
    window.call_running(True)
    window.go("directory")
    key(qtbot, Qt.Key.Key_G, CTRL)
    assert window.situation.screen == "call"


def test_only_the_screen_in_view_looks_again_after_a_write(window):
    window.heard(Changes.of("call", "a"))
    assert window.named("home").changes
    assert not window.named("calls").changes


def test_an_act_is_found_by_a_part_of_its_name(qtbot, window):
    key(qtbot, Qt.Key.Key_K, CTRL)
    qtbot.keyClicks(QApplication.focusWidget(), "sociale")
    key(qtbot, Qt.Key.Key_Return)
    assert window.situation.screen == "directory"


def test_escape_closes_the_command_box_and_the_caret_is_where_it_was(qtbot, window):
    window.go("calls")
    before = QApplication.focusWidget()
    key(qtbot, Qt.Key.Key_K, CTRL)
    assert QApplication.focusWidget() is not before
    key(qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is before


def test_help_shows_the_keys_and_tab_stays_in_it(qtbot, window):
    key(qtbot, Qt.Key.Key_F1)
    inside = QApplication.focusWidget()
    key(qtbot, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is inside
    key(qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is window.named("home").field


def pixels(window):
    return window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def test_the_cover_hides_everything_within_a_tenth_of_a_second(qtbot, window):
    began = time.perf_counter()
    key(qtbot, Qt.Key.Key_F12)
    assert time.perf_counter() - began < 0.1
    colours = pixels(window)
    edge = {colours.pixel(x, y) for x in range(0, 1366, 7) for y in (*range(0, 250, 7), *range(480, 728, 7))}
    assert len(edge) == 1
    assert not window.named("home").isVisible()
    key(qtbot, Qt.Key.Key_F12)
    assert window.named("home").isVisible()
    assert QApplication.focusWidget() is window.named("home").field


@pytest.mark.qt_log_ignore("grabbing the keyboard")
def test_the_cover_also_closes_an_open_menu(qtbot, window):
    menu = QMenu(window)
    menu.addAction(SECRET)
    menu.popup(window.mapToGlobal(window.rect().center()))
    qtbot.keyClick(menu, Qt.Key.Key_F12)
    assert window.cover.lies
    assert QApplication.activePopupWidget() is None
    assert not menu.isVisible()


def test_after_a_minute_the_cover_asks_for_the_passphrase(qtbot, look, text):
    now = [0.0]
    window = Plain("home")
    qtbot.addWidget(window)
    under = Plain("x")
    under.setParent(window)
    window.show()
    cover = Cover(window, under, lambda typed, then: then(typed == "juist"), text, clock=lambda: now[0])
    cover.toggle()
    now[0] = FREE_S + 1
    cover.toggle()
    assert cover.lies
    for typed, lies in (("fout", True), ("juist", False)):
        qtbot.keyClicks(cover.field, typed)
        qtbot.keyClick(cover.field, Qt.Key.Key_Return)
        assert cover.lies is lies
    assert cover.field.text() == ""


def test_a_station_nobody_touches_locks_after_five_minutes(qtbot, qapp, window):
    now = [0.0]
    lock = IdleLock(qapp, in_call=lambda: False, clock=lambda: now[0])
    expired = []
    lock.expired.connect(lambda: expired.append(now[0]))
    lock.start()
    now[0] = IDLE_S - 1
    lock.look_at_clock()
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    now[0] = IDLE_S + 1
    lock.look_at_clock()
    assert not expired
    now[0] = 2 * IDLE_S
    lock.look_at_clock()
    assert expired == [2 * IDLE_S]
    lock.deleteLater()


def test_in_a_call_it_warns_half_a_minute_before_and_any_key_stays_it(qtbot, qapp, window):
    now = [0.0]
    lock = IdleLock(qapp, in_call=lambda: True, clock=lambda: now[0])
    warned, calmed, expired = [], [], []
    lock.warned.connect(warned.append)
    lock.calmed.connect(lambda: calmed.append(1))
    lock.expired.connect(lambda: expired.append(1))
    lock.start()
    now[0] = IDLE_IN_CALL_S - 20
    lock.look_at_clock()
    assert warned == [20]
    QTest.keyClick(window.windowHandle(), Qt.Key.Key_A)
    assert calmed == [1]
    now[0] += IDLE_IN_CALL_S + 1
    lock.look_at_clock()
    assert expired == [1]
    lock.deleteLater()


def test_letters_grow_by_key_and_the_window_still_fits_the_smallest_screen(qtbot, window, look):
    for _ in range(3):
        key(qtbot, Qt.Key.Key_Plus, CTRL)
    assert look.letters == 150
    least = window.minimumSizeHint()
    assert least.width() <= 1366
    assert least.height() <= 728


def test_every_place_of_the_rail_says_its_name(window):
    from PySide6.QtWidgets import QPushButton

    assert all(one.accessibleName() for one in window.rail.findChildren(QPushButton))
    window.rail.collapse(True)
    assert all(one.accessibleName() for one in window.rail.findChildren(QPushButton))


def test_every_screen_with_keys_has_a_name_and_a_word_of_help(text):
    from workstation.ui.commands import COMMANDS, EVERYWHERE

    for where in {one.where for one in COMMANDS} - {EVERYWHERE}:
        assert text(f"window.screens.{where}")
        assert text(f"window.help.{where}")
