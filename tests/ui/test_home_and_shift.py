from dataclasses import replace
from datetime import time, timedelta

import pytest
from PySide6.QtCore import Qt
from tests.ui import examples
from tests.ui.examples import words_on

from workstation.domain.changes import Changes
from workstation.domain.hand_over import HandOver
from workstation.domain.reviews import Comment, Review
from workstation.domain.shifts import Break
from workstation.domain.team_talk import Announcement
from workstation.ui.screens.home import HomeScreen, HomeView
from workstation.ui.screens.shift_end import ShiftEndScreen, ShiftEndWork
from workstation.ui.screens.shift_start import ShiftStartScreen, ShiftStartWork
from workstation.ui.time_field import TimeField, read_time
from workstation.vocabulary.reading import shipped_codebook


def home(qtbot, look, text, view):
    screen = HomeScreen(lambda then: then(view), shipped_codebook(), look, text, examples.now)
    qtbot.addWidget(screen)
    screen.show()
    screen.arrive()
    return screen


def test_empty_blocks_stay_and_say_so_in_one_line(qtbot, look, text):
    screen = home(qtbot, look, text, HomeView())
    said = words_on(screen)
    for name in ("no_drafts", "no_follow_ups", "no_calls", "no_announcements", "no_shift"):
        assert text(f"home.{name}") in said


def test_the_time_that_is_left_and_the_break_are_said_quietly(qtbot, look, text):
    shift = examples.SHIFT
    assert "nog 1 u 46" in words_on(home(qtbot, look, text, HomeView(shift)))
    overdue = words_on(home(qtbot, look, text, HomeView(shift)))
    assert text("home.break_overdue", at="11:00") in overdue
    coming = replace(shift, planned_break=examples.NOW + timedelta(minutes=30))
    assert text("home.break_at", at="11:44") in words_on(home(qtbot, look, text, HomeView(coming)))
    taken = replace(shift, breaks=(Break(examples.NOW - timedelta(minutes=5)),))
    assert text("home.on_break", since="11:09") in words_on(home(qtbot, look, text, HomeView(taken)))
    early = Break(shift.planned_break - timedelta(minutes=20), shift.planned_break - timedelta(minutes=5))
    rested = words_on(home(qtbot, look, text, HomeView(replace(shift, breaks=(early,)))))
    assert text("home.break_overdue", at="11:00") not in rested
    over = replace(shift, planned_end=examples.NOW - timedelta(minutes=9))
    assert "9 min voorbij" in words_on(home(qtbot, look, text, HomeView(over)))


def test_after_a_call_with_danger_one_line_is_offered_and_only_once(qtbot, look, text):
    view = HomeView(examples.SHIFT, after_heavy=examples.CALL.id)
    screen = home(qtbot, look, text, view)
    assert text("home.heavy") in words_on(screen)
    with qtbot.waitSignal(screen.heavy_marked) as marked:
        screen.mark_heavy()
    assert marked.args == [examples.CALL.id]
    screen.heard(Changes.of("shift", "s"))
    assert text("home.heavy") not in words_on(screen)


def test_enter_on_a_line_opens_it(qtbot, look, text):
    screen = home(
        qtbot, look, text, HomeView(drafts=examples.DRAFTS, calls=examples.LINES, follow_ups=examples.FOLLOW_UPS)
    )
    for block, signal, wanted in (
        (screen.drafts, screen.draft_requested, "d1"),
        (screen.follow_ups, screen.call_requested, "c1"),
        (screen.calls, screen.call_requested, examples.LINES[0].id),
    ):
        with qtbot.waitSignal(signal) as opened:
            qtbot.keyClick(block.list, Qt.Key.Key_Return)
        assert opened.args == [wanted]


def test_home_never_shows_a_word_of_a_note(qtbot, look, text):
    screen = home(qtbot, look, text, HomeView(examples.SHIFT, examples.SO_FAR, examples.DRAFTS, (), examples.LINES))
    assert examples.SECRET not in words_on(screen)
    assert screen.oldest_draft == "d1"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("9", time(9)), ("9:30", time(9, 30)), ("9u30", time(9, 30)), ("13u", time(13)), ("1345", time(13, 45)), ("çàà", time(9)),
     ('&"(', time(1, 35)), ("&\"'(", time(13, 45)), ("25", None), ("9:61", None), ("straks", None), ("", None)],
)  # fmt: skip
def test_a_time_is_understood_as_people_type_it(typed, meant):
    assert read_time(typed) == meant


def test_what_is_not_a_time_stays_as_it_was_typed(qtbot):
    field = TimeField("Van")
    qtbot.addWidget(field)
    field.setText("straks")
    field.editingFinished.emit()
    assert field.text() == "straks"
    assert not field.understood


def shift_start(qtbot, look, text, started):
    work = ShiftStartWork(examples.proposal, lambda plan, then: (started.append(plan), then()))
    screen = ShiftStartScreen(work, shipped_codebook(), look, text)
    qtbot.addWidget(screen)
    screen.show()
    screen.arrive()
    return screen


def test_a_shift_like_the_last_one_starts_with_one_key(qtbot, look, text):
    started = []
    screen = shift_start(qtbot, look, text, started)
    with qtbot.waitSignal(screen.begun):
        screen.start()
    plan = started[0]
    assert (plan.line, plan.team, plan.since, plan.until, plan.pause) == (
        "phone", "oost_vlaanderen", time(11), time(15), time(13),
    )  # fmt: skip


def test_another_line_is_one_arrow_away(qtbot, look, text):
    started = []
    screen = shift_start(qtbot, look, text, started)
    qtbot.keyClick(screen.line._buttons["phone"], Qt.Key.Key_Right)
    screen.start()
    assert started[0].line == "chat"


def test_a_time_that_is_not_understood_starts_nothing_and_is_pointed_at(qtbot, look, text):
    started = []
    screen = shift_start(qtbot, look, text, started)
    screen.until.setText("straks")
    screen.start()
    assert not started
    assert text("shift_start.time_please") in words_on(screen)


def test_the_hand_over_sheet_names_no_heavy_call(qtbot, look, text):
    shift = replace(examples.SHIFT, heavy_calls=("c1",))
    sheet = HandOver(shift, examples.SO_FAR, examples.DRAFTS, examples.FOLLOW_UPS)
    ended = []
    screen = ShiftEndScreen(
        ShiftEndWork(lambda then: then(sheet), lambda then: (ended.append(1), then())),
        shipped_codebook(),
        look,
        text,
        examples.now,
    )
    qtbot.addWidget(screen)
    screen.show()
    screen.arrive()
    said = words_on(screen)
    assert "Open concepten (1)" in said
    assert "Opvolging (2)" in said
    assert "zwaar" not in said.replace(text("shift_end.private"), "")
    with qtbot.waitSignal(screen.ended):
        screen.end()
    assert ended == [1]


def test_a_key_that_is_quicker_than_the_proposal_still_starts_the_shift(qtbot, look, text):
    waiting, started = [], []
    work = ShiftStartWork(waiting.append, lambda plan, then: (started.append(plan), then()))
    screen = ShiftStartScreen(work, shipped_codebook(), look, text)
    qtbot.addWidget(screen)
    screen.arrive()
    screen.start()
    assert not started
    examples.proposal(waiting[0])
    assert len(started) == 1


def test_what_must_be_read_is_read_before_a_shift_starts(qtbot, look, text):
    started, read = [], []
    news = (
        Announcement(id="a", at=examples.NOW, counsellor="Karin", text="De chat sluit vroeger.", until=examples.NOW),
        Announcement(id="b", at=examples.NOW, counsellor="Karin", text="Mag.", until=examples.NOW, must_read=False),
    )

    def propose(then):
        examples.proposal(lambda one: then(replace(one, announcements=news)))

    work = ShiftStartWork(propose, lambda plan, then: (started.append(plan), then()), read.append)
    screen = ShiftStartScreen(work, shipped_codebook(), look, text)
    qtbot.addWidget(screen)
    screen.show()
    screen.arrive()
    assert "De chat sluit vroeger." in words_on(screen)
    assert "Mag." not in words_on(screen)
    screen.start()
    assert (started, read) == ([], [])
    assert text("shift_start.read_first") in words_on(screen)
    screen.start()
    assert (len(started), read) == (1, ["a"])


def test_home_says_that_somebody_wrote_about_a_call_and_not_what(qtbot, look, text):
    talk = Review(
        call="c1", counsellor="An", status="commented", comments=(Comment(examples.NOW, "K", "", "Mooi gedaan"),)
    )
    screen = home(qtbot, look, text, HomeView(reviews=(talk,)))
    assert text("review.own_line") in words_on(screen)
    assert "Mooi gedaan" not in words_on(screen)
    with qtbot.waitSignal(screen.review_requested) as asked:
        screen.read_talk()
    assert asked.args == ["c1"]
    screen.forget()
    assert text("review.own_line") not in words_on(screen)
