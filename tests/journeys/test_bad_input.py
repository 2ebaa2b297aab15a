"""Whatever is pasted into any field of the real window is kept or refused; nothing is lost and nothing falls over."""

from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

ODD = "vóór \u202eomgekeerd\u202c \x00\x07\x1b[31m \ud83d\ude00 \U0001f469\u200d\U0001f467 \u05e9\u05dc\u05d5\u05dd e\u0301 \ufeff\ufffe na\n\ttab\r\nregel"
LONG = "woord " * 170_000
PLACES = {"Ctrl+H": "home", "Ctrl+F": "calls", "Ctrl+D": "directory", "Ctrl+,": "settings"}


def paste(field, text):
    data = QMimeData()
    data.setText(text)
    if isinstance(field, QPlainTextEdit):
        field.insertFromMimeData(data)
    else:
        field.clear()
        field.insert(text)


def fields(window):
    found = [*window.findChildren(QLineEdit), *window.findChildren(QPlainTextEdit)]
    return [one for one in found if one.isVisible() and one.isEnabled() and not one.isReadOnly()]


def test_odd_and_long_text_in_every_field_of_every_screen_ends_nothing(sit, profile):
    sitting = sit(profile)
    sitting.begin_shift()
    for chord, screen in PLACES.items():
        sitting.hands.press(chord)
        sitting.on(screen)
        for field in fields(sitting.window):
            for text in (ODD, LONG, "\ud800 los"):
                paste(field, text)
                sitting.hands.rest(0.05)
                sitting.hands.press("Return")
            field.clear()
        sitting.hands.rest(0.1)
    assert sitting.station.text("window.defect") not in sitting.said()


def test_a_call_with_odd_text_everywhere_is_kept_filed_found_and_printed(sit, profile):
    sitting = sit(profile)
    sitting.begin_shift()
    sitting.hands.press("Ctrl+N")
    sitting.on("call")
    sitting.hands.press("F3")
    sitting.hands.type("sl pg lg gz v 34 9000 nd lu caw")
    sitting.hands.press("Return")
    sitting.hands.rest(0.2)
    for text in (ODD, LONG, "\ud800 los", " eindwoord"):
        paste(sitting.note, text)
    for field in fields(sitting.window):
        if isinstance(field, QLineEdit) and not field.text():
            paste(field, ODD)
            field.clear()
    sitting.hands.wait(lambda: sitting.call.saving.state.kind == "saved")
    kept = sitting.note.toPlainText()
    assert "vóór" in kept
    assert kept.endswith("eindwoord")
    assert "\x00" not in kept
    sitting.hands.press("F2", "Ctrl+E", "Ctrl+Return")
    sitting.hands.rest(0.4)
    sitting.hands.press("Return")
    sitting.on("home")
    with sitting.station.desk.vault.reading() as work:
        (line,) = work.calls.search("eindwoord")
        assert work.calls.get(line.id).narrative == kept
    pdf = sitting.screens._calls.summary(line.id, "internal")
    assert pdf.startswith(b"%PDF-")
    assert sitting.station.text("window.defect") not in sitting.said()
