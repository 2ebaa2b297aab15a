"""What every screen must hold to: names, sizes, reading order, nothing left after locking."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QScrollArea, QWidget
from tests.ui import examples

from workstation.ui.look import LETTERS

SCREENS = (
    "unlock",
    "shift_start",
    "home",
    "calls",
    "call_page",
    "directory",
    "settings",
    "shift_end",
    "case",
    "follow_ups",
    "coordination",
)


@pytest.fixture
def window(qtbot, look):
    made = examples.window(look)
    qtbot.addWidget(made)
    made.resize(1366, 728)
    made.show()
    qtbot.waitExposed(made)
    return made


def arrive(window, name):
    window.unlocked(name != "unlock")
    window.go(name)
    if name == "directory":
        window.named(name).search.setText("caw gent")
        window.named(name).look_again()
    if name == "call_page":
        window.named(name).begin_correction()
    if name == "case":
        window.named(name).show_case("k1")
        window.named(name)._because("handover")
    QApplication.processEvents()
    return window.named(name)


def stops(screen):
    return [
        one
        for one in screen.findChildren(QWidget)
        if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisibleTo(screen) and one.isEnabled()
    ]


@pytest.mark.parametrize("name", SCREENS)
def test_everything_the_keys_reach_has_a_name_and_a_role(window, name):
    screen = arrive(window, name)
    nameless = []
    for one in stops(screen):
        seen = QAccessible.queryAccessibleInterface(one)
        label = any(QAccessible.RelationFlag.Label & relation for _, relation in seen.relations())
        named = seen.text(QAccessible.Text.Name) or label or one.accessibleName()
        # a pane that scrolls by keys is a pane: Qt has no other role for it
        role = isinstance(one, QScrollArea) or seen.role() not in (QAccessible.Role.NoRole, QAccessible.Role.Client)
        if not named or not role:
            nameless.append((type(one).__name__, one.objectName()))
    assert stops(screen)
    assert not nameless


@pytest.mark.parametrize("name", SCREENS)
def test_every_button_is_large_enough_to_hit(window, name):
    screen = arrive(window, name)
    small = [
        (one.text(), one.size().toTuple())
        for one in screen.findChildren(QAbstractButton)
        if one.isVisibleTo(screen) and min(one.width(), one.height()) < 24
    ]
    assert not small


@pytest.mark.parametrize("name", SCREENS)
def test_tab_goes_in_reading_order(window, name):
    screen = arrive(window, name)
    columns = {}
    for one in stops(screen):
        holder = next((p for p in parents(one) if isinstance(p, QScrollArea)), None)
        columns.setdefault(holder, []).append(one)
    for holder, within in columns.items():
        chain = [one for one in chain_of(window) if one in within]
        where = [one.mapTo(holder.widget() if holder else screen, QPoint(0, 0)) for one in chain]
        upwards = [
            (chain[at].accessibleName(), chain[at + 1].accessibleName())
            for at in range(len(where) - 1)
            if where[at + 1].y() + chain[at + 1].height() <= where[at].y()
            and where[at + 1].x() <= where[at].x() + chain[at].width()
        ]
        assert not upwards


def parents(widget):
    while (widget := widget.parentWidget()) is not None:
        yield widget


def chain_of(window):
    found, one = [], window
    while (one := one.nextInFocusChain()) is not window:
        found.append(one)
    return found


@pytest.mark.parametrize("percent", LETTERS)
def test_every_screen_fits_the_smallest_station_at_every_letter_size(window, look, percent):
    look.choose_letters(percent)
    for name in SCREENS:
        arrive(window, name)
        least = window.minimumSizeHint()
        assert least.width() <= 1366, name
        assert least.height() <= 728, name


@pytest.mark.parametrize("percent", [100, 130])
def test_no_label_is_cut(window, look, percent):
    look.choose_letters(percent)
    for name in SCREENS:
        screen = arrive(window, name)
        cut = [
            one.text()
            for one in screen.findChildren(QLabel)
            if one.isVisibleTo(screen)
            and not one.wordWrap()
            and one.text()
            and one.width() < one.fontMetrics().horizontalAdvance(one.text())
        ]
        assert not cut, name
        short = [
            one.text()
            for one in screen.findChildren(QAbstractButton)
            if one.isVisibleTo(screen) and one.width() < one.fontMetrics().horizontalAdvance(one.text())
        ]
        assert not short, name


def test_nothing_of_anybody_is_left_on_any_screen_after_locking(window):
    for name in SCREENS:
        arrive(window, name)
    window.named("calls").search.setText(examples.SECRET)
    window.named("call_page").addition.setPlainText(examples.SECRET)
    window.unlocked(False)
    left = []
    for one in window.findChildren(QWidget):
        words = ""
        if isinstance(one, (QLabel, QAbstractButton, QLineEdit)):
            words = one.text()
        elif isinstance(one, QPlainTextEdit):
            words = one.toPlainText()
        for secret in (examples.SECRET, "An Dewolf", "2026-K7", "Partnergeweld"):
            if secret in words and one.isVisibleTo(window):
                left.append((type(one).__name__, secret))
    assert not left
    assert window.named("home").calls.lines.lines == ()
    assert window.named("calls").lines.lines == ()
    page = window.named("call_page")
    assert not page.narrative.toPlainText()
    assert not page.addition.document().isUndoAvailable()


@pytest.mark.parametrize("theme", ["licht", "donker", "zacht"])
def test_every_screen_draws_in_every_theme(window, look, theme):
    look.choose_theme(theme)
    for name in SCREENS:
        arrive(window, name)
        picture = window.grab().toImage()
        assert (
            len({picture.pixel(x, y) for x in range(0, picture.width(), 3) for y in range(0, picture.height(), 3)})
            > 8
        )
