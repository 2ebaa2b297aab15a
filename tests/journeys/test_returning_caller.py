"""A woman calls, gets a code, and calls again: two weeks, two counsellors, a coordinator and a year, in the real window."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text as sql
from tests.journeys.stations import PASSPHRASE, Sitting

import workstation.assembly.desk_screens  # noqa: F401 - before the clock is ours: defaults are bound at import
from workstation.domain import moments
from workstation.figures.spec import Scope
from workstation.store.marks import keep_owner, owner
from workstation.store.unlocking import unlock
from workstation.usecases.count_year import count_year
from workstation.usecases.recognise_caller import recognise_caller

BEGAN = datetime(2026, 3, 3, 9, 30, tzinfo=UTC)  # a Tuesday
STORY, SECOND = "Zonnebloempitten op de vensterbank.", "Muurbloempje bij de poort."


class Machine:
    """The clock on the wall and the seconds that count on."""

    def __init__(self):
        self.wall, self.running = BEGAN, 5000.0

    def later(self, **passed):
        span = timedelta(**passed)
        self.wall += span
        self.running += span.total_seconds()


@pytest.fixture
def machine(monkeypatch):
    machine = Machine()
    monkeypatch.setattr(moments, "now", lambda: machine.wall)
    monkeypatch.setattr(moments, "seconds_running", lambda: machine.running)
    return machine


class Desk(Sitting):
    """A counsellor at the station, by keys."""

    def take_call(self, words):
        self.hands.press("Ctrl+N")
        self.on("call")
        self.hands.type(words)
        self.hands.press("F3")
        self.hands.type("sl pg lg gz v 34 9000 nd lu caw")
        self.hands.press("Return")
        self.hands.rest(0.3)

    def file_call(self):
        call = str(self.call.draft.id)
        self.hands.press("Ctrl+E", "Ctrl+Return")
        self.hands.wait(self.screens.intake.review.file.hasFocus)
        self.hands.press("Return")
        self.hands.wait(lambda: not self.window.situation.in_call)
        return call


def sits_down(sit, folder, who, role="counsellor"):
    """Another counsellor at the same station: the profile of the station under another name."""
    with unlock(folder, PASSPHRASE, moments.now) as vault, vault.work() as work:
        keep_owner(work.connection, replace(owner(work.connection), counsellor=who, role=role))
    sitting = sit(folder)
    sitting.__class__ = Desk
    sitting.unlock()
    sitting.hands.wait(lambda: bool(sitting.screens.shift_start.until.text()))
    return sitting


def everything_in(vault):
    with vault.reading() as work:
        tables = work.connection.execute(sql("SELECT name FROM sqlite_master WHERE type = 'table'")).scalars().all()
        return repr([work.connection.execute(sql(f'SELECT * FROM "{name}"')).all() for name in tables])


def figures(desk):
    counted = count_year(desk.vault, desk.codebook, desk.text, Scope(2026))
    return counted.calls, counted.persons, counted.figures


def test_a_woman_calls_again_is_recognised_followed_up_reviewed_and_forgotten_and_the_figures_stay(
    sit, profile, machine, tmp_path
):
    words, first = she_calls_and_gets_a_code(sits_down(sit, profile, "An Dewolf"))
    machine.later(days=14)
    jo = sits_down(sit, profile, "Jo Maes")
    second = she_calls_back(jo, machine, words, first)
    jo.close()
    machine.later(days=4)
    something_falls_due(sits_down(sit, profile, "Jo Maes"))
    counted = the_coordinator_reads_and_prints(
        (sits_down(sit, profile, "Els Peeters", "team_coordinator")), first, tmp_path
    )
    machine.later(days=366)
    everything_is_forgotten((sits_down(sit, profile, "An Dewolf")), words, (first, second), counted, machine)


def she_calls_and_gets_a_code(an):
    an.hands.press("Ctrl+Return")
    an.on("home")
    an.take_call(STORY)
    an.hands.press("F5")
    an.hands.type("jnj")  # safe to talk, no danger now, a weapon near: that is read by a second person
    an.hands.press("Ctrl+Shift+R")
    given = an.screens.beside.given
    an.hands.wait(lambda: bool(given.code.text()))
    words = given.code.text().replace(" · ", " ")
    assert len(words.split()) == 3
    an.hands.press("Return")
    assert given.code.text() == ""
    call = an.file_call()
    assert not any(word in everything_in(an.station.desk.vault) for word in words.split() if len(word) > 5)
    an.close()
    return words, call


def she_calls_back(jo, machine, words, first):
    jo.hands.press("Ctrl+Return")
    jo.on("home")
    jo.take_call(SECOND)
    beside = jo.screens.beside
    jo.hands.press("Ctrl+R")
    jo.hands.type(" ".join(word[:-1] for word in words.split()))  # as far as one hears it; the list completes it
    jo.hands.press("Return")
    if beside.recognise.reason.isHidden():
        beside.recognise.box.setText(words)
        jo.hands.press("Return")
    jo.hands.wait(lambda: not beside.recognise.reason.isHidden())
    assert "nog dicht" in jo.said()
    assert STORY not in jo.said()
    assert beside.careful.isHidden()
    jo.hands.press("Return")
    jo.hands.wait(beside.careful.isVisible)
    assert "Bevestig geen eerder contact" in jo.said()
    jo.hands.press("Return")
    jo.hands.wait(lambda: "Dit gesprek hoort bij dossier" in jo.said())
    beside.recognise.read.emit(first)
    jo.on("call_page")
    jo.hands.wait(lambda: jo.screens.page.narrative.toPlainText().startswith(STORY))
    assert "Bevestig geen eerder contact" in jo.said()
    jo.hands.press("Ctrl+G")
    jo.on("call")
    jo.hands.press("Ctrl+O")
    jo.hands.type("over 3 dagen 10u")
    jo.hands.press("Return")
    jo.hands.wait(lambda: jo.note.hasFocus())
    second = jo.file_call()
    with jo.station.desk.vault.reading() as work:
        opened = [(one.action, one.reason, one.person) for one in work.read_log.entries()]
        case = work.cases.of_call(first)
        assert set(work.cases.calls_of(case)) == {first, second}
    assert ("open_case", "returning_caller", "Jo Maes") in opened
    assert ("open", "returning_caller", "Jo Maes") in opened
    return second


def something_falls_due(jo):
    jo.hands.wait(lambda: "te laat" in jo.said())
    jo.hands.press("Ctrl+Return")
    jo.on("home")
    jo.hands.wait(lambda: "terugbellen" in str(jo.screens.home.follow_ups.lines.index(0, 0).data()))
    jo.hands.press("Ctrl+Shift+F")
    jo.on("follow_ups")
    jo.hands.wait(lambda: jo.screens.follow_ups.task is not None)
    jo.screens.follow_ups.reason.setFocus()
    jo.hands.type("Bereikt, het gaat.")
    jo.hands.press("Ctrl+Return")
    jo.hands.wait(lambda: "Genoteerd als gedaan" in jo.said())
    jo.hands.wait(lambda: jo.screens.follow_ups.task is None)
    jo.close()


def the_coordinator_reads_and_prints(els, first, out):
    els.hands.press("Ctrl+Return")
    els.on("home")
    els.screens.summary.keep_in(out)
    els.window.go("coordination")
    els.hands.wait(lambda: els.screens.coordination.panes["reviews"].lines.rowCount() > 0)
    pane = els.screens.coordination.panes["reviews"]
    assert "Wapen" in str(pane.lines.index(0, 0).data())
    els.screens._team.read_again(first)
    els.on("review")
    els.hands.wait(lambda: els.screens._team.review.talk.box.isVisible())
    els.screens._team.review.talk.box.setFocus()
    els.hands.type("Wapen goed doorgevraagd.")
    els.window.commands.run("review_send")
    els.hands.wait(lambda: "Wapen goed doorgevraagd." in everything_in(els.station.desk.vault))
    els.screens._open_call(first, "supervision")
    els.on("call_page")
    els.hands.wait(lambda: els.screens.page.narrative.toPlainText().startswith(STORY))
    els.hands.press("Ctrl+Shift+P")
    els.on("summary")
    els.hands.rest(0.5)
    els.hands.type("overleg in het team")
    els.hands.press("Ctrl+S")
    els.hands.wait(lambda: bool(list(out.glob("*.pdf"))))
    desk = els.station.desk
    with desk.vault.reading() as work:
        assert len(work.prints.of_call(first)) == 1
        assert "Els Peeters" in {one.person for one in work.read_log.of_record(first)}
    counted = figures(desk)
    assert counted[0] == 2
    els.close()
    return counted


def everything_is_forgotten(an, words, calls, counted, machine):
    desk = an.station.desk
    kept = everything_in(desk.vault)
    assert STORY.split(maxsplit=1)[0] not in kept
    assert SECOND.split(maxsplit=1)[0] not in kept
    assert "Bereikt" not in kept
    assert "doorgevraagd" not in kept
    with desk.vault.reading() as work:
        assert not any(work.calls.has(call) for call in calls)
        assert work.cases.all() == ()
    assert recognise_caller(words, desk.counsellor, vault=desk.vault, now=desk.now) is None
    assert figures(desk) == counted
