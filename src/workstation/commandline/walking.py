"""The walk itself: one shift with a call of two persons, a silent call, and everything around it, by keys alone."""

from dataclasses import dataclass
from pathlib import Path

from workstation.commandline.sitting import Sitting
from workstation.vocabulary.words import words

CODES = "sl pg lg gz v 34 9000 nd lu"
SECOND = "m 7 km ps vk"


@dataclass(frozen=True, slots=True)
class Step:
    """One picture: what was done, and how many keys had been pressed by then."""

    number: int
    what: str
    keys: int
    picture: Path


class Walk:
    """Walks once. `marker` is typed wherever words are typed, so that it can be looked for everywhere afterwards."""

    def __init__(self, folder: Path, out: Path, theme: str, size: tuple[int, ...], marker: str) -> None:
        self.text = words()
        self.out, self.size, self.marker = out, size, marker
        self.sitting = Sitting(folder)
        self.station, self.hands, self._on = self.sitting.station, self.sitting.hands, self.sitting.on
        self.station.application.look.choose_theme(theme)
        self.steps: list[Step] = []
        self.call_keys = self.note_keys = self.silent_keys = self.snelcode_keys = 0
        self.pdf = self.out
        self.pdf_passphrase = ""

    def go(self, passphrase: str) -> None:
        """Walk to the end. Raises TimeoutError where a step leads nowhere."""
        self._unlock(passphrase)
        self._begin_shift()
        self._take_call()
        self._silent_call()
        self._look_around()
        self._paper()
        self._end()

    # -- steps -------------------------------------------------------------------------------------------------

    def _unlock(self, passphrase: str) -> None:
        self.sitting.show()
        self.station.window.resize(*self.size)
        self._seen("unlock")
        self.sitting.unlock(passphrase)
        screens = self.station.screens
        assert screens is not None  # noqa: S101 - the desk is open
        # a copy goes where one looks for it: the folder of this walk
        screens.summary.keep_in(self.out)
        self._on("shift_start")

    def _begin_shift(self) -> None:
        self.hands.rest(0.3)
        self._seen("shift_start")
        self.hands.press("Ctrl+Return")
        self._on("home")
        self._seen("home")

    def _take_call(self) -> None:
        hands, began = self.hands, self.hands.keys
        hands.press("Ctrl+N")
        self._on("call")
        self._seen("call")
        note = self.text("walkthrough.note")
        hands.type(f"{note} {self.marker}".strip())
        self.note_keys = hands.keys - began - 1
        self._seen("note")
        before = hands.keys
        hands.press("F3")
        hands.type(CODES)
        hands.press("Return")
        self.snelcode_keys = hands.keys - before
        hands.rest(0.4)
        self._seen("coded")
        hands.press("Alt+1")
        hands.press("Ctrl+P", "F3")
        hands.type(SECOND)
        hands.press("Return")
        hands.rest(0.4)
        self._seen("second_person")
        aside = self._look_aside()
        hands.press("Ctrl+E")
        self._seen("ended")
        hands.press("Ctrl+Return")
        hands.rest(0.3)
        self._seen("review")
        hands.press("Return")
        self.call_keys = hands.keys - began - self.note_keys - aside
        self._on("home")
        self._seen("filed")

    def _look_aside(self) -> int:
        """Show what a call may need besides; return how many keys that took, for a standard call needs none of it."""
        hands = self.hands
        kept = hands.keys
        hands.press("F9")
        self._seen("danger")
        hands.press("F9", "F12")
        hands.rest(0.1)
        self._seen("covered")
        hands.press("F12", "F1")
        hands.rest(0.1)
        self._seen("help")
        hands.press("Escape", "F4")
        hands.type("vluchthuis")
        hands.rest(0.3)
        self._seen("directory_in_call")
        hands.press("Escape")
        return hands.keys - kept

    def _silent_call(self) -> None:
        before = self.hands.keys
        self.hands.press("Ctrl+N", "Ctrl+E")
        self.hands.rest(0.1)
        self._seen("silent")
        self.hands.type("s")
        self.silent_keys = self.hands.keys - before
        self._on("home")
        self._seen("silent_filed")

    def _look_around(self) -> None:
        hands = self.hands
        hands.press("Ctrl+D")
        self._on("directory")
        hands.type("caw gent")
        hands.rest(0.4)
        self._seen("directory")
        hands.press("Ctrl+K")
        hands.rest(0.1)
        self._seen("command_box")
        hands.press("Escape")
        hands.press("Ctrl+,")
        self._on("settings")
        hands.rest(0.3)
        self._seen("settings")

    def _paper(self) -> None:
        hands = self.hands
        hands.press("Ctrl+F")
        self._on("calls")
        hands.type(self.marker or "werk")
        hands.rest(0.6)
        self._seen("calls")
        hands.press("Return", "Return")
        self._on("call_page")
        hands.rest(0.4)
        self._seen("call_page")
        hands.press("Ctrl+Shift+P")
        self._on("summary")
        hands.rest(1.2)
        self._seen("summary")
        hands.type(self.text("walkthrough.reason"))
        hands.press("Ctrl+S")
        screens = self.station.screens
        assert screens is not None  # noqa: S101 - the desk is open
        hands.wait(lambda: bool(screens.summary.passphrase.text()))
        self.pdf_passphrase = screens.summary.passphrase.text()
        self._seen("saved")
        (self.pdf,) = self.out.glob("*.pdf")

    def _end(self) -> None:
        self.hands.press("Ctrl+H")
        self._on("home")
        self.hands.rest(0.3)
        self._seen("home_again")
        screens = self.station.screens
        assert screens is not None  # noqa: S101 - the desk is open
        self.station.window.commands.run("end_shift")
        self._on("shift_end")
        self.hands.rest(0.3)
        self._seen("hand_over")
        self.hands.press("Ctrl+Return")
        self._on("home")
        self.station.window.close()

    # -- seeing ------------------------------------------------------------------------------------------------

    def _seen(self, what: str) -> None:
        self.hands.rest(0.1)
        number = len(self.steps) + 1
        picture = self.out / f"{number:02d}-{what.replace('_', '-')}.png"
        self.station.window.grab().save(str(picture))
        self.steps.append(Step(number, self.text(f"walkthrough.step.{what}"), self.hands.keys, picture))
