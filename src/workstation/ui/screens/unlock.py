"""The way in: the passphrase, the recovery key, or a first profile. Nothing here says who works on this station."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workstation.ui.look import Look
from workstation.ui.parts import column, label, row
from workstation.ui.screen import Screen
from workstation.ui.screens.unlock_pages import NewProfile, NewProfilePage, Page, PassphrasePage
from workstation.ui.screens.unlock_recovery import NewPassphrasePage, RecoveryKeyPage, RecoveryPage
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
P = TypeVar("P", bound=Page)


class Made(Protocol):
    """What making a profile gives that must be told."""

    @property
    def recovery_key(self) -> str:
        """The key to write down; shown once."""

    @property
    def keyring_used(self) -> bool:
        """Whether the keyring of this machine guards the passphrase too."""


@dataclass(frozen=True, slots=True)
class Doors:
    """The ways in, each answered through `then` or `otherwise` in the window's thread.

    Refusals have `text_key`, a key of the words, and `seconds` where waiting helps. `renew` gets the recovery key
    that has just opened the vault, and the passphrase that shall do so from now on.
    """

    exists: Callable[[], bool]
    unlock: Callable[[str, Callable[[], None], Sorry], None]
    recover: Callable[[str, Callable[[], None], Sorry], None]
    renew: Callable[[str, str, Callable[[], None], Sorry], None]
    create: Callable[[NewProfile, Callable[[Made], None], Sorry], None]
    print_key: Callable[[str], None]
    teams: tuple[tuple[str, str], ...]
    version: str = ""


class UnlockScreen(Screen):
    """One sheet in the middle, each made when it is first needed: only one is there at the start.

    `opened` says that the vault is open.
    """

    name = "unlock"
    opened = Signal()

    def __init__(self, doors: Doors, look: Look, text: Words) -> None:
        super().__init__()
        self._doors = doors
        self.header = QWidget()
        self._look = look
        self._pages = QStackedWidget()
        self._text = text
        self._made_pages: list[Page] = []
        self._recovered_with = ""
        self._tried = False
        foot = label(text("unlock.foot", version=doors.version), "muted")
        hero = label("1712", "hero")
        hero.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        middle = column(None, hero, label("", "muted"), spacing=4)
        middle.addLayout(row(None, self._pages, None))
        middle.addStretch(2)
        whole = QVBoxLayout(self)
        whole.addLayout(middle, 1)
        whole.addLayout(row(None, foot, None))
        look.changed.connect(self._fit)
        self._fit()

    @cached_property
    def passphrase(self) -> PassphrasePage:
        """Asks for the passphrase."""
        page = self._taken(PassphrasePage(self._text, self._look))
        page.given.connect(self._unlock)
        page.other_way.connect(lambda: self._show(self.recovery))
        return page

    @cached_property
    def recovery(self) -> RecoveryPage:
        """Asks for the printed key."""
        page = self._taken(RecoveryPage(self._text))
        page.given.connect(self._recover)
        page.other_way.connect(lambda: self._show(self.passphrase))
        return page

    @cached_property
    def new_passphrase(self) -> NewPassphrasePage:
        """Asks for a passphrase in the place of the one that was forgotten."""
        page = self._taken(NewPassphrasePage(self._text))
        page.given.connect(self._renew)
        page.other_way.connect(self._in)
        return page

    @cached_property
    def new_profile(self) -> NewProfilePage:
        """Asks what a first profile needs."""
        page = self._taken(NewProfilePage(self._text, self._doors.teams))
        page.given.connect(self._create)
        return page

    @cached_property
    def key_page(self) -> RecoveryKeyPage:
        """Shows the recovery key of a new profile, once."""
        page = self._taken(RecoveryKeyPage(self._text))
        page.print_requested.connect(self._doors.print_key)
        page.understood.connect(self._in)
        return page

    def _taken(self, page: P) -> P:
        self._pages.addWidget(page)
        self._made_pages.append(page)
        return page

    def arrive(self) -> None:
        """Ask for the passphrase, or offer to make the first profile."""
        self._show(self.passphrase if self._doors.exists() else self.new_profile)

    def forget(self) -> None:
        """Empty every field."""
        self._recovered_with = ""
        for page in self._made_pages:
            page.forget()

    def wait(self, seconds: int) -> None:
        """Say how long no passphrase is taken: wrong ones were tried before the program was started again."""
        if not self._tried:
            self.passphrase.wait(seconds)

    def _show(self, page: Page) -> None:
        self._pages.setCurrentWidget(page)
        page.begin()

    def _unlock(self, passphrase: str) -> None:
        self._tried = True
        self._doors.unlock(passphrase, self._in, self.passphrase.refused)

    def _recover(self, key: str) -> None:
        self._doors.recover(key, lambda: self._recovered(key), self.recovery.refused)

    def _recovered(self, key: str) -> None:
        self.forget()
        self._recovered_with = key
        self._show(self.new_passphrase)

    def _renew(self, passphrase: str) -> None:
        self._doors.renew(self._recovered_with, passphrase, self._in, self.new_passphrase.refused)

    def _create(self, profile: NewProfile) -> None:
        self._doors.create(profile, self._made, self.new_profile.refused)

    def _made(self, made: Made) -> None:
        self.new_profile.forget()
        self.key_page.tell(made.recovery_key, keyring_used=made.keyring_used)
        self._show(self.key_page)

    def _in(self) -> None:
        self.forget()
        self.opened.emit()

    def _fit(self) -> None:
        self._pages.setFixedWidth(self._look.px(560))
