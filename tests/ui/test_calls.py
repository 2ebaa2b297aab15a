from dataclasses import replace
from datetime import date

import pytest
from PySide6.QtCore import Qt
from tests.ui import examples
from tests.ui.examples import words_on

from workstation.domain.changes import Changes
from workstation.domain.permissions import ReasonNeeded
from workstation.domain.problems import NotReady, Problem
from workstation.ui.screens.call_corrected import corrected
from workstation.ui.screens.call_correction import CODE
from workstation.ui.screens.call_page import CallPage, CallView
from workstation.ui.screens.calls import CallsScreen, Found, since
from workstation.vocabulary.reading import shipped_codebook


@pytest.fixture
def asked():
    return []


@pytest.fixture
def calls(qtbot, look, text, asked):
    def look_up(typed, filters, then):
        asked.append((typed, filters))
        then(Found(examples.LINES, 212))

    screen = CallsScreen(look_up, examples.PLACES.__getitem__, shipped_codebook(), look, text, examples.now)
    qtbot.addWidget(screen)
    screen.resize(1200, 640)
    screen.show()
    screen.arrive()
    return screen


def test_words_and_filters_are_asked_of_the_store_and_never_sifted_here(qtbot, calls, asked):
    calls.theme.setCurrentIndex(calls.theme.findData("partner_violence"))
    calls.status.setCurrentIndex(calls.status.findData("amended"))
    qtbot.keyClicks(calls.search, "gent part")
    qtbot.waitUntil(lambda: asked[-1][0] == "gent part")
    _, filters = asked[-1]
    assert (filters.problem_type, filters.status, filters.since) == ("partner_violence", "amended", date(2026, 11, 1))
    assert calls.lines.lines == examples.LINES


def test_typing_fast_asks_once(qtbot, calls, asked):
    before = len(asked)
    qtbot.keyClicks(calls.search, "partnergeweld")
    qtbot.waitUntil(lambda: len(asked) > before)
    assert len(asked) == before + 1


def test_an_answer_that_comes_too_late_is_let_go(qtbot, look, text):
    waiting = []
    screen = CallsScreen(
        lambda typed, filters, then: waiting.append(then),
        examples.PLACES.__getitem__,
        shipped_codebook(),
        look,
        text,
        examples.now,
    )
    qtbot.addWidget(screen)
    screen.look_again()
    screen.look_again()
    waiting[1](Found(examples.LINES[:1]))
    waiting[0](Found(examples.LINES))
    assert screen.lines.lines == examples.LINES[:1]


def test_enter_goes_from_the_words_to_the_list_and_from_the_list_to_the_page(qtbot, calls):
    qtbot.keyClick(calls.search, Qt.Key.Key_Return)
    assert calls.table.hasFocus()
    qtbot.keyClick(calls.table, Qt.Key.Key_Down)
    with qtbot.waitSignal(calls.opened) as opened:
        qtbot.keyClick(calls.table, Qt.Key.Key_Return)
    assert opened.args == [examples.LINES[1].id]


def test_a_colleagues_call_appears_without_moving_the_line_one_reads(qtbot, look, text):
    many = [replace(examples.LINES[at % 3], id=f"c{at}", number=f"n{at}") for at in range(80)]
    screen = CallsScreen(
        lambda typed, filters, then: then(Found(tuple(many))),
        examples.PLACES.__getitem__,
        shipped_codebook(),
        look,
        text,
        examples.now,
    )
    qtbot.addWidget(screen)
    screen.resize(1200, 640)
    screen.show()
    screen.arrive()
    screen.table.selectRow(40)
    screen.table.scrollTo(screen.table.currentIndex())
    before = screen.table.place()
    qtbot.keyClicks(screen.search, "")
    many.insert(0, replace(examples.LINES[0], id="new", number="new"))
    screen.heard(Changes.of("call", "new"))
    assert screen.table.current.id == "c40"
    assert screen.lines.lines[0].id == "new"
    assert abs(screen.table.place().height - before.height) <= screen.table.rowHeight(0)
    many.remove(screen.table.current)
    screen.heard(Changes.of("call", "c40"))
    assert screen.table.current.id == "new"


def test_the_preview_holds_no_note(calls):
    assert "Partnergeweld" in words_on(calls)
    assert examples.SECRET not in words_on(calls)


def test_nothing_found_says_what_to_try(qtbot, look, text):
    screen = CallsScreen(
        lambda typed, filters, then: then(Found(())),
        examples.PLACES.__getitem__,
        shipped_codebook(),
        look,
        text,
        examples.now,
    )
    qtbot.addWidget(screen)
    screen.show()
    screen.arrive()
    assert text("calls.nothing") in words_on(screen)


def test_periods_begin_on_their_first_day():
    today = date(2026, 11, 26)
    assert [since(one, today) for one in ("today", "week", "month", "year", "ever")] == [
        today, date(2026, 11, 23), date(2026, 11, 1), date(2026, 1, 1), None,
    ]  # fmt: skip


def open_page(qtbot, look, text, **changed):
    page = CallPage(examples.call_work(**changed), shipped_codebook(), look, text)
    qtbot.addWidget(page)
    page.resize(1200, 640)
    page.show()
    page.show_call(examples.CALL.id)
    page.arrive()
    return page


def test_a_call_that_left_this_station_leaves_nothing_to_write_in_or_to_press(qtbot, look, text):
    gone = []

    def fetch(_call, _why, then, otherwise):
        otherwise(KeyError("call")) if gone else then(CallView(examples.CALL))

    page = open_page(qtbot, look, text, fetch=fetch)
    assert page.addition.isVisible()
    gone.append(True)
    page.heard(Changes.of("call", examples.CALL.id))
    assert not page.addition.isVisible()
    assert page.acts == ()
    assert text("call_page.gone_half") in words_on(page)
    gone.clear()
    page.show_call(examples.CALL.id)
    page.arrive()
    assert page.addition.isVisible()
    assert "print_call" in page.acts


def test_the_page_says_everything_that_was_noted_and_the_empties_honestly(qtbot, look, text):
    page = open_page(qtbot, look, text)
    said = words_on(page)
    for one in ("Persoon 1", "Persoon 2", "dit is de contactnemer zelf", "7 jaar", "Lichamelijk geweld (hoofdvorm)",
                "(Stief)kind van persoon 1", "CAW Oost-Vlaanderen", "niet gevraagd", "gevraagd, niet geweten",
                "Teruggebeld: ze kan donderdag langsgaan.", "verkeerd aangeklikt"):  # fmt: skip
        assert one in said, one
    assert page.narrative.toPlainText() == examples.NARRATIVE


def test_filed_text_cannot_be_changed(qtbot, look, text):
    page = open_page(qtbot, look, text)
    qtbot.keyClicks(page.narrative, "weg")
    assert page.narrative.toPlainText() == examples.NARRATIVE


def test_an_addition_stays_in_the_field_until_it_is_kept(qtbot, look, text):
    kept = []
    page = open_page(qtbot, look, text, add=lambda call, words, then, otherwise: kept.append((call, words, then)))
    page.addition.setPlainText("Ze belde terug.")
    page.add()
    assert kept[0][:2] == (examples.CALL.id, "Ze belde terug.")
    assert page.addition.toPlainText() == "Ze belde terug."
    kept[0][2]()
    assert page.addition.toPlainText() == ""


def test_a_correction_wants_a_reason(qtbot, look, text):
    wished = []
    page = open_page(qtbot, look, text, correct=lambda call, reason, then, otherwise: wished.append((call, reason)))
    page.begin_correction()
    card = page.correction
    card.what.setCurrentIndex(card.what.findText("Persoon 2: hoofdvorm van geweld"))
    card.value.setCurrentIndex(card.value.findData("physical_violence"))
    card.keep()
    assert not wished
    assert text("call_page.reason_please") in words_on(page)
    card.reason.setText("verkeerd aangeklikt")
    card.keep()
    call, reason = wished[0]
    assert reason == "verkeerd aangeklikt"
    assert call.persons[1].main_form == "physical_violence"
    assert call.persons[1].violence_forms == ("physical_violence", "emotional_violence")
    assert call.persons[0] == examples.CALL.persons[0]


def test_a_correction_the_rules_refuse_is_explained_and_stays_open(qtbot, look, text):
    def refuse(call, reason, then, otherwise):
        otherwise(NotReady((Problem("reason", "call_page.reason_please"),)))

    page = open_page(qtbot, look, text, correct=refuse)
    page.begin_correction()
    page.correction.value.setCurrentIndex(0)
    page.correction.reason.setText("x")
    page.correction.keep()
    assert page.correction.isVisible()
    assert text("call_page.reason_please") in words_on(page)


def test_only_codes_of_that_day_are_offered(qtbot, look, text):
    page = open_page(qtbot, look, text)
    page.begin_correction()
    card = page.correction
    for at in range(card.what.count()):
        card.what.setCurrentIndex(at)
        offered = [card.value.itemData(n) for n in range(card.value.count())]
        offered += [card.values.item(n).data(CODE) for n in range(card.values.count())]
        assert offered
        assert "violence_against_adults" not in offered, "a code that was retired years ago"


def choose(card, what):
    card.what.setCurrentIndex(card.what.findText(what))


def correcting(qtbot, look, text):
    wished = []
    page = open_page(
        qtbot, look, text, correct=lambda call, reason, then, otherwise: wished.append(call),
        places=examples.finder().places.find,
    )  # fmt: skip
    page.begin_correction()
    page.correction.reason.setText("verkeerd aangeklikt")
    return page.correction, wished


def test_several_codes_are_ticked_by_the_space_bar(qtbot, look, text):
    card, wished = correcting(qtbot, look, text)
    choose(card, "Persoon 1: vormen van geweld")
    assert card.values.ticked == ("physical_violence", "emotional_violence")
    card.values.setFocus()
    qtbot.keyClick(card.values, Qt.Key.Key_Space)
    card.keep()
    one = wished[0].persons[0]
    assert (one.violence_forms, one.main_form) == (("emotional_violence",), "emotional_violence")


def test_an_outcome_can_be_added_and_what_was_given_keeps_its_service(qtbot, look, text):
    card, wished = correcting(qtbot, look, text)
    choose(card, "Persoon 1: gevolg")
    before = [one for one in examples.CALL.outcomes if one.person == "p1"]
    card.values.item(1).setCheckState(Qt.CheckState.Checked)
    card.keep()
    after = [one for one in wished[0].outcomes if one.person == "p1"]
    assert after[0] == before[0]
    assert len(after) == 2


def test_a_municipality_is_corrected_by_its_postcode_or_left_honestly_empty(qtbot, look, text):
    card, wished = correcting(qtbot, look, text)
    choose(card, "Persoon 2: woonplaats")
    assert card.place.line.text() == "Gent"
    for typed in ("8000", "?", "r", ""):
        card.place.line.setText(typed)
        card.keep()
    found = [(call.persons[1].municipality, call.persons[1].missing.get("municipality")) for call in wished]
    assert found == [("31005", None), (None, "contact_does_not_know"), (None, "refused"), (None, None)]
    card.place.line.setText("qqqqzz")
    card.keep()
    assert len(wished) == 4, "what is no place is not kept"


def test_the_three_honest_empties_can_be_the_correction(qtbot, look, text):
    card, wished = correcting(qtbot, look, text)
    choose(card, "Persoon 2: setting")
    for code in ("unknown", "refused", ""):
        card.value.setCurrentIndex(card.value.findData(code))
        card.keep()
    found = [(call.persons[1].context_setting, call.persons[1].missing.get("context_setting")) for call in wished]
    assert found == [("unknown", "contact_does_not_know"), ("unknown", "refused"), (None, None)]


def test_another_age_band_takes_the_exact_age_away():
    changed = corrected(examples.CALL, "p2", "age_group", "age_13_17")
    assert (changed.persons[1].age_years, changed.persons[1].age_group) == (None, "age_13_17")
    answered = corrected(examples.CALL, "p2", "context_setting", "household")
    assert "context_setting" not in answered.persons[1].missing
    assert corrected(examples.CALL, None, "urgency", "urgent").urgency == "urgent"


def test_an_answer_for_another_call_is_not_shown(qtbot, look, text):
    waiting = []
    page = open_page(qtbot, look, text, fetch=lambda call, why, then, otherwise: waiting.append(then))
    page.show_call("other")
    waiting[0](CallView(replace(examples.CALL)))
    assert page.narrative.toPlainText() == ""


def test_a_colleagues_call_opens_once_a_reason_is_chosen(qtbot, look, text):
    asked = []

    def fetch(call, why, then, otherwise):
        asked.append(why)
        if why:
            then(CallView(replace(examples.CALL, id=call), readings=((examples.NOW, "An Dewolf"),)))
        else:
            otherwise(ReasonNeeded("permissions.reason_needed"))

    page = open_page(qtbot, look, text, fetch=fetch)
    assert not page.reason.isHidden()
    assert page.narrative.toPlainText() == ""
    page.reason._buttons[0].click()
    assert asked == ["", "handover"]
    assert page.reason.isHidden()
    assert page.narrative.toPlainText() == examples.CALL.narrative
    page.forget()
    page.show_call("another")
    page.arrive()
    assert asked[-1] == ""
