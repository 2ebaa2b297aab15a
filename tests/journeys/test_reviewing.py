"""A call read again on the real window, by keys: the coordinator asks, the counsellor answers, the talk is closed."""

from dataclasses import replace

from tests.journeys.stations import PASSPHRASE
from tests.records import a_call

from workstation.domain import moments
from workstation.store.unlocking import unlock


def takes_the_chair(sitting, counsellor, role):
    """Whoever sits here next; in the field each has a store of their own."""
    sitting.station.desk.whose = replace(sitting.station.desk.whose, counsellor=counsellor, role=role)


def test_a_review_goes_round_on_the_real_window(sit, profile):
    began = moments.now().replace(microsecond=0)
    call = replace(a_call(safety={"weapon": "yes"}, started_at=began, counsellor="An Dewolf"), number="2026-K7-1")
    with unlock(profile, PASSPHRASE) as vault, vault.work() as work:
        work.calls.put(call)
        work.settings.put("profile.counsellor", "Karin Wouters")
        work.settings.put("profile.role", "team_coordinator")
    sitting = sit(profile)
    sitting.begin_shift()
    hands, pane = sitting.hands, sitting.screens.coordination.panes["reviews"]
    review = sitting.window.named("review")
    hands.press("Ctrl+Shift+K")
    sitting.on("coordination")
    hands.wait(lambda: bool(pane.lines.lines))
    hands.press("Tab", "Return")
    sitting.on("review")
    hands.wait(lambda: "vanop haar werk" in review.reading.narrative.toPlainText())
    hands.type("Mooi. Vroeg je naar een mes?")
    hands.press("Ctrl+Return")
    hands.wait(lambda: "Vroeg je naar een mes?" in sitting.said())
    hands.press("Alt+2")
    hands.type("jdn")
    hands.wait(lambda: len(review.points.answers) == 3)

    hands.press("Ctrl+H")
    takes_the_chair(sitting, "An Dewolf", "counsellor")
    review.forget()
    sitting.window.go("home")
    hands.wait(lambda: sitting.station.text("review.own_line") in sitting.said())
    sitting.window.named("home").read_talk()
    sitting.on("review")
    hands.wait(lambda: "Vroeg je naar een mes?" in sitting.said())
    hands.wait(lambda: list(review.points.answers.values()) == ["yes", "partly", "no"])
    assert review.acts == ()
    hands.type("Ja, er lag er een in de keuken.")
    hands.press("Ctrl+Return")
    hands.wait(lambda: "in de keuken" in sitting.said())

    takes_the_chair(sitting, "Karin Wouters", "team_coordinator")
    review.forget()
    hands.press("Ctrl+Shift+K")
    sitting.on("coordination")
    hands.wait(lambda: bool(pane.lines.lines) and pane.lines.lines[0][0].status == "answered")
    hands.press("Tab", "Return")
    sitting.on("review")
    hands.wait(lambda: "in de keuken" in sitting.said())
    sitting.window.commands.run("review_close")
    hands.wait(lambda: "Afgesloten door Karin Wouters" in sitting.said())
    with sitting.station.desk.vault.reading() as work:
        read = [(one.person, one.reason) for one in work.read_log.entries() if one.action == "open"]
    assert ("Karin Wouters", "supervision") in read
