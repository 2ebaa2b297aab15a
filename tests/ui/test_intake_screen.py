"""The live screen: several calls, several persons, restarts, the end of a call and second thoughts."""

import json

from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication

from workstation.forms.draft import HOUSEHOLD, Draft
from workstation.ui.forms.sheet import plain_label


def person_box(desk, name):
    return desk.intake.page.person_sheet.questions[name]


def call_box(desk, name):
    return desk.intake.page.call_sheet.questions[name]


# -- several calls


def test_saving_one_call_never_touches_the_other(desk):
    desk.press("Ctrl+N").type("eerste oproep")
    first = desk.draft.id
    desk.press("Ctrl+N").type("tweede oproep")
    second = desk.draft.id
    desk.press("F3").type("km").press("Return")
    desk.wait(lambda: len(desk.disk.drafts) == 2)
    desk.run(0.6)
    kept = {draft: desk.disk.body(draft) for draft in (first, second)}
    assert kept[first]["answers"]["narrative"] == "eerste oproep"
    assert kept[first]["persons"] == []
    assert kept[second]["answers"]["narrative"] == "tweede oproep"
    desk.press("Ctrl+Tab").type(" gaat verder")
    desk.run(0.6)
    assert desk.disk.body(first)["answers"]["narrative"] == "eerste oproep gaat verder"
    assert desk.disk.body(second) == kept[second] | {"view": desk.disk.body(second)["view"]}


def test_a_second_telephone_call_stops_the_clock_of_the_first_and_a_chat_does_not(desk):
    desk.press("Ctrl+N").type("a")
    first = desk.intake.call
    desk.later(120)
    desk.press("Ctrl+N").type("b")
    desk.later(60)
    assert first.seconds == 120
    call_box(desk, "channel").pick("chat")
    chat = desk.intake.call
    desk.press("Ctrl+N")
    desk.later(30)
    assert chat.ended_at is None
    assert chat.seconds == 90


def test_filing_one_of_two_calls_leaves_the_other_open(desk):
    desk.press("Ctrl+N").type("blijft open")
    first = desk.draft.id
    desk.press("Ctrl+N", "Ctrl+E").type("s")
    desk.wait(lambda: desk.draft.id == first)
    assert len(desk.disk.filed) == 1
    assert desk.intake.page.note.toPlainText() == "blijft open"
    assert desk.window.situation.screen == "call"
    desk.press("Ctrl+Shift+Z")
    desk.wait(lambda: len(desk.intake.calls) == 2)
    assert [call.letter for call in desk.intake.calls] == ["A", "B"]
    assert desk.intake.calls[0].note.text == "blijft open"


def test_a_new_call_over_an_empty_one_leaves_no_trace(desk):
    desk.press("Ctrl+N", "Ctrl+N")
    desk.run(0.5)
    assert len(desk.intake.calls) == 1
    assert desk.disk.drafts == {}


def test_going_home_from_an_empty_call_closes_it(desk):
    desk.press("Ctrl+N", "Ctrl+H")
    assert desk.intake.calls == ()
    assert not desk.window.situation.in_call


def test_a_call_emptied_again_leaves_no_concept_behind(desk):
    desk.press("Ctrl+N").type("x")
    desk.settle()
    assert len(desk.disk.drafts) == 1
    desk.press("Backspace", "Ctrl+H")
    desk.wait(lambda: not desk.disk.drafts)


def test_going_home_from_a_call_with_words_keeps_it(desk):
    desk.press("Ctrl+N").type("x").press("Ctrl+H")
    assert len(desk.intake.calls) == 1
    assert desk.window.situation.in_call


# -- restarts


def test_after_a_restart_everything_is_where_it_was(desk):
    desk.press("Ctrl+N").type("Een eerste zin.\nEen tweede zin.")
    desk.press("F3").type("sl pg 9000 onzin").press("Return").press("F2")
    cursor = desk.intake.page.note.textCursor()
    cursor.setPosition(6)
    desk.intake.page.note.setTextCursor(cursor)
    desk.later(90)
    desk.settle()
    body = json.loads(desk.disk.drafts[desk.draft.id])
    desk.intake.forget()
    assert desk.intake.calls == ()
    assert desk.intake.page.note.toPlainText() == ""
    desk.later(30)
    desk.intake.take_up(body)
    assert desk.intake.call.seconds == 120
    assert desk.intake.page.note.textCursor().position() == 6
    assert desk.intake.page.note.toPlainText() == "Een eerste zin.\nEen tweede zin."
    assert desk.draft.persons[0].answers["problem_type"] == "partner_violence"
    assert desk.intake.page.quick.text() == "onzin"


def test_the_scroll_position_comes_back(desk):
    desk.press("Ctrl+N")
    desk.intake.page.note.insertPlainText("regel\n" * 200)
    desk.intake.page.note.moveCursor(QTextCursor.MoveOperation.Start)
    desk.intake.page.note.verticalScrollBar().setValue(80)
    desk.settle()
    assert desk.disk.body(desk.draft.id)["view"]["scroll"] == 80
    body = desk.disk.body(desk.draft.id)
    desk.intake.forget()
    desk.intake.take_up(body)
    desk.run(0.05)
    assert desk.intake.page.note.verticalScrollBar().value() == 80


def test_every_key_is_on_disk_within_a_second(desk):
    desk.press("Ctrl+N")
    for letter in "Zij belt van haar werk":
        desk.type(letter)
        desk.run(0.03)
    text = desk.intake.page.note.toPlainText()
    desk.run(0.5)
    assert desk.disk.body(desk.draft.id)["answers"]["narrative"] == text


def test_words_typed_in_the_snelcode_line_are_kept_before_enter(desk):
    desk.press("Ctrl+N", "F3").type("pg lg half")
    desk.settle()
    assert desk.disk.body(desk.draft.id)["unrecognised"] == ["pg", "lg", "half"]


def test_a_failing_disk_is_loud_typing_goes_on_and_it_is_saved_once_it_is_back(desk):
    desk.press("Ctrl+N").type("voor")
    desk.settle()
    desk.disk.broken = True
    desk.type(" tijdens")
    desk.wait(desk.intake.page.unsaved.isVisible)
    assert desk.window.top._saved.text() == "! Niet bewaard sinds 14:05 · Opnieuw (Ctrl+S)"
    assert desk.window.top._saved.property("role") == "tag_warn"
    desk.type(" en verder")
    assert desk.intake.page.note.toPlainText() == "voor tijdens en verder"
    assert QApplication.activeModalWidget() is None
    desk.disk.broken = False
    desk.press("Ctrl+S")
    desk.wait(lambda: not desk.intake.page.unsaved.isVisible())
    assert desk.disk.body(desk.draft.id)["answers"]["narrative"] == "voor tijdens en verder"


# -- persons


def test_a_new_person_shares_the_household_and_the_next_key_is_his_age(desk):
    desk.press("Ctrl+N", "F3").type("sl pg lg gz lp v 34 9000").press("Return")
    desk.press("Ctrl+P").type("7").press("Tab").type("m")
    mother, son = desk.draft.persons
    shared = {name: mother.answers[name] for name in HOUSEHOLD if name in mother.answers}
    assert shared["municipality"] == "44021"
    assert son.answers == shared | {"age": 7, "gender": "male"}
    assert mother.is_contact
    assert not son.is_contact


def test_codes_go_to_the_person_in_view_only(desk):
    desk.press("Ctrl+N", "Ctrl+P", "Ctrl+P")
    first, second = desk.draft.persons
    desk.press("F3").type("km").press("Return")
    desk.press("Ctrl+PgUp", "F3").type("pg").press("Return")
    assert first.answers["problem_type"] == "partner_violence"
    assert second.answers["problem_type"] == "child_abuse"


def test_what_is_half_typed_about_one_person_never_lands_with_another(desk):
    desk.press("Ctrl+N", "Ctrl+P", "Ctrl+P")
    first, second = desk.draft.persons
    desk.intake.page.go_to(person_box(desk, "age"))
    desk.type("41").press("Ctrl+PgUp")
    assert second.answers.get("age") == 41
    assert "age" not in first.answers
    assert person_box(desk, "age").text() == ""
    desk.type("9").press("Tab")
    assert first.answers["age"] == 9


def test_removing_a_person_is_undone_by_one_key(desk):
    desk.press("Ctrl+N", "F3").type("sl pg v 34").press("Return")
    desk.press("Ctrl+P").type("7").press("Tab")
    before = desk.draft.body()["persons"]
    desk.intake.acts_by_command()["remove_person"]()
    assert len(desk.draft.persons) == 1
    desk.press("Ctrl+Shift+Z")
    assert desk.draft.body()["persons"] == before


def test_the_caller_can_be_one_of_them_by_one_key_and_what_is_known_is_shared(desk):
    desk.press("Ctrl+N", "Ctrl+P").type("34").press("Tab").type("v")
    desk.press("Ctrl+I")
    assert desk.draft.persons[0].is_contact
    assert desk.draft.answers["contact_age"] == 34
    assert desk.draft.answers["contact_gender"] == "female"
    assert (
        "☎" in desk.intake.page.people.strip._buttons[0]._lines[2]
        or desk.intake.page.people.strip._buttons[0]._lines[2]
    )


def test_saying_that_the_victim_rings_makes_the_first_person(desk):
    desk.press("Ctrl+N")
    desk.intake.page.go_to(call_box(desk, "relation_to_victim"))
    desk.type("sl").press("Tab")
    (person,) = desk.draft.persons
    assert person.is_contact


def test_a_bond_is_told_once_and_read_from_both_sides(desk):
    desk.press("Ctrl+N", "Ctrl+P", "Ctrl+P")
    row = desk.intake.page.people._relations[0][1]
    desk.intake.page.go_to(row.box)
    desk.type("kind").press("Tab")
    first, second = desk.draft.persons
    assert desk.draft.relations == [(second.id, "child", first.id)]
    desk.press("Ctrl+PgUp")
    desk.run(0.05)
    assert row.box.text() == "(Stief)ouder van"


def test_a_referral_goes_to_the_person_in_view_with_version_outcome_and_help(desk):
    desk.press("Ctrl+N", "F3").type("sl pg 9000 v").press("Return")
    desk.press("Ctrl+P", "F4").type("caw gent")
    desk.run(0.1)
    hit = desk.intake.page.refer.hits[0]
    desk.press("Return")
    (given,) = desk.draft.referrals
    second = desk.draft.persons[1]
    assert (given["person"], given["service"], given["service_version"]) == (second.id, hit.service.id, 1)
    assert "caw" in second.answers["outcomes"]
    assert "referral_information" in desk.draft.answers["help_offered"]
    assert desk.intake.page.refer._say.text()
    desk.press("Ctrl+Shift+Z")
    assert desk.draft.referrals == []
    assert "outcomes" not in second.answers or "caw" not in desk.draft.persons[1].answers.get("outcomes", ())


# -- the end


def filled(desk):
    desk.press("Ctrl+N").type("Een verslag.")
    desk.press("F3").type("sl pg lg gz v 34 9000 nd lu ia").press("Return")


def test_open_points_are_walked_left_unknown_or_jumped_to(desk):
    desk.press("Ctrl+N").type("Een verslag.")
    desk.press("F3").type("sl pg v nd lu ia gz").press("Return")
    desk.press("Ctrl+Return")
    words = [row.point.words for row in desk.intake.review._points]
    assert words
    assert not desk.intake.review.file.isEnabled()
    while unknown := [row for row in desk.intake.review._points if row.point.may_stay_unknown]:
        unknown[0].jump.setFocus()
        desk.type("o")
    assert desk.draft.missing
    desk.run(0.3)
    assert not [row for row in desk.intake.review._points if row.point.problem.severity != "soft"]
    desk.press("Ctrl+Return")
    desk.wait(lambda: desk.window.situation.screen == "home")
    assert len(desk.disk.filed) == 1


def test_jumping_to_an_open_point_selects_its_person(desk):
    filled(desk)
    desk.press("Ctrl+P").type("7").press("Tab")
    desk.press("Ctrl+PgUp", "Ctrl+Return")
    row = next(row for row in desk.intake.review._points if row.point.problem.person == desk.draft.persons[1].id)
    row.jump.setFocus()
    desk.press("Return")
    assert desk.draft.selected == desk.draft.persons[1].id
    assert desk.intake._pages.currentWidget() is desk.intake.page


def test_escape_in_the_review_goes_back_to_the_call(desk):
    filled(desk)
    desk.press("Ctrl+Return", "Esc")
    assert desk.intake._pages.currentWidget() is desk.intake.page
    assert desk.intake.page.note.toPlainText() == "Een verslag."


def test_filing_on_a_bad_disk_keeps_everything_and_says_so(desk):
    filled(desk)
    desk.press("Ctrl+Return")
    desk.disk.broken = True
    desk.press("Return")
    desk.wait(lambda: desk.window.notices.shown == desk.text("live.review.failed"))
    assert desk.intake.page.note.toPlainText() == "Een verslag."
    desk.disk.broken = False
    desk.type(" Nog iets.")
    desk.press("Ctrl+Return", "Return")
    desk.wait(lambda: desk.window.situation.screen == "home")
    assert next(iter(desk.disk.filed.values())).answers["narrative"] == "Een verslag. Nog iets."


def test_within_ten_minutes_one_key_from_home_opens_the_call_again(desk):
    filled(desk)
    desk.press("Ctrl+Return", "Return")
    desk.wait(lambda: desk.window.situation.screen == "home")
    desk.window.notices.clear()
    desk.later(9 * 60)
    desk.press("Ctrl+Shift+Z")
    desk.wait(lambda: desk.window.situation.screen == "call")
    assert desk.intake.page.note.toPlainText() == "Een verslag."
    assert desk.draft.persons[0].answers["problem_type"] == "partner_violence"


def test_after_ten_minutes_a_filed_call_stays_filed(desk):
    filled(desk)
    desk.press("Ctrl+Return", "Return")
    desk.wait(lambda: desk.window.situation.screen == "home")
    desk.later(11 * 60)
    desk.press("Ctrl+Shift+Z")
    desk.run(0.2)
    assert desk.window.situation.screen == "home"
    assert desk.intake.calls == ()


def test_ending_a_call_with_a_note_leaves_the_letters_to_the_note(desk):
    desk.press("Ctrl+N").type("Mevrouw").press("Ctrl+E").type(" s o j v")
    desk.run(0.2)
    assert desk.disk.filed == {}
    assert desk.intake.page.note.toPlainText() == "Mevrouw s o j v"


def test_writing_on_after_ending_an_empty_call_goes_into_the_note(desk):
    desk.press("Ctrl+N", "Ctrl+E").type("Mevrouw hing op")
    assert desk.intake.page.note.toPlainText() == "Mevrouw hing op"
    assert desk.disk.filed == {}


def test_the_clock_stands_still_after_the_end_and_runs_again_when_taken_back(desk):
    desk.press("Ctrl+N").type("a")
    desk.later(60)
    desk.press("Ctrl+E")
    desk.later(60)
    assert desk.intake.call.seconds == 60
    desk.press("Ctrl+Shift+Z")
    assert desk.intake.call.seconds == 120


def test_the_note_keeps_its_place_whatever_is_filled_in(desk):
    desk.press("Ctrl+N")
    desk.run(0.1)
    note = desk.intake.page.note

    def place():
        return note.mapTo(desk.window, note.rect().topLeft()), note.width()

    before = place()
    filled_in = [before]
    for keys, typed in (
        (("F3",), "sl pg lg ps gz v 34 9000 nd lu ad inf"),
        (("Return", "Ctrl+P", "F9"), ""),
        (("Ctrl+E",), ""),
    ):
        desk.press(*keys).type(typed)
        desk.run(0.3)
        filled_in.append(place())
    assert set(filled_in) == {before}


def test_what_another_listens_to_is_the_same_draft(desk):
    filled(desk)
    again = Draft.from_body(desk.draft.body())
    assert again.body() == desk.draft.body()
    assert plain_label("urgency", "intake", desk.text) == "Urgentie"
