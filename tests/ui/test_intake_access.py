"""Everybody can use it: names and roles, Tab in reading order, large letters on a small screen, targets to hit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from tests.ui.intake_desk import Desk

from workstation.ui.look_tokens import THEMES

SPEAKS = {
    QAccessible.Role.ComboBox,
    QAccessible.Role.EditableText,
    QAccessible.Role.RadioButton,
    QAccessible.Role.Button,
    QAccessible.Role.CheckBox,
    QAccessible.Role.PushButton,
    QAccessible.Role.ButtonMenu,
}


def busy(desk):
    desk.press("Ctrl+N").type("Een verslag.")
    desk.press("F3").type("sl pg lg ps gz lp v 34 9000 nd lu").press("Return")
    desk.run(0.25)
    desk.press("Alt+1", "Ctrl+P")
    desk.press("F3").type("m 7 km").press("Return")
    desk.press("F9", "Ctrl+E")
    desk.run(0.3)
    return desk


def focusable(root):
    return [
        w for w in root.findChildren(QWidget) if w.isVisibleTo(root) and w.focusPolicy() != Qt.FocusPolicy.NoFocus
    ]


def test_everything_that_takes_the_focus_has_a_name_and_a_role(desk):
    busy(desk)
    nameless = []
    for widget in focusable(desk.window):
        found = QAccessible.queryAccessibleInterface(widget)
        if not found.text(QAccessible.Text.Name).strip() or found.role() not in SPEAKS:
            nameless.append((type(widget).__name__, widget.objectName(), found.role()))
    assert len(focusable(desk.window)) > 50
    assert nameless == []


def test_everything_on_the_review_has_a_name_too(desk):
    busy(desk)
    desk.press("Ctrl+Return")
    names = [
        QAccessible.queryAccessibleInterface(w).text(QAccessible.Text.Name) for w in focusable(desk.intake.review)
    ]
    assert names
    assert all(names)


def test_no_two_questions_have_the_same_name(desk):
    busy(desk)
    boxes = [w for w in focusable(desk.window) if isinstance(w, QLineEdit)]
    names = [QAccessible.queryAccessibleInterface(box).text(QAccessible.Text.Name) for box in boxes]
    assert sorted(names) == sorted(set(names))


def test_tab_goes_in_reading_order_through_the_left_column(desk):
    busy(desk)
    desk.intake.page.go_to(desk.intake.page.call_sheet.questions["relation_to_victim"])
    seen = []
    for _ in range(40):
        widget = QApplication.focusWidget()
        if not desk.intake.page._inside.isAncestorOf(widget):
            break
        seen.append(widget)
        QTest.keyClick(widget, Qt.Key.Key_Tab)
    inside = desk.intake.page._inside
    places = [w.mapTo(inside, w.rect().topLeft()) for w in seen]
    lines = [(place.y() // 14, place.x()) for place in places]
    assert len(seen) > 12
    assert lines == sorted(lines)


def test_every_target_is_at_least_24_pixels_high(desk):
    busy(desk)
    small = [(w.accessibleName(), w.height()) for w in focusable(desk.intake) if 0 < w.height() < 24]
    assert small == []


@pytest.mark.parametrize("letters", [100, 115, 130])
@pytest.mark.parametrize("theme", sorted(THEMES))
def test_it_fits_a_small_screen_with_large_letters_in_every_theme(look, theme, letters):
    look.choose_theme(theme)
    look.choose_letters(letters)
    desk = Desk(look, (1366, 728))
    try:
        busy(desk)
        assert (desk.window.width(), desk.window.height()) == (1366, 728)
        smallest = desk.window.minimumSizeHint()
        assert smallest.width() <= 1366
        assert smallest.height() <= 728
        assert desk.intake.page._inside.width() <= desk.intake.page._left_area.viewport().width()
        assert desk.intake.page.note.height() >= 8 * desk.intake.page.note.fontMetrics().height()
        for button in desk.intake.page.findChildren(QWidget):
            if button.inherits("QPushButton") and button.isVisible() and button.property("seg"):
                assert button.width() >= button.sizeHint().width() - 1, button.accessibleName()
        desk.press("Ctrl+N").type("een tweede").press("Ctrl+N").type("een derde")
        desk.run(0.2)
        assert desk.window.minimumSizeHint().width() <= 1366, "three open calls"
        for tab in desk.intake.header.tabs._buttons:
            assert tab.width() >= tab.fontMetrics().horizontalAdvance(tab.text()), tab.text()
        desk.press("Ctrl+Tab", "F9", "Ctrl+E")
        desk.run(0.2)
        for button in (one for row in desk.intake.page.safety._rows for one in row.buttons):
            assert button.height() >= button.sizeHint().height(), f"cut after the call: {button.accessibleName()}"
        desk.press("Ctrl+Return")
        assert desk.window.width() == 1366
    finally:
        desk.close()
        look.choose_theme("licht")
        look.choose_letters(100)


def test_a_wide_screen_shows_the_steps_of_a_conversation(look):
    desk = Desk(look, (1920, 1080))
    try:
        desk.press("Ctrl+N")
        desk.run(0.05)
        assert desk.intake.page.guide.isVisible()
    finally:
        desk.close()
