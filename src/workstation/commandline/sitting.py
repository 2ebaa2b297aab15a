"""One start of the program at a profile, by typed keys: for the walkthrough, for measuring and for trying it out."""

from pathlib import Path

from workstation.assembly.start import Start, Station
from workstation.ui.typing import Hands


class Sitting:
    """From the lock screen on. `window` and `hands` are there at once, the desk after `unlock`."""

    def __init__(self, folder: Path) -> None:
        self._ready: list[bool] = []
        self.station = Station(Start(folder, ready=lambda: self._ready.append(True)))
        self.window = self.station.window
        self.hands = Hands(self.window)

    def show(self) -> None:
        """Show the lock screen."""
        self.station.show()
        self.hands.rest(0.05)

    def unlock(self, passphrase: str) -> None:
        """Type the passphrase and wait for the desk. Raises TimeoutError, as all that follows."""
        self.hands.type(passphrase)
        self.hands.press("Return")
        self.opened()

    def opened(self) -> None:
        """Wait until one can type at the desk."""
        self.hands.wait(lambda: bool(self._ready), 60)
        self.hands.rest(0.1)

    def begin_shift(self, passphrase: str) -> None:
        """Unlock, and take the shift that is proposed unless one is running."""
        self.unlock(passphrase)
        if self.window.situation.screen == "shift_start":
            self.hands.press("Ctrl+Return")
        self.on("home")

    def on(self, screen: str) -> None:
        """Wait until a screen is in view."""
        self.hands.wait(lambda: self.window.situation.screen == screen)
        self.hands.rest(0.1)
