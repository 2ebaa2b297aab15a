"""The real program at a real profile, offscreen: typed keys in, what stands on the screen out."""

from PySide6.QtWidgets import QApplication, QLabel

from workstation.assembly.start import Start, Station
from workstation.store.profiles import create_profile
from workstation.ui.typing import Hands

PASSPHRASE = "vier gewone woorden samen"


def make_profile(folder, role="counsellor"):
    """Make a profile without a keyring and return its recovery key."""
    made = create_profile(
        folder, PASSPHRASE, counsellor="An Dewolf", staff_number="042", team="oost_vlaanderen", use_keyring=False,
        role=role,
    )  # fmt: skip
    made.vault.close()
    return made.recovery_key


class Sitting:
    """One start of the program, from the lock screen until `close`."""

    def __init__(self, folder):
        self.ready, self.over = [], False
        self.station = Station(Start(folder, ready=lambda: self.ready.append(True)))
        self.window = self.station.window
        self.unlock_screen = self.station.unlock_screen
        self.station.show()
        self.hands = Hands(self.window)
        self.hands.rest(0.05)

    def unlock(self, passphrase=PASSPHRASE):
        self.hands.type(passphrase)
        self.hands.press("Return")
        self.opened()

    def opened(self):
        self.hands.wait(lambda: bool(self.ready))
        self.hands.rest(0.1)

    def begin_shift(self):
        self.unlock()
        if self.window.situation.screen == "shift_start":
            self.hands.press("Ctrl+Return")
        self.on("home")

    def on(self, screen):
        self.hands.wait(lambda: self.window.situation.screen == screen)
        self.hands.rest(0.1)

    @property
    def screens(self):
        return self.station.screens

    @property
    def call(self):
        return self.screens.intake.call

    @property
    def note(self):
        return self.screens.intake.page.note

    def said(self):
        QApplication.processEvents()
        return " ".join(one.text() for one in self.window.findChildren(QLabel) if one.isVisible())

    def close(self):
        """End this start, as often as it is asked."""
        if self.over:
            return
        self.over = True
        if self.station.desk is not None:
            self.station.close()
        self.window.close()
        QApplication.instance().removeEventFilter(self.window.cover)
