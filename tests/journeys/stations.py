"""The real program at a real profile, offscreen: typed keys in, what stands on the screen out."""

from PySide6.QtWidgets import QApplication, QLabel
from tests.journeys.patience import PatientHands

from workstation.commandline.sitting import Sitting as OneSitting
from workstation.store.profiles import create_profile

PASSPHRASE = "vier gewone woorden samen"


def make_profile(folder, role="counsellor"):
    """Make a profile without a keyring and return its recovery key."""
    made = create_profile(
        folder, PASSPHRASE, counsellor="An Dewolf", staff_number="042", team="oost_vlaanderen", use_keyring=False,
        role=role,
    )  # fmt: skip
    made.vault.close()
    return made.recovery_key


class Sitting(OneSitting):
    """One start of the program at a profile with `PASSPHRASE`, shown, until `close`."""

    def __init__(self, folder):
        super().__init__(folder)
        self.hands = PatientHands(self.window)
        self.over = False
        self.unlock_screen = self.station.unlock_screen
        self.show()

    def unlock(self, passphrase=PASSPHRASE):
        super().unlock(passphrase)

    def begin_shift(self, passphrase=PASSPHRASE):
        super().begin_shift(passphrase)

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
