"""Screens on a real vault in which somebody is writing. Run as a program, it types and waits to be killed."""

import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.store.vaults import test_key
from tests.ui import team_examples as team
from tests.ui.examples import CALL, NOW, TASKS, call_work, finder
from tests.ui.screens.test_inbox import Desk as InboxDesk
from tests.ui.screens.test_inbox import a_conflict
from tests.ui.team_examples import CASE
from tests.usecases.desks import DESK, StandingClock

from workstation.assembly.halves import halves_of
from workstation.assembly.upkeep import UpkeepDesk
from workstation.domain.ids import ServiceId
from workstation.domain.problems import Problem
from workstation.store.erasing import HALF_TEXTS
from workstation.store.vault import Vault
from workstation.sync.inbox import InboxView
from workstation.ui.background import Lane
from workstation.ui.look import Look
from workstation.ui.screens.call_follow_up import CallFollowUps
from workstation.ui.screens.call_keeping import CallKeeping
from workstation.ui.screens.call_page import CallPage
from workstation.ui.screens.case import CaseScreen
from workstation.ui.screens.directory_entry import EntryPane
from workstation.ui.screens.follow_up_lines import TaskWords
from workstation.ui.screens.follow_ups import FollowUpsScreen
from workstation.ui.screens.inbox import InboxScreen
from workstation.ui.screens.intake_open import OpenPoint
from workstation.ui.screens.intake_review import Review
from workstation.ui.screens.plan_card import PlanCard
from workstation.ui.screens.settings_abbreviations import AbbreviationsCard, AbbreviationWork
from workstation.ui.screens.summary import SummaryScreen
from workstation.ui.screens.team_groups import GroupsCard, GroupsWork
from workstation.ui.screens.team_paper import PaperWork, TeamPaperScreen
from workstation.ui.screens.upkeep import UpkeepPane
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

ADDITION = "Om 15 u belde de zus terug.\nZe gaat morgen mee."
NOTE = "De school weet ervan; afgesproken met de leerkracht."
THIRD = "Na vijf uur, op het nummer van de buurvrouw."
DESCRIPTION = "Onthaal zonder afspraak.\nOok op zaterdag."
CASE_PLACE, CALL_PLACE = f"case.{CASE.id}", f"call.{CALL.id}"
SOFT = Problem("age_group", "rules.r07", person="p1", severity="soft", rule="R07")
# one line each; by the place under which it is kept
LINES = {
    f"{CALL_PLACE}.correction": "Verkeerd aangeklikt, ze woont bij haar zus.",
    f"{CALL_PLACE}.case": "Zelfde gezin als vorige week.",
    f"{CALL_PLACE}.keeping": "Het parket vroeg ernaar op de telefoon.",
    f"{CALL_PLACE}.plan": "Doorgeven aan het CAW zodra de zus thuis is.",
    f"{CALL_PLACE}.print": "Voor de zitting van vrijdag.",
    f"{CASE_PLACE}.bonds": "Dit was een ander gezin in dezelfde straat.",
    f"follow_up.{TASKS[0].id}": "Het nummer klopt niet meer, de zus belt zelf.",
    "remark.vh-1": "Dit nummer is sinds maandag van iemand anders.",
    "upkeep.how.vh-1": "Gebeld met de permanentie.",
    "call.d1.review": "De moeder gaf beide leeftijden zelf.",
    "team_paper": "Voor het overleg van donderdag.",
    "groups": "Dossier Parkstraat",
    "abbreviations": "jeugdrechtbank van Gent",
}


class Screens:
    """Everything one can write in, as the desk puts it together."""

    def __init__(self, vault, lane, look):
        desk = SimpleNamespace(vault=vault, now=StandingClock(), counsellor=replace(DESK, role="team_coordinator"))
        text, book, halves = words(), shipped_codebook(), halves_of(desk, lane)
        self.upkeep = UpkeepPane(UpkeepDesk(desk, lane, lambda _changes: None).work(lambda: None), look, text)
        self.plan = PlanCard(team.plan_work(halves=halves), book, text)
        beside = CallFollowUps(lambda _call, then: then(()), self.plan, TaskWords(book, text), lambda: NOW, text)
        self.keeping = CallKeeping(team.keeping_work(halves=halves), text)
        self.call = CallPage(
            call_work(halves=halves),
            book,
            look,
            text,
            team.case_card_work(halves=halves),
            None,
            (beside, self.keeping),
        )
        self.case = CaseScreen(team.case_work(halves=halves, bonds=team.bond_work(halves=halves)), look, text)
        self.follow_ups = FollowUpsScreen(team.follow_ups_work(halves=halves), TaskWords(book, text), look, text)
        self.entry = EntryPane(look, text, lambda: NOW, halves)
        self.review = Review(text, halves)
        self.summary = SummaryScreen(lambda *_: b"", None, lambda *_: None, text, Path(), halves)
        self.paper = TeamPaperScreen(PaperWork(None, None, lambda *_: None, Path(), halves), look, text)
        self.groups = GroupsCard(GroupsWork(lambda _then: None, None, None, halves), text)
        self.shorts = AbbreviationsCard(AbbreviationWork(lambda then: then({}), None, None, halves), text)
        asked = InboxDesk()
        asked.view = InboxView(
            (a_conflict("x1", field="safe_moment", codes=None), a_conflict("x2", field="safe_moment", codes=None))
        )
        self.inbox = InboxScreen(replace(asked.work, halves=halves), book, text)

    @property
    def lines(self):
        """The boxes of LINES, in the same order."""
        return dict(
            zip(
                LINES,
                (
                    self.call.correction.reason, self.call.case.reason, self.keeping.reason, self.plan.what,
                    self.summary.reason, self.case.bonds.why, self.follow_ups.reason, self.entry.remark,
                    self.upkeep.entry.how, self.review._points[0]._reason, self.paper.reason, self.groups.name,
                    self.shorts.long,
                ),
                strict=True,
            )
        )  # fmt: skip

    @property
    def every(self):
        return (
            self.upkeep, self.call, self.case, self.inbox, self.follow_ups, self.entry, self.review, self.summary,
            self.paper, self.groups, self.shorts,
        )  # fmt: skip

    def come(self):
        """Go to each screen, as somebody does."""
        self.upkeep.look_again()
        self.call.show_call(CALL.id, "supervision")
        self.call.arrive()
        self.case.show_case(CASE.id, "supervision")
        self.case.arrive()
        self.inbox.arrive()
        self.follow_ups.arrive()
        hit = finder().find("caw", at=NOW, limit=1)[0]
        self.entry.show_hit(replace(hit, service=replace(hit.service, id=ServiceId("vh-1"))))
        draft = SimpleNamespace(id="d1", referrals=(), answers={}, missing={})
        self.review.show_review("", (), (OpenPoint(SOFT, "Past deze leeftijd?", may_stay_unknown=False),), draft)
        self.summary.open(CALL.id)
        self.paper.arrive()
        self.groups.arrive()

    def leave(self):
        """Put everything away, as a lock does."""
        for one in (
            self.upkeep,
            self.call,
            self.case,
            self.inbox,
            self.follow_ups,
            self.summary,
            self.paper,
            self.groups,
        ):
            one.forget()
        self.entry.show_hit(None)


def settle(lane):
    for _ in range(3):
        lane.wait(5)
        QApplication.processEvents()


def kept(vault):
    with vault.reading() as work:
        return sum(name.startswith(HALF_TEXTS) for name in work.settings.all()) == 4 + len(LINES)


def main():
    application = QApplication(sys.argv[:1])
    lane, vault = Lane("vault"), Vault.opened(Path(sys.argv[1]), test_key())
    screens = Screens(vault, lane, Look(application))
    screens.come()
    settle(lane)
    screens.upkeep.begin_editing()
    screens.upkeep.editor.boxes["description"].setPlainText(DESCRIPTION)
    QTest.keyClicks(screens.upkeep.editor.boxes["phone"], "09 999 99 99")
    screens.call.addition.insertPlainText(ADDITION)
    QTest.keyClicks(screens.case.note, NOTE)
    QTest.keyClicks(screens.inbox.third, THIRD)
    for place, box in screens.lines.items():
        box.selectAll()
        QTest.keyClicks(box, LINES[place])
    began = time.monotonic()
    while not kept(vault) and time.monotonic() < began + 30:
        application.processEvents()
        time.sleep(0.01)
    print(round(time.monotonic() - began, 2), flush=True)
    time.sleep(60)


if __name__ == "__main__":
    main()
