"""The note: any text, any length, and its lines are always what stands in the box."""

import gc
import random
import statistics
import time
import weakref

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, Qt
from PySide6.QtGui import QKeyEvent, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from workstation.domain.texts import LONGEST_NOTE
from workstation.forms.draft import Draft
from workstation.ui.forms.autosave import Snapshot
from workstation.ui.forms.prose import LONG_LINE, NoteDocument, ProseEdit


@pytest.fixture
def note(qtbot):
    made = ProseEdit("Verslag")
    qtbot.addWidget(made)
    made.show_note(NoteDocument())
    made.show()
    return made


def paste(note, text):
    carried = QMimeData()
    carried.setText(text)
    note.insertFromMimeData(carried)


def test_the_note_of_a_call_that_is_over_is_in_memory_no_longer(note):
    over = NoteDocument("een verhaal")
    note.show_note(over)
    note.show_note(NoteDocument())
    gone = weakref.ref(over)
    del over
    gc.collect()
    assert gone() is None


@pytest.mark.parametrize("seed", range(6))
def test_the_lines_are_what_stands_in_the_box_after_any_edit(note, seed):
    chance = random.Random(seed)
    for _ in range(150):
        cursor = note.textCursor()
        size = note.document().characterCount() - 1
        cursor.setPosition(chance.randint(0, size))
        if chance.random() < 0.4:
            cursor.setPosition(chance.randint(0, size), QTextCursor.MoveMode.KeepAnchor)
        act = chance.random()
        if act < 0.5:
            cursor.insertText(chance.choice(["a", "woord ", "\n", "een\ntwee\n", "😀", "é\n\n", "مرحبا"]))
        elif act < 0.8:
            cursor.removeSelectedText()
        elif act < 0.9:
            note.undo()
        else:
            note.redo()
        assert note.note.text == note.toPlainText()


def test_a_megabyte_pasted_is_kept_and_typing_in_it_stays_fast(note):
    text = "Ze vertelt dat het al jaren zo gaat. " * 28_000
    assert len(text) > 1_000_000
    paste(note, text)
    assert note.note.text.replace("\n", "") == text
    assert max(map(len, note.note.lines)) <= LONG_LINE
    took = []
    for letter in "en nog een zin":
        began = time.perf_counter()
        QApplication.sendEvent(note, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, letter))
        QApplication.processEvents()
        took.append(time.perf_counter() - began)
    assert statistics.median(took) < 0.016


def test_a_snapshot_of_a_megabyte_costs_the_window_less_than_a_millisecond(note):
    """20,000 lines; the control is reading the whole box, which costs more than the snapshot may."""
    paste(note, "Dit is een regel van het verslag, met é en wat meer.\n" * 20_000)
    draft = Draft("d1", "2026-11-24T13:05:12Z")

    def timed(act):
        times = []
        for _ in range(15):
            note.insertPlainText("x")
            began = time.perf_counter()
            act()
            times.append(time.perf_counter() - began)
        return statistics.median(times) * 1000

    ours = timed(lambda: Snapshot(draft.body(), note.note.lines))
    whole = timed(note.toPlainText)
    print(f"snapshot {ours:.3f} ms, reading the whole box {whole:.3f} ms")
    assert ours < 1.0
    assert ours < whole


@pytest.mark.parametrize("text", ["😀🏳️‍🌈", "مرحبا بالعالم", "שלום", "a\u202eb\u202c", "combi\u0301", "\u200bnul"])
def test_emoji_and_right_to_left_are_kept_as_they_are(note, text):
    paste(note, text)
    assert note.note.text == text


def test_control_characters_are_left_out_and_that_is_said(note):
    said = []
    note.refused.connect(said.append)
    paste(note, "goed\x00\x07\x1b[31m\x7f slecht")
    assert note.note.text == "goed[31m slecht"
    assert said == ["live.pasted_cleaned"]


def test_half_characters_never_reach_the_store(note):
    note.insertPlainText("voor ")
    for half in ("\ud83d", "\udc00"):
        QApplication.sendEvent(note, QKeyEvent(QEvent.Type.KeyPress, 0, Qt.KeyboardModifier.NoModifier, half))
    paste(note, "\ud800 na")
    note.note.text.encode("utf-8")
    NoteDocument("a\ud800b").text.encode("utf-8")


def test_tab_leaves_the_note(note, qtbot):
    QTest.keyClick(note, Qt.Key.Key_Tab)
    assert "\t" not in note.toPlainText()


def test_a_whole_note_can_neither_be_copied_nor_cut_away(note):
    said = []
    note.refused.connect(said.append)
    paste(note, "Zij vertelde dit. " * 200)
    before = note.toPlainText()
    note.selectAll()
    QApplication.clipboard().clear()
    QTest.keyClick(note, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(note, Qt.Key.Key_X, Qt.KeyboardModifier.ControlModifier)
    assert note.toPlainText() == before
    assert QApplication.clipboard().text() == ""
    assert set(said) == {"live.copy_refused"}


def test_a_short_copy_is_marked_private(note):
    paste(note, "09 265 65 65")
    note.selectAll()
    data = note.createMimeDataFromSelection()
    assert data.text() == "09 265 65 65"
    assert data.hasFormat("x-kde-passwordManagerHint")


def test_pressing_in_a_selection_starts_no_drag(note):
    paste(note, "sleep mij")
    note.selectAll()
    QTest.mousePress(note.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(12, 12))
    assert not note.textCursor().hasSelection()


def test_two_notes_keep_their_own_caret_and_their_own_undo(note):
    first = note.note
    note.insertPlainText("eerste verslag")
    note.moveCursor(QTextCursor.MoveOperation.Start)
    second = NoteDocument("tweede")
    note.show_note(second)
    note.insertPlainText("x")
    note.undo()
    note.show_note(first)
    assert (note.textCursor().position(), note.toPlainText()) == (0, "eerste verslag")
    note.undo()
    assert note.toPlainText() == ""
    assert second.text == "tweede"


def test_what_could_never_leave_the_station_is_not_pasted_and_what_stands_there_stays(note):
    said = []
    note.refused.connect(said.append)
    paste(note, "Ze belt. ")
    paste(note, "x" * LONGEST_NOTE)
    assert note.note.text == "Ze belt. "
    assert said == ["live.pasted_too_long"]
    note.selectAll()
    paste(note, "Ze belt opnieuw.")
    assert note.note.text == "Ze belt opnieuw."
