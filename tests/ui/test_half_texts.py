"""Nothing typed is ever lost: what stands half written on a screen is there again after the program was killed."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from tests.store import vaults
from tests.ui.half_writer import ADDITION, DESCRIPTION, LINES, NOTE, THIRD, Screens, settle
from tests.usecases.desks import DESK, StandingClock

from workstation.domain.services import Service
from workstation.store.erasing import HALF_TEXTS
from workstation.store.vault import Vault
from workstation.ui.background import Lane
from workstation.ui.half_texts import Halves
from workstation.ui.screens.codebook import CodebookScreen, CodebookWork
from workstation.ui.screens.team_card import TeamCard, TeamCardWork
from workstation.usecases.erase_expired import erase_expired
from workstation.usecases.half_texts import keep_half_texts
from workstation.vocabulary.reading import shipped_codebook

# the note of a live call and the settings are not put away with a screen
STAY = ("call.d1.review", "abbreviations")
ROOT = Path(__file__).parents[2]
HOUSE = Service(id="vh-1", category="vluchthuis", name="Veilig Huis", phone="09 1", cost="gratis", checked_on="2020-10-01")  # fmt: skip


@pytest.fixture
def lane():
    made = Lane("vault")
    yield made
    made.close()


def test_what_stands_half_written_on_any_screen_is_there_again_after_kill_9(store_file, look, lane, qtbot, clock):
    with Vault.opened(store_file, vaults.test_key()) as vault, vault.work() as work:
        work.directory.bring_in((HOUSE,), "e1", clock(), "edition")
    with subprocess.Popen(
        [sys.executable, "-m", "tests.ui.half_writer", str(store_file)], stdout=subprocess.PIPE, text=True, cwd=ROOT,
        env=os.environ | {"PYTHONPATH": f"{ROOT / 'src'}:{ROOT}", "QT_QPA_PLATFORM": "offscreen"},
    ) as running:  # fmt: skip
        seconds = float(running.stdout.readline())
        running.send_signal(signal.SIGKILL)
    print(f"kept {seconds} s after the last key")
    assert seconds < 10  # some 0.8 on a quiet machine
    with Vault.opened(store_file, vaults.test_key()) as vault:
        assert vault.page_faults() == []
        screens = Screens(vault, lane, look)
        for one in screens.every:
            qtbot.addWidget(one)
        screens.come()
        settle(lane)
        assert screens.call.addition.toPlainText() == ADDITION
        assert screens.case.note.text() == NOTE
        assert screens.inbox.third.text() == THIRD
        assert {place: box.text() for place, box in screens.lines.items()} == LINES
        editor = screens.upkeep.editor
        assert screens.upkeep._faces.currentWidget() is editor
        assert (editor.boxes["phone"].text()[-12:], editor.boxes["description"].toPlainText()) == (
            "09 999 99 99",
            DESCRIPTION,
        )
        assert (editor.boxes["name"].text(), editor.boxes["cost"].text()) == ("Veilig Huis", "gratis")
        # one more conflict does not get the words of the first, and the first has them again
        screens.inbox.later()
        assert screens.inbox.third.text() == ""
        screens.inbox.later()
        settle(lane)
        assert screens.inbox.third.text() == THIRD
        # a lock keeps them; keeping takes them away
        screens.leave()
        emptied = {place: box.text() for place, box in screens.lines.items() if place not in STAY}
        assert set(emptied.values()) == {""}
        screens.come()
        settle(lane)
        assert screens.call.addition.toPlainText() == ADDITION
        assert editor.boxes["description"].toPlainText() == DESCRIPTION
        assert {place: box.text() for place, box in screens.lines.items()} == LINES
        screens.call.add()
        editor.keep()
        screens.call.correction.keep()
        screens.call.case.link()
        screens.keeping.do("hold")
        screens.plan.when.setText("morgen 10u")
        screens.plan.keep()
        screens.case.bonds.bring_in()
        screens.follow_ups.drop()
        screens.entry.remark_kept(screens.entry._hit.service)
        screens.review._points[0]._set_aside()
        screens.groups._proposed()
        settle(lane)
        with vault.reading() as work:
            assert work.directory.get("vh-1").description == DESCRIPTION
            left = [name for name in work.settings.all() if name.startswith(HALF_TEXTS)]
        stay = [f"case.{screens.case._id}", "conflict.x1", "abbreviations", "team_paper", "upkeep.how.vh-1"]
        assert sorted(left) == sorted(HALF_TEXTS + place for place in [*stay, f"call.{screens.call._id}.print"])


def test_what_nobody_comes_back_to_is_forgotten_after_thirty_days(vault, clock):
    keep_half_texts("call.c1", {"addition": "half"}, vault=vault, now=clock)
    clock.at += timedelta(days=31)
    keep_half_texts("call.c2", {"addition": "vers"}, vault=vault, now=clock)
    erase_expired(DESK, vault=vault, now=clock, again=True)
    with vault.reading() as work:
        assert [name for name in work.settings.all() if name.startswith(HALF_TEXTS)] == [f"{HALF_TEXTS}call.c2"]


def test_a_question_for_the_team_and_a_code_half_written_come_back_with_their_place(qtbot, text):
    kept = {}
    halves = Halves(lambda place, then: then(kept.get(place, {})), kept.__setitem__)
    card = TeamCard(TeamCardWork(*(lambda *_: None,) * 5, tags=(), signal_words=str, halves=halves), text)
    qtbot.addWidget(card)
    card.show_call("c1", own=True)
    card.question.setText("Hadden we moeten doorbellen?")
    card.show_call("c2", own=True)
    assert card.question.text() == ""
    card.show_call("c1", own=True)
    assert card.question.text() == "Hadden we moeten doorbellen?"
    card._done("marked")
    assert not any(kept["team.c1"].values())
    work = CodebookWork(lambda then: then(()), lambda *_: None, lambda *_: None, halves)
    book = CodebookScreen(work, shipped_codebook(), text, StandingClock())
    qtbot.addWidget(book)
    book.arrive()
    book.definition.setText("Wie dreigt en niet slaat.")
    book.forget()
    assert book.definition.text() == ""
    book.arrive()
    assert book.definition.text() == "Wie dreigt en niet slaat."
