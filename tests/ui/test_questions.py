"""Boxes, chips and segments: type what you hear; three honest empties; nothing refused, nothing lost."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from tests.ui.intake_desk import finder

from workstation.forms.draft import Draft
from workstation.forms.intake import INTAKE, PERSON
from workstation.forms.telling import tell
from workstation.ui.forms.asking import Asking
from workstation.ui.forms.sheet import Sheet, questions_of
from workstation.vocabulary.finding import find_codes
from workstation.vocabulary.reading import shipped_codebook

NAMES = (
    "relation_to_victim",
    "contact_age",
    "contact_gender",
    "contact_municipality",
    "help_offered",
    "weapon",
    "urgency",
)


class Form:
    def __init__(self, qtbot, text):
        book = shipped_codebook()
        asking = Asking(
            book,
            text,
            lambda name, words, day: find_codes(book, name, words, day),
            finder().places.find,
            finder().places.name,
            lambda: date(2026, 11, 24),
        )
        self.window = QWidget()
        self.draft = Draft("d1", "2026-11-24T13:05:12Z")

        def telling(draft, name, value, person):
            tell(draft, name, value, book, person=person)

        self.sheet = Sheet(INTAKE, questions_of(INTAKE, NAMES, asking), asking, telling)
        self.person = Sheet(PERSON, questions_of(PERSON, ("violence_forms", "problem_type"), asking), asking, telling)
        column = QVBoxLayout(self.window)
        for sheet in (self.sheet, self.person):
            for question in sheet.questions.values():
                column.addWidget(question)
        column.addWidget(QLineEdit())
        qtbot.addWidget(self.window)
        self.window.resize(500, 600)
        self.window.show()
        self.window.activateWindow()
        self.draft.on_change = self.show
        self.draft.add_person()
        self.show()

    def show(self):
        self.sheet.show(self.draft)
        if self.draft.selected:
            self.person.show(self.draft, self.draft.selected)

    def at(self, name):
        sheet = self.sheet if name in self.sheet.questions else self.person
        box = sheet.questions[name]
        box.setFocus()
        return box

    def type(self, words, *keys):
        for letter in words:
            target = QApplication.focusWidget()
            code = ord(letter.upper()) if letter.isascii() and letter.isalnum() else 0
            QApplication.sendEvent(
                target, QKeyEvent(QEvent.Type.KeyPress, code, Qt.KeyboardModifier.NoModifier, letter)
            )
        for key in keys:
            QTest.keyClick(QApplication.focusWidget(), key)
        QApplication.processEvents()


@pytest.fixture
def form(qtbot, text, look):
    return Form(qtbot, text)


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("bu", "neighbour"),
        ("buurvr", "neighbour"),
        ("leerkr", "professional"),
        ("Zelf", "self"),
        ("st", "parent_step"),
    ],
)
def test_a_code_is_taken_from_a_snelcode_a_part_of_a_word_or_a_synonym(form, typed, code):
    form.at("relation_to_victim")
    form.type(typed, Qt.Key.Key_Tab)
    assert form.draft.answers["relation_to_victim"] == code
    assert form.at("relation_to_victim").text() == shipped_codebook().label("relation_to_victim", code)


def test_the_definition_is_at_hand_while_typing(form):
    box = form.at("relation_to_victim")
    form.type("buur")
    assert box.open_list is not None
    assert box.open_list.current.label == "Buur"
    assert QApplication.focusWidget() is box
    form.type("", Qt.Key.Key_Escape)
    assert box.open_list is None
    assert box.text() == "buur"


def test_arrows_choose_another_line_and_enter_takes_it(form):
    box = form.at("relation_to_victim")
    form.type("ouder", Qt.Key.Key_Down)
    chosen = box.open_list.current.value
    form.type("", Qt.Key.Key_Return)
    assert form.draft.answers["relation_to_victim"] == chosen
    assert chosen != find_codes(shipped_codebook(), "relation_to_victim", "ouder", date(2026, 11, 24))[0].code


def test_unknown_words_stay_as_written_and_are_kept_in_the_draft(form):
    box = form.at("relation_to_victim")
    form.type("xyzzy", Qt.Key.Key_Tab)
    assert box.text() == "xyzzy"
    assert box.property("state") == "odd"
    assert "xyzzy" in form.draft.unrecognised
    assert "relation_to_victim" not in form.draft.answers
    form.show()
    assert box.text() == "xyzzy"


def test_a_call_elsewhere_takes_only_what_is_beyond_doubt(form):
    form.at("relation_to_victim")
    form.type("fam")
    form.at("contact_age")
    assert "relation_to_victim" not in form.draft.answers
    assert form.sheet.questions["relation_to_victim"].text() == "fam"
    form.at("relation_to_victim")
    form.type("bu")
    form.at("contact_age")
    assert form.draft.answers["relation_to_victim"] == "neighbour"


@pytest.mark.parametrize("name", ["relation_to_victim", "contact_age", "contact_municipality"])
def test_every_box_knows_the_three_honest_empties(form, name):
    box = form.at(name)
    assert name not in form.draft.answers
    assert name not in form.draft.missing
    form.type("?", Qt.Key.Key_Return)
    assert form.draft.missing[name] == "contact_does_not_know"
    assert box.text() == "gevraagd, niet geweten"
    box.selectAll()
    form.type("-", Qt.Key.Key_Return)
    assert form.draft.missing[name] == "refused"
    box.selectAll()
    form.type("", Qt.Key.Key_Delete, Qt.Key.Key_Return)
    assert name not in form.draft.missing
    assert name not in form.draft.answers


def test_segments_know_them_too(form):
    form.at("weapon")
    form.type("j")
    assert form.draft.answers["weapon"] == "yes"
    form.type("j")
    assert "weapon" not in form.draft.answers, "the same letter takes it back"
    form.type("o")
    assert form.draft.missing["weapon"] == "contact_does_not_know"
    form.type("r")
    assert form.draft.missing["weapon"] == "refused"
    form.type("", Qt.Key.Key_Delete)
    assert "weapon" not in form.draft.missing
    form.type("n")
    assert form.draft.answers["weapon"] == "no"


def test_clicking_walks_the_last_segment_through_unknown_refused_and_not_asked(form):
    last = form.sheet.questions["weapon"].buttons[-1]
    states = []
    for _ in range(3):
        QTest.mouseClick(last, Qt.MouseButton.LeftButton)
        states.append(form.draft.missing.get("weapon"))
    assert states == ["contact_does_not_know", "refused", None]
    assert not last.isChecked()


def test_an_exact_age_and_a_band_are_both_ages(form):
    form.at("contact_age")
    form.type("34", Qt.Key.Key_Tab)
    assert form.draft.answers["contact_age"] == 34
    form.at("contact_age").selectAll()
    form.type("oudere", Qt.Key.Key_Return)
    assert form.draft.answers["contact_age"] == "adult_60_plus"
    form.at("contact_age").selectAll()
    form.type("131", Qt.Key.Key_Return)
    assert form.draft.answers["contact_age"] == "adult_60_plus", "nobody is 131: kept as written"


@pytest.mark.parametrize(
    ("typed", "nis"), [("9000", "44021"), ("çààà", "44021"), ("gent", "44021"), ("Kortr", "34022")]
)
def test_a_place_is_a_postcode_or_a_name_and_the_municipality_is_shown(form, typed, nis):
    form.at("contact_municipality")
    form.type(typed, Qt.Key.Key_Tab)
    assert form.draft.answers["contact_municipality"] == nis
    assert form.sheet.questions["contact_municipality"].text() == finder().places.name(nis)


def test_places_of_one_name_are_offered_with_their_municipality(form):
    box = form.at("contact_municipality")
    form.type("Nieuwerkerken")
    labels = [offer.label for offer in box.open_list._offers.offers]
    assert len(labels) == len(set(labels)) > 1


def test_chips_add_remove_and_bring_to_the_front(form):
    form.at("violence_forms")
    form.type("lg", Qt.Key.Key_Return)
    form.type("ps", Qt.Key.Key_Return)
    person = form.draft.persons[0]
    assert person.answers["violence_forms"] == ("physical_violence", "emotional_violence")
    QTest.keyClick(
        QApplication.focusWidget(),
        Qt.Key.Key_Left,
        Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier,
    )
    assert person.answers["violence_forms"] == ("emotional_violence", "physical_violence")
    form.type("", Qt.Key.Key_Backspace)
    assert person.answers["violence_forms"] == ("emotional_violence",)
    form.draft.undo()
    assert form.draft.persons[0].answers["violence_forms"] == ("emotional_violence", "physical_violence")


def test_a_code_makes_unknown_disappear_from_chips(form):
    form.at("violence_forms")
    form.type("?", Qt.Key.Key_Return)
    person = form.draft.persons[0]
    assert person.missing["violence_forms"] == "contact_does_not_know"
    form.type("lg", Qt.Key.Key_Return)
    assert person.answers["violence_forms"] == ("physical_violence",)
    assert "violence_forms" not in person.missing


def test_segments_are_radio_buttons_and_one_stop_for_tab(form):
    segments = form.sheet.questions["weapon"]
    roles = {QAccessible.queryAccessibleInterface(button).role() for button in segments.buttons}
    assert roles == {QAccessible.Role.RadioButton}
    stops = [b for b in segments.buttons if b.focusPolicy() & Qt.FocusPolicy.TabFocus]
    assert len(stops) == 1


def test_a_pasted_code_is_seen(form):
    box = form.at("relation_to_victim")
    QApplication.clipboard().setText("buur")
    QTest.keyClick(box, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    form.type("", Qt.Key.Key_Tab)
    assert form.draft.answers["relation_to_victim"] == "neighbour"
