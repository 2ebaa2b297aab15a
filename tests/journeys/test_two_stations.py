"""Two stations, two real vaults, one real hub over HTTPS: founded on screen, written without a line, read by the other."""

import os
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from tests.journeys.hub_process import HubProcess
from tests.journeys.stations import PASSPHRASE, Sitting

from workstation.store.profiles import create_profile

MARKER = "Zonnebloempitten"
PICTURES = os.environ.get("JOURNEY_PICTURES")


class Desk(Sitting):
    """A sitting that takes the keys when it acts: both windows are of one process here."""

    def __init__(self, folder, counsellor):
        create_profile(
            folder, PASSPHRASE, counsellor=counsellor, staff_number="1", team="demo", use_keyring=False
        ).vault.close()
        super().__init__(folder)

    def here(self):
        self.window.activateWindow()
        self.hands.wait(self.window.isActiveWindow)
        return self

    def see(self, name):
        if PICTURES:
            self.hands.rest(0.2)
            self.window.grab().save(str(Path(PICTURES) / f"{name}.png"))

    @property
    def team(self):
        return self.station.hub_side.team.screen

    def join(self, invitation):
        self.here().window.go("hub_link")
        self.hands.type(invitation)
        self.hands.press("Return")
        self.hands.wait(lambda: self.top.startswith("Gelijk"))

    def to(self, command, screen):
        self.here().window.commands.run(command)
        self.on(screen)

    @property
    def top(self):
        return self.window.top._sync.text()

    def together(self):
        """Meet the hub, and wait until it is done."""
        before = self.station.desk.vault
        met = []
        self.station.hub_side._syncing.stands.connect(met.append)
        self.here().window.commands.run("sync_now")
        self.hands.wait(lambda: bool(met))
        assert before is self.station.desk.vault
        self.hands.rest(0.1)

    def together_until(self, holds):
        for _ in range(5):
            self.together()
            if holds():
                return
        raise AssertionError(self.station.hub_side._trouble + self.top)

    def choose(self, name):
        self.hands.wait(lambda: name in [one.name for one in self.team.lines.lines])
        at = [one.name for one in self.team.lines.lines].index(name)
        self.team.list.setCurrentIndex(self.team.lines.index(at, 0))

    def take_a_call(self, words):
        self.here().window.commands.run("new_call")
        self.on("call")
        self.hands.type(words)
        self.hands.press("F3")
        self.hands.type("sl pg lg gz v 34 9000 nd lu")
        self.hands.press("Return")
        self.hands.rest(0.3)
        self.hands.press("Alt+1", "Ctrl+E", "Ctrl+Return")
        self.hands.rest(0.3)
        self.hands.press("Return")
        self.hands.wait(lambda: not self.window.situation.in_call)
        self.hands.rest(0.2)


@pytest.fixture
def hub(tmp_path):
    made = HubProcess(tmp_path).begin()
    yield made
    made.go_away()


@pytest.fixture
def desks(tmp_path, sit, monkeypatch):
    made = []

    def desk(name):
        made.append(Desk(tmp_path / name, name))
        made[-1].here().begin_shift()
        return made[-1]

    yield desk
    for one in made:
        one.close()


def test_founded_by_two_on_screen_written_without_a_line_and_read_by_the_other(hub, desks):
    lies, omar = desks("lies"), desks("omar")
    lies.join(hub.invitations["lies"])
    omar.join(hub.invitations["omar"])
    lies.together()

    lies.to("team_keys", "team_keys")
    lies.see("1-founding")
    lies.choose("omar")
    lies.hands.press("Alt+1", "Alt+2")
    lies.see("2-marked")
    lies.hands.press("Ctrl+Return")
    lies.hands.wait(lambda: "Voorgesteld" in lies.said())
    lies.see("3-proposed")
    lies.together()

    omar.together()
    omar.to("team_keys", "team_keys")
    omar.hands.wait(lambda: "Wacht op jouw handtekening" in omar.said())
    omar.see("4-to-sign")
    assert omar.team.proposal._code.text() == lies.team.proposal._code.text()
    omar.hands.press("Ctrl+T")
    omar.hands.wait(lambda: "Getekend" in omar.said())
    omar.together()
    omar.see("5-inside")
    lies.together()
    lies.hands.wait(lambda: "Jij staat op de lijst" in lies.said())
    assert lies.team._team_code.text() == omar.team._team_code.text()

    hub.go_away()
    lies.take_a_call(f"{MARKER} vertelt dat het opnieuw gebeurde. ")
    lies.together()
    assert "te verzenden" in lies.top
    lies.see("6-offline")
    hub.begin("serve")
    lies.together_until(lambda: "te verzenden" not in lies.top)
    omar.together()
    omar.to("search_calls", "calls")
    omar.hands.wait(lambda: len(omar.screens.calls.lines.lines) == 1)
    omar.see("7-arrived")
    with omar.station.desk.vault.reading() as work:
        (line,) = work.calls.lines()
        assert MARKER in work.calls.get(line.id).narrative
    held = hub.everything()
    assert MARKER.encode() not in held
    assert b"partner_violence" in held  # the control: codes are readable, so the sweep does read what is there
    QApplication.processEvents()
