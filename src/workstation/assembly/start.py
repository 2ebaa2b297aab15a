"""From nothing to a window: the lock screen first, everything else when it is wanted.

What is imported here at the top is what the lock screen needs, so that it is there at once; the vault, the directory
and the screens of a desk are loaded in the lane, while a passphrase is being typed.
"""

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtGui import QCloseEvent

from workstation import __version__
from workstation.store.hardening import harden_process
from workstation.ui.application import Application
from workstation.ui.background import Lane, Sorry
from workstation.ui.collecting import settle
from workstation.ui.screens.unlock import Doors, Made, UnlockScreen
from workstation.ui.screens.unlock_pages import NewProfile
from workstation.ui.window import Window
from workstation.vocabulary.words import words

if TYPE_CHECKING:
    from workstation.assembly.desk import OpenDesk
    from workstation.assembly.desk_screens import DeskScreens
    from workstation.assembly.door import Door
    from workstation.assembly.hub_door import HubDoor
    from workstation.assembly.rehearsals import Rehearsals
    from workstation.store.attempts import OpenAttempts

SETTLE_S = 5.0
INSIST_MS = 20_000  # so long closing a second time is understood as meant
REVOKED = "revoked"
TRY_AGAIN_MS = 5000  # until locking is tried again while the disk does not take what was typed
LOAD_AFTER_MS = 150
REHEARSAL_SCREENS = ("rehearsal", "rehearsal_editing", "rehearsal_class")
REHEARSAL_COMMANDS = (
    "rehearsal", "start_rehearsal", "tour", "edit_scenario", "class_agreement", "class_report", "save_scenario",
    "give_back_scenario",
)  # fmt: skip


@dataclass(frozen=True)
class Start:
    """How the program was started. `passphrase` None: it is asked. `ready` is called when one can type.

    `hint` is a sentence on the lock screen; only the practice profile has one. `after` is what happened a moment ago
    and is said there too: a word under `sync.trouble`.
    """

    folder: Path
    look_file: Path | None = None
    passphrase: str | None = None
    ready: Callable[[], None] = lambda: None
    hint: str = ""
    after: str = ""


class Station:
    """The program at one profile, from the lock screen to being locked again."""

    def __init__(self, start: Start) -> None:
        self.start = start
        self.text = words()
        self.application = Application(start.look_file)
        self.lane = Lane("vault")
        self.desk: OpenDesk | None = None
        self.tries: OpenAttempts | None = None
        self.screens: DeskScreens | None = None
        self.hub: HubDoor | None = None
        self._rehearsing: Door[Rehearsals] | None = None
        self.unlock_screen = UnlockScreen(self._doors(), self.application.look, self.text)
        self.window = Window([self.unlock_screen], self.application.look, self.text, self._verify)
        self.window.closing.connect(self._close_wished)
        self._insisted = self._closed = False
        self.unlock_screen.opened.connect(self._show_desk)
        self.application.guard(self._defect)

    def show(self) -> None:
        """Show the lock screen, and begin to load what comes after it."""
        self.window.resize(1366, 768)
        self.window.show()
        self.window.go("unlock")
        if self.start.hint:
            self.window.notices.say(self.start.hint)
        if self.start.after:
            self.window.notices.warn(self.start.after, self.text(f"sync.trouble.{self.start.after}"))
        # after the first frame: what loads behind it would slow it down
        QTimer.singleShot(LOAD_AFTER_MS, self.window, self._load)
        if self.start.passphrase is not None:
            self._unlock(self.start.passphrase, self._show_desk, self._refused)

    def _load(self) -> None:
        if self._closed:
            return
        self.lane.do(_load)
        if self.start.passphrase is None and (self.start.folder / "vault.json").exists():
            self.lane.do(lambda: _seconds_to_wait(self.start.folder), self.unlock_screen.wait)

    # -- ways in -----------------------------------------------------------------------------------------------

    def _doors(self) -> Doors:
        folder = self.start.folder
        teams = () if (folder / "vault.json").exists() else _teams()
        return Doors(
            exists=lambda: (folder / "vault.json").exists() or (folder / "store.db").exists(),
            unlock=self._unlock, recover=self._recover, renew=self._renew, create=self._create,
            print_key=self._print_key, teams=teams, version=__version__,
        )  # fmt: skip

    def _unlock(self, passphrase: str, then: Callable[[], None], otherwise: Sorry) -> None:
        def opened() -> None:
            from workstation.assembly.desk import open_desk
            from workstation.store.unlocking import unlock

            self.desk = open_desk(self.start.folder, lambda: unlock(self.start.folder, passphrase))

        self.lane.do(opened, lambda _: then(), otherwise)

    def _recover(self, key: str, then: Callable[[], None], otherwise: Sorry) -> None:
        def opened() -> None:
            from workstation.assembly.desk import open_desk
            from workstation.store.unlocking import unlock_with_recovery

            self.desk = open_desk(self.start.folder, lambda: unlock_with_recovery(self.start.folder, key))

        self.lane.do(opened, lambda _: then(), otherwise)

    def _renew(self, key: str, passphrase: str, then: Callable[[], None], otherwise: Sorry) -> None:
        def renewed() -> bool:
            from workstation.assembly.desk import open_desk
            from workstation.store.passphrases import renew_access
            from workstation.store.unlocking import unlock, unlock_with_recovery

            folder = self.start.folder
            if self.desk is not None:
                # the key is changed in a closed profile; whatever goes wrong, the recovery key opens it again
                self.desk.vault.close()
                self.desk = None
            try:
                by_keyring = renew_access(folder, key, passphrase)
            except Exception:
                self.desk = open_desk(folder, lambda: unlock_with_recovery(folder, key))
                raise
            self.desk = open_desk(folder, lambda: unlock(folder, passphrase))
            return by_keyring

        def done(by_keyring: bool) -> None:
            then()
            self.window.notices.say(self.text("unlock.renewed" if by_keyring else "unlock.renewed_alone"))

        self.lane.do(renewed, done, otherwise)

    def _create(self, wish: NewProfile, then: Callable[[Made], None], otherwise: Sorry) -> None:
        def made() -> Made:
            from workstation.assembly.desk import open_desk
            from workstation.store.profiles import create_profile

            created = create_profile(
                self.start.folder, wish.passphrase, counsellor=wish.counsellor, staff_number=wish.staff_number,
                team=wish.team,
            )  # fmt: skip
            self.desk = open_desk(self.start.folder, lambda: created.vault)
            return created

        self.lane.do(made, then, otherwise)

    def _print_key(self, key: str) -> None:
        from workstation.assembly.recovery_sheet import print_recovery_sheet

        print_recovery_sheet(key, self.text, self.window)

    def _verify(self, passphrase: str, then: Callable[[bool | str], None]) -> None:
        def right() -> bool | str:
            from workstation.store.refusals import Refusal
            from workstation.store.unlocking import tries_at_cover, verify

            # one for as long as the vault is open: what a full disk does not take, it remembers
            self.tries = self.tries or tries_at_cover(self.start.folder)
            try:
                return verify(self.start.folder, passphrase, self.tries)
            except Refusal as why:
                return self.text(why.text_key, seconds=getattr(why, "seconds", 0))

        def defect(wrong: Exception) -> None:
            # the field must take another try whatever went wrong
            then(self.text("window.covered_defect"))
            raise wrong

        self.lane.do(right, then, defect)

    def _refused(self, wrong: Exception) -> None:
        key = getattr(wrong, "text_key", None)
        if key is None:
            raise wrong
        self.window.notices.warn("unlock", self.text(key, seconds=getattr(wrong, "seconds", 0)))

    # -- the desk ----------------------------------------------------------------------------------------------

    def _show_desk(self) -> None:
        if self.desk is None or self.screens is not None:
            return
        from workstation.assembly.desk_screens import DeskScreens

        self.window.notices.clear()
        self.screens = DeskScreens(self.desk, self.lane, self.window, self.application)
        self.screens.lock_wished.connect(self.lock)
        self._offer_rehearsals(self.desk, self.screens)
        self._offer_roles(self.desk, self.screens)
        from workstation.assembly.hub_door import HubDoor

        self.hub = HubDoor(
            self.desk, self.lane, self.window, self.application.look, self.screens.announce, self._revoked
        )
        self.screens.listen(self.hub.heard)
        self.window.unlocked(True)
        self.window.go("home" if self.desk.shift is not None else "shift_start")
        settle("desk")
        self.start.ready()

    def _offer_rehearsals(self, desk: "OpenDesk", screens: "DeskScreens") -> None:
        from workstation.assembly.door import Door

        def made() -> "Rehearsals":
            from workstation.assembly.rehearsals import Rehearsals, shelf_in

            found = Rehearsals(
                shelf_in(desk.vault), self.lane, self.window, self.application, desk.codebook, lambda: desk.finder
            )
            # while one rehearses, the rehearsal's own window watches whether anybody is there
            found.resting.connect(lambda resting: (screens.rest if resting else screens.wake)())
            found.lock_wished.connect(self.lock)
            return found

        self._rehearsing = Door(self.window, REHEARSAL_SCREENS, REHEARSAL_COMMANDS, made)

    @property
    def rehearsals(self) -> "Rehearsals | None":
        """The rehearsals of this desk, made when they are first asked for; None before it is open."""
        return self._rehearsing.side if self._rehearsing is not None else None

    def _offer_roles(self, desk: "OpenDesk", screens: "DeskScreens") -> None:
        if not desk.practice:
            return
        from workstation.assembly.desk import PRACTICE_ROLE
        from workstation.ui.screens.practice_role import PracticeRole
        from workstation.usecases.keep_setting import keep_setting

        def begin(role: str) -> None:
            self.lane.do(lambda: keep_setting(PRACTICE_ROLE, role, vault=desk.vault), lambda _: self.lock())

        screens.late.offer_setting(lambda: PracticeRole(desk.role, begin, self.text))

    def lock(self) -> None:
        """Save, close the vault, and put a fresh program in this one's place that knows nothing of it.

        As long as something typed cannot be saved, everything is hidden instead, and locking is tried again.
        """
        if not self._all_kept():
            self.window.cover.lie_locked(self.text("window.lock_waits"))
            QTimer.singleShot(TRY_AGAIN_MS, self.window, self._lock_after_all)
            return
        self.close()
        self._begin_again()

    def _revoked(self) -> None:
        """Destroy keys and store: a coordinator withdrew this device. What the hub has is safe there."""
        if self.desk is None:
            return
        from workstation.store.destroying import destroy

        vault = self.desk.vault
        self.close()
        destroy(vault)
        self._begin_again("--after", REVOKED)

    def _begin_again(self, *after: str) -> None:
        again = [sys.executable, "-m", "workstation", "open", "--profile", str(self.start.folder), *after]
        if self.start.hint:
            again = [sys.executable, "-m", "workstation", "practice", "--profile", str(self.start.folder)]
        os.execv(sys.executable, again)  # noqa: S606 - our own program, no shell

    def _lock_after_all(self) -> None:
        # whoever took the cover away with the passphrase works on
        if self.window.cover.lies:
            self.lock()

    def _all_kept(self) -> bool:
        return self.screens is None or self.screens.keep_everything(SETTLE_S)

    def _close_wished(self, event: QCloseEvent) -> None:
        if self._insisted or self._all_kept():
            self.close()
            return
        # the second time is meant: the sentence said what it costs
        self._insisted = True
        QTimer.singleShot(INSIST_MS, self.window, self._forget_insisting)
        self.window.notices.warn("closing", self.text("window.close_waits"))
        event.ignore()

    def _forget_insisting(self) -> None:
        self._insisted = False
        self.window.notices.settled("closing")

    def close(self) -> None:
        """Hand every draft to the lane, wait for it, and close the vault."""
        self._closed = True
        if self._rehearsing is not None and self._rehearsing.beyond is not None:
            self._rehearsing.beyond.leave()
        if self.hub is not None:
            self.hub.stop()
            self.hub = None
        if self.screens is not None:
            self.screens.leave()
            self.screens = None
        self.window.unlocked(False)
        self.application.clipboard.clear()
        self.lane.wait(SETTLE_S)
        if self.desk is not None:
            self.desk.locked(self.tries)
            self.desk.vault.close()
            self.desk = self.tries = None
        self.lane.close()

    def _defect(self, wrong: BaseException) -> None:
        key = getattr(wrong, "text_key", "window.defect")
        self.window.notices.warn("defect", self.text(key, seconds=getattr(wrong, "seconds", 0)))


def _teams() -> tuple[tuple[str, str], ...]:
    """Return the teams one can choose from for a first profile; the codebook is read for nothing else here."""
    from workstation.vocabulary.reading import shipped_codebook

    return tuple((code.code, code.label) for code in shipped_codebook().of_list("team"))


def _load() -> None:
    # in the lane, while a passphrase is being typed
    import workstation.assembly.desk
    import workstation.assembly.desk_screens
    import workstation.assembly.hub_door  # noqa: F401


def _seconds_to_wait(folder: Path) -> int:
    from workstation.store.unlocking import seconds_to_wait

    return seconds_to_wait(folder)


def run(start: Start) -> int:
    """Open the window and stay until it is closed; return the exit code."""
    harden_process()
    station = Station(start)
    station.show()
    return station.application.qt.exec()
