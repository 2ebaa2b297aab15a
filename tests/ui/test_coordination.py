"""The coordinator's desk on a real vault: what one sees, does, and may not do."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QPushButton
from tests.records import MORNING, a_call
from tests.usecases.desks import DESK

from workstation.assembly.coordination import Coordination
from workstation.domain.services import Service
from workstation.ui.look import LETTERS
from workstation.ui.screen import Screen
from workstation.ui.screens.review_talk import TalkPane
from workstation.usecases.announce import announce
from workstation.usecases.discussion_agenda import discussion_agenda
from workstation.usecases.edit_service import edit_service
from workstation.usecases.half_texts import half_texts
from workstation.usecases.look_up_announcements import look_up_announcements
from workstation.usecases.look_up_signals import look_up_signals
from workstation.usecases.mark_for_discussion import mark_for_discussion
from workstation.usecases.note_outcome import note_outcome
from workstation.usecases.note_signal import note_signal
from workstation.usecases.remark_on_service import remark_on_service
from workstation.usecases.review_of_call import review_of_call
from workstation.usecases.upkeep_list import upkeep_list
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

COORDINATOR = replace(DESK, counsellor="c.wouters", role="team_coordinator")
CAW = Service(id="caw-1", category="caw", name="CAW Testland", phone="09 1", checked_on="2026-10-01", confidence="verified")  # fmt: skip
HOUSE = replace(CAW, id="vh-1", name="Veilig Huis", address="Markt 1, 9000 Gent", postcode="9000")


class AtOnce:
    """A lane that works in the window's thread, so that a test sees what was done."""

    def do(self, work, then=None, otherwise=None):
        try:
            result = work()
        except Exception as wrong:
            if otherwise is None:
                raise
            otherwise(wrong)
            return
        if then is not None:
            then(result)


@pytest.fixture
def calls(vault, clock):
    made = [
        a_call(safety={"immediate_danger": "yes", "weapon": "yes"}),
        a_call(contact_age="minor_12_17", started_at=MORNING - timedelta(days=1)),
    ]
    with vault.work() as work:
        work.calls.put_many(made)
        work.directory.bring_in((CAW, HOUSE), "e1", clock(), "edition")
    clock.pass_by(hours=2)
    return made


@pytest.fixture
def desk(vault, clock):
    return SimpleNamespace(
        counsellor=COORDINATOR, vault=vault, now=clock, text=words(), codebook=shipped_codebook(),
        place_name=str, practice=False, whose=SimpleNamespace(staff_number="044"),
    )  # fmt: skip


@pytest.fixture
def team(look, desk, calls, clock):
    heard = []
    made = Coordination(desk, AtOnce(), heard.append, look)
    made.heard, made.some_call = heard, calls[0]
    made.went = []
    made._go = made.went.append
    return made


@pytest.fixture
def screen(qtbot, look, team, desk, vault, clock):
    call = team.some_call
    mark_for_discussion(call.id, "Hadden we moeten doorbellen?", DESK, vault=vault, now=clock)
    note_signal("waiting_list", "Vier maanden wachten bij een vluchthuis.", (call.id,), DESK, vault=vault, now=clock)
    announce("Vrijdag sluit de chat om 18 uur.", clock() + timedelta(days=3), COORDINATOR, vault=vault, now=clock)
    assert team.offered()
    made = team.screen(Screen)
    qtbot.addWidget(made)
    made.resize(1200, 640)
    made.show()
    made.arrive()
    return made


def opened(qtbot, team, call):
    """The review screen with a call, as from the queue."""
    qtbot.addWidget(team.review)
    team.review.show_call(call.id)
    team.review.arrive()
    return team.review


def test_the_queue_shows_why_and_never_a_word_of_the_note(screen, team):
    pane = screen.panes["reviews"]
    shown = pane._section.show(pane.lines.lines[0])
    assert "Acuut gevaar" in shown
    assert "Mevrouw belt" not in shown + pane._detail.text()
    pane.do("read_again")
    assert team.went == ["review"]


def test_the_whole_loop_of_a_review(qtbot, screen, team, desk, vault):
    review = opened(qtbot, team, team.some_call)
    assert "Mevrouw belt" in review.reading.narrative.toPlainText()
    review.talk.field.setCurrentIndex(review.talk.field.findData("safety"))
    review.talk.box.setPlainText("Was er een wapen?")
    review.talk._tell()
    review.forget()
    review = opened(qtbot, team, team.some_call)
    assert (review.talk.box.toPlainText(), review.talk.field.currentData()) == ("Was er een wapen?", "safety")
    review.send()
    assert review.talk.box.toPlainText() == ""
    review.points.points["weapon"].pick("no")
    kept = review_of_call(team.some_call.id, COORDINATOR, vault=vault)
    assert (kept.comments[0].field, kept.answers, kept.status) == ("safety", {"weapon": "no"}, "commented")
    # the counsellor sees it, answers, and can change nothing of the form
    desk.counsellor = DESK
    assert [one.call for one in team.reviews.own()] == [team.some_call.id]
    review.forget()
    review = opened(qtbot, team, team.some_call)
    assert review.acts == ()
    assert not review.points.points["weapon"].isEnabled()
    assert review.talk.field.currentData() == "safety"
    review.talk.box.setPlainText("Ja, een mes. Ik vulde het aan.")
    review.send()
    assert team.reviews.own() == ()
    desk.counsellor = COORDINATOR
    review = opened(qtbot, team, team.some_call)
    screen.show_section("reviews")
    assert screen.panes["reviews"].lines.lines[0][0].status == "answered"
    review.close_review()
    closed = review_of_call(team.some_call.id, COORDINATOR, vault=vault)
    assert (closed.status, closed.answers) == ("closed", {"weapon": "no"})
    screen.show_section("reviews")
    assert team.some_call.id not in [pair[0].call for pair in screen.panes["reviews"].lines.lines]


def test_who_has_no_part_in_a_talk_reads_neither_it_nor_the_call(qtbot, team, desk):
    desk.counsellor = replace(DESK, counsellor="l.claes")
    review = opened(qtbot, team, team.some_call)
    assert review.reading.narrative.toPlainText() == ""
    assert review.findChildren(TalkPane)[0].field.count() == 0


def test_another_version_of_the_form_leaves_earlier_answers_with_theirs(qtbot, team, vault):
    review = opened(qtbot, team, team.some_call)
    review.points.points["greeting"].pick("yes")
    qtbot.addWidget(team.form)
    team.form.arrive()
    lines = team.form.editor.toPlainText()
    assert len(team.form._work.read(lines).points) >= 30
    team.form.editor.setPlainText(
        lines.replace("rustig en duidelijk onthaald", "rustig onthaald") + "Een nieuw punt\n"
    )
    team.form._half()
    team.form.arrive()
    assert "Een nieuw punt" in team.form.editor.toPlainText()
    team.form.save()
    assert team.form.versions.count() == 2
    again = opened(qtbot, team, team.some_call)
    assert (again._view.form.version, dict(again.points.answers)) == (0, {"greeting": "yes"})
    form = team.form._work.read(team.form.editor.toPlainText())
    assert "greeting" in form.points
    assert len(form.points) == len(again._view.form.points) + 1
    team.form.editor.setPlainText("Titel\nlos punt\n")
    team.form.look()
    assert "deel" in team.form._said.text()


def test_an_empty_box_gets_a_calm_sentence_and_nothing_is_kept(screen, vault):
    screen.show_section("discussion")
    pane = screen.panes["discussion"]
    pane.do("keep_minutes")
    assert pane._said.text() == words()("coordination.minutes_empty")


def test_another_role_is_refused_without_a_trace_on_the_screen(screen, team, desk, vault):
    desk.counsellor = DESK
    screen.show_section("reviews")
    pane = screen.panes["reviews"]
    pane.do("close")
    assert pane._said.text() == words()("coordination.not_yours")
    assert review_of_call(team.some_call.id, COORDINATOR, vault=vault) is None
    assert not team.offered()
    assert list(team.panes()) == ["workload"]
    desk.counsellor = replace(DESK, role="trainer")
    assert team.panes() == {}


def test_a_point_of_the_agenda_gets_its_minutes_and_stays_to_be_read(screen, vault, team):
    screen.show_section("discussion")
    pane = screen.panes["discussion"]
    pane.fields["agreed"].setPlainText("Volgende keer samen beslissen.")
    pane.do("keep_minutes")
    assert discussion_agenda(COORDINATOR, vault=vault) == ()
    assert "Volgende keer samen beslissen." in pane._detail.text()
    assert not pane.buttons["keep_minutes"].isEnabled()
    copy = team.talk.copy_discussion("minutes", "saved", "teamvergadering")
    assert copy.pdf.startswith(b"%PDF")
    with vault.reading() as work:
        assert [(one.number, one.audience, one.reason) for one in work.prints.all()] == [
            (copy.number, "discussion", "teamvergadering")
        ]


def test_half_written_minutes_are_there_again_after_the_program_ended(screen, team, look, vault, clock, qtbot):
    screen.show_section("discussion")
    pane = screen.panes["discussion"]
    pane.fields["minutes"].setPlainText("Rustig overlopen, en dan")
    assert pane._half._keep.isActive()
    pane._half.keep()
    other = team.panes()["discussion"]()  # the program once more, at the same vault
    qtbot.addWidget(other)
    other.look_again()
    assert other.fields["minutes"].toPlainText() == "Rustig overlopen, en dan"
    other.do("keep_minutes")
    assert half_texts("discussion", vault=vault, now=clock) == {}
    pane.fields["agreed"].setPlainText("Nog iets")
    pane.forget()
    assert pane.fields["agreed"].toPlainText() == ""
    pane.look_again()
    assert pane.fields["agreed"].toPlainText() == "Nog iets"
    clock.pass_by(days=31)
    assert half_texts("discussion", vault=vault, now=clock) == {}


def test_a_signal_is_noted_and_passed_on_with_the_calls_behind_it(screen, team, vault):
    card = team.card
    card.show_call(team.some_call.id, own=True)
    card._open("signal")
    card.keep_signal()
    assert look_up_signals(COORDINATOR, vault=vault)[0].calls == 1
    card.which.setCurrentIndex(card.which.findData(""))
    card.words.setText("Geen tolk bij het onthaal.")
    card.keep_signal()
    screen.show_section("signals")
    pane = screen.panes["signals"]
    assert len(pane.lines.lines) == 2
    assert "minder dan 5" in pane._detail.text()
    pane.fields["to"].setText("Steunpunt")
    pane.do("pass_on")
    assert [one.passed_on_to for one in look_up_signals(COORDINATOR, vault=vault)] == ["", "Steunpunt"]


def test_an_announcement_is_placed_and_taken_away(screen, vault, clock):
    screen.show_section("announcements")
    pane = screen.panes["announcements"]
    pane.fields["text"].setPlainText("Nieuw codeboek vanaf maandag.")
    pane.fields["must_read"].setCurrentIndex(1)
    pane.do("announce")
    found = look_up_announcements(DESK, vault=vault, now=clock, unread=True)
    assert {(one.text[:5], one.must_read) for one in found} == {("Nieuw", False), ("Vrijd", True)}
    pane.do("withdraw")
    assert len(look_up_announcements(DESK, vault=vault, now=clock)) == 1


def test_an_entry_is_edited_checked_and_has_its_history(screen, vault, clock, team):
    remark_on_service(HOUSE, "Nummer klopt niet.", "m.peeters", vault=vault, now=clock)
    note_outcome(CAW.id, "wrong_number", vault=vault, now=clock)
    screen.show_section("upkeep")
    pane = screen.panes["upkeep"]
    assert [one.service.id for one in pane.lines.lines] == ["vh-1", "caw-1"]
    pane.begin_editing()
    pane.editor.boxes["phone"].setText("09 999 99 99")
    pane.editor.boxes["address_class"].setCurrentIndex(2)
    pane.look_again()
    assert pane.editor.boxes["phone"].text() == "09 999 99 99"
    pane.editor.boxes["opening_spec"].setText("soms")
    pane.editor.keep()
    assert pane._said.text() == words()("upkeep.opening_unreadable")
    assert pane._faces.currentWidget() is pane.editor
    pane.editor.boxes["opening_spec"].setText("Mo-Fr 09:00-17:00")
    pane.editor.keep()
    with vault.reading() as work:
        kept = work.directory.get("vh-1")
    assert (kept.phone, kept.address_class, kept.checked_on) == ("09 999 99 99", "store", "2026-10-01")
    assert team.heard[-1].concerns("service")
    pane.entry.verify()
    assert upkeep_list(COORDINATOR, vault=vault, now=clock)[0].why == ("remark",)
    pane.entry.how.setText("gebeld met het onthaal")
    pane.entry.verify()
    assert [one.service.id for one in pane.lines.lines] == ["caw-1"]
    pane.why.setCurrentIndex(pane.why.findData("every"))
    pane.search.setText("veilig")
    pane._give()
    pane.show_history()
    versions = [one.text() for one in pane.history.findChildren(type(pane._count)) if one.text().startswith("Versie")]
    assert [one[:8] for one in versions] == ["Versie 3", "Versie 2", "Versie 1"]
    pane.begin_new()
    pane.editor.boxes["name"].setText("Inloophuis")
    pane.editor.keep()
    assert len(upkeep_list(COORDINATOR, vault=vault, now=clock, every=True)) == 3


def test_an_entry_that_a_colleague_changed_meanwhile_loses_nothing_of_what_was_typed(
    screen, vault, clock, team, qtbot
):
    screen.show_section("upkeep")
    pane = screen.panes["upkeep"]
    pane.why.setCurrentIndex(pane.why.findData("every"))
    pane._take_in_hand(HOUSE.id)
    pane.begin_editing()
    pane.editor.boxes["notes"].setPlainText("Bel eerst.")
    pane._half.keep()

    def colleague(**changed):
        with vault.reading() as work:
            now = work.directory.get(HOUSE.id)
        edit_service(replace(now, **changed), COORDINATOR, vault=vault, now=clock)

    colleague(phone="09 222")
    pane.editor.keep()
    assert pane._said.text() == words()("upkeep.changed")
    assert (pane.editor.boxes["notes"].toPlainText(), pane.editor.boxes["phone"].text()) == ("Bel eerst.", "09 222")
    # the same when the program ended in between: it knows what the entry said when one began
    colleague(email="huis@voorbeeld.test")
    other = team.panes()["upkeep"]()
    qtbot.addWidget(other)
    other.look_again()
    assert other._faces.currentWidget() is other.editor
    other.editor.keep()
    other.editor.keep()
    with vault.reading() as work:
        kept = work.directory.get(HOUSE.id)
    assert (kept.notes, kept.phone, kept.email) == ("Bel eerst.", "09 222", "huis@voorbeeld.test")


def test_ones_own_load_is_shown_and_the_team_of_two_is_not(screen, vault):
    screen.show_section("workload")
    pane = screen.panes["workload"]
    QApplication.processEvents()
    said = " ".join(one.text() for one in pane.findChildren(QLabel) if not one.isHidden())
    assert words()("workload.too_few", fewest=5) in said
    assert "m.peeters" not in said
    assert pane.team_chart.accessibleName() == ""


def test_locking_leaves_nothing_of_anybody(screen, qtbot, team):
    for name in screen.panes.names:
        screen.show_section(name)
    screen.panes["signals"].fields["text"].setPlainText("half geschreven")
    review = opened(qtbot, team, team.some_call)
    screen.forget()
    review.forget()
    assert all(pane.lines.lines == () for name, pane in screen.panes.items() if name != "workload")
    assert screen.panes["workload"]._own.count() == 0
    assert screen.panes["signals"].fields["text"].toPlainText() == ""
    assert review.reading.narrative.toPlainText() == ""
    assert review.points.points == {}


def test_every_button_and_box_has_a_name(screen):
    for kind in (QPushButton, QComboBox):
        assert all(one.accessibleName() for one in screen.findChildren(kind))


@pytest.mark.parametrize("percent", [LETTERS[0], LETTERS[-1]])
def test_the_desk_and_its_screens_fit_the_smallest_station(screen, qtbot, team, look, percent):
    review = opened(qtbot, team, team.some_call)
    qtbot.addWidget(team.form)
    team.form.arrive()
    look.choose_letters(percent)
    room = 1366 - look.px(158)  # beside the rail
    for name in screen.panes.names:
        screen.show_section(name)
        assert screen.minimumSizeHint().width() <= room, name
    assert review.minimumSizeHint().width() <= room
    assert team.form.minimumSizeHint().width() <= room
