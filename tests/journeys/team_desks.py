"""A sitting of a team's station, that founds, meets the hub and opens calls by its keys."""

import os
from pathlib import Path

from PySide6.QtWidgets import QPushButton
from tests.journeys.stations import PASSPHRASE, Sitting

from workstation.store.profiles import create_profile
from workstation.ui.screens.call_keeping import CallKeeping

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
        return self.station.hub.side.team.screen

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
        self.station.hub.side._syncing.stands.connect(met.append)
        self.here().window.commands.run("sync_now")
        self.hands.wait(lambda: bool(met))
        assert before is self.station.desk.vault
        self.hands.rest(0.1)

    def together_until(self, holds):
        for _ in range(5):
            self.together()
            if holds():
                return
        raise AssertionError(self.station.hub.side._trouble + self.top)

    def choose(self, name):
        self.hands.wait(lambda: name in [one.name for one in self.team.lines.lines])
        at = [one.name for one in self.team.lines.lines].index(name)
        self.team.list.setCurrentIndex(self.team.lines.index(at, 0))

    def propose(self, name, picture):
        """Let somebody in, or make them coordinator, as the next list of the team."""
        self.choose(name)
        self.hands.press("Alt+1", "Alt+2")
        self.see(picture)
        self.hands.press("Ctrl+Return")
        self.hands.wait(lambda: "Voorgesteld" in self.said())

    def sign(self):
        """Sign the list that waits, and hand it over."""
        self.hands.press("Ctrl+T")
        self.hands.wait(lambda: "Getekend" in self.said())
        self.together()

    def push(self, words):
        """The button with these words, where it is seen."""
        button = next(one for one in self.window.findChildren(QPushButton) if one.text() == words and one.isVisible())
        button.click()

    @property
    def keeping(self):
        return next(one for one in self.screens.page.more if isinstance(one, CallKeeping))

    def calls_seen(self):
        self.to("search_calls", "calls")
        self.hands.rest(0.2)
        return len(self.screens.calls.lines.lines)

    def open_the_call(self):
        self.hands.wait(lambda: self.calls_seen() == 1)
        self.screens.calls.search.setFocus()
        self.hands.press("Return", "Return")
        self.on("call_page")
        self.hands.rest(0.3)
        if "Waarom open je dit?" in self.said():
            self.hands.press("Return")
            self.hands.wait(lambda: "Waarom open je dit?" not in self.said())

    def take_a_call(self, said):
        self.here().window.commands.run("new_call")
        self.on("call")
        self.hands.type(said)
        self.hands.press("F3")
        self.hands.type("sl pg lg gz v 34 9000 nd lu")
        self.hands.press("Return")
        self.hands.rest(0.3)
        self.hands.press("Alt+1", "Ctrl+E", "Ctrl+Return")
        self.hands.rest(0.3)
        self.hands.press("Return")
        self.hands.wait(lambda: not self.window.situation.in_call)
        self.hands.rest(0.2)
