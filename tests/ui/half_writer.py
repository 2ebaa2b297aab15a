"""Screens on a real vault in which somebody is writing. Run as a program, it types and waits to be killed."""

import sys
import time
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from tests.store.vaults import test_key
from tests.ui.examples import CALL, call_work
from tests.ui.screens.test_inbox import Desk as InboxDesk
from tests.ui.screens.test_inbox import a_conflict
from tests.ui.team_examples import CASE, case_work
from tests.usecases.desks import DESK, StandingClock

from workstation.assembly.halves import halves_of
from workstation.assembly.upkeep import UpkeepDesk
from workstation.store.erasing import HALF_TEXTS
from workstation.store.vault import Vault
from workstation.sync.inbox import InboxView
from workstation.ui.background import Lane
from workstation.ui.look import Look
from workstation.ui.screens.call_page import CallPage
from workstation.ui.screens.case import CaseScreen
from workstation.ui.screens.inbox import InboxScreen
from workstation.ui.screens.upkeep import UpkeepPane
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words

ADDITION = "Om 15 u belde de zus terug.\nZe gaat morgen mee."
NOTE = "De school weet ervan; afgesproken met de leerkracht."
THIRD = "Na vijf uur, op het nummer van de buurvrouw."
DESCRIPTION = "Onthaal zonder afspraak.\nOok op zaterdag."


class Screens:
    """Everything one can write in, as the desk puts it together."""

    def __init__(self, vault, lane, look):
        desk = SimpleNamespace(vault=vault, now=StandingClock(), counsellor=replace(DESK, role="team_coordinator"))
        text, book, halves = words(), shipped_codebook(), halves_of(desk, lane)
        self.upkeep = UpkeepPane(UpkeepDesk(desk, lane, lambda _changes: None).work(lambda: None), look, text)
        self.call = CallPage(call_work(halves=halves), book, look, text)
        self.case = CaseScreen(case_work(halves=halves), look, text)
        asked = InboxDesk()
        asked.view = InboxView(
            (a_conflict("x1", field="safe_moment", codes=None), a_conflict("x2", field="safe_moment", codes=None))
        )
        self.inbox = InboxScreen(replace(asked.work, halves=halves), book, text)

    @property
    def every(self):
        return self.upkeep, self.call, self.case, self.inbox

    def come(self):
        """Go to each screen, as somebody does."""
        self.upkeep.look_again()
        self.call.show_call(CALL.id, "supervision")
        self.call.arrive()
        self.case.show_case(CASE.id, "supervision")
        self.case.arrive()
        self.inbox.arrive()


def settle(lane):
    for _ in range(3):
        lane.wait(5)
        QApplication.processEvents()


def kept(vault):
    with vault.reading() as work:
        return sum(name.startswith(HALF_TEXTS) for name in work.settings.all()) == 4


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
    began = time.monotonic()
    while not kept(vault) and time.monotonic() < began + 30:
        application.processEvents()
        time.sleep(0.01)
    print(round(time.monotonic() - began, 2), flush=True)
    time.sleep(60)


if __name__ == "__main__":
    main()
