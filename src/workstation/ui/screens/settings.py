"""Settings: everything works at once and can be taken back; there is no OK."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.ui.choice import Choice
from workstation.ui.commands import COMMANDS, EVERYWHERE
from workstation.ui.help_sheet import key_grid
from workstation.ui.look import LETTERS, Look
from workstation.ui.look_tokens import THEMES
from workstation.ui.parts import Card, column, emptied, label, row, scrolling
from workstation.ui.screen import Screen
from workstation.ui.screens.call_facts import facts
from workstation.ui.screens.settings_passphrase import Change, PassphrasePart
from workstation.ui.screens.settings_recovery import RecoveryPart, Renew
from workstation.vocabulary.words import Words


@dataclass(frozen=True, slots=True)
class Station:
    """What is told about this station and program: pairs of a name and a value, both words on screen."""

    station: tuple[tuple[str, str], ...] = ()
    about: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Keys:
    """New ways into the profile: another passphrase, another recovery key, and that key on paper."""

    change: Change
    renew: Renew
    print_key: Callable[[str], None]


Ask = Callable[[Callable[[Station], None]], None]
Say = Callable[[str, Callable[[], object]], None]


class SettingsScreen(Screen):
    """Look, privacy, station left; every key right. `say` tells what changed and takes how to undo it."""

    name = "settings"
    acts = ("step_cards", "codebook", "registration_sets")

    def __init__(self, ask: Ask, say: Say, keys: Keys, look: Look, text: Words) -> None:
        super().__init__()
        self._ask = ask
        self._say = say
        self._look = look
        self._text = text
        self.theme = Choice(text("settings.theme"), [(one, text(f"settings.theme_{one}")) for one in THEMES])
        self.letters = Choice(text("settings.letters"), [(str(one), f"{one} %") for one in LETTERS])
        self.theme.changed.connect(self._theme)
        self.letters.changed.connect(self._letters)
        self.passphrase = PassphrasePart(keys.change, text)
        self.recovery = RecoveryPart(keys.renew, keys.print_key, text)
        self._station = column(spacing=4)
        self._about = column(spacing=4)
        self._lay_out()
        look.changed.connect(self._show_look)
        self._show_look()

    def _lay_out(self) -> None:
        text = self._text
        display = Card(
            label(text("settings.display"), "h"),
            label(text("settings.theme"), "", self.theme),
            self.theme,
            label(text("settings.letters"), "", self.letters),
            self.letters,
            label(text("settings.example"), "reading", wrap=True),
            label(text("settings.display_how"), "muted", wrap=True),
        )
        privacy = Card(
            label(text("settings.privacy"), "h"),
            *(label(line, wrap=True) for line in text.under("settings.privacy_line").values()),
        )
        passphrase = Card(label(text("unlock.passphrase"), "h"), self.passphrase)
        recovery = Card(label(text("unlock.recovery_key"), "h"), self.recovery)
        station = Card(label(text("settings.station"), "h"), self._station)
        about = Card(label(text("settings.about"), "h"), self._about)
        left = QWidget()
        self._left = column(display, privacy, passphrase, recovery, station, about, None, spacing=8)
        left.setLayout(self._left)
        keys = QWidget()
        self._all_keys = column(None, spacing=8)
        keys.setLayout(self._all_keys)
        sides = row(scrolling(left), scrolling(keys, text("window.keys_everywhere")), spacing=10)
        sides.setStretch(0, 1)
        sides.setStretch(1, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 4)
        whole.addLayout(sides, 1)

    def offer(self, card: Card, at: int = 0) -> None:
        """Show one more card, first of all: what only some profiles have."""
        self._left.insertWidget(at, card)

    def _list_keys(self) -> None:
        """List every key, after the first frame: two hundred labels are not waited for."""
        text = self._text
        places = (EVERYWHERE, *dict.fromkeys(one.where for one in COMMANDS if one.where != EVERYWHERE))
        for place in places:
            here = tuple(one for one in COMMANDS if one.where == place and one.keys)
            name = text("window.keys_everywhere") if place == EVERYWHERE else text(f"window.screens.{place}")
            if here:
                self._all_keys.insertWidget(self._all_keys.count() - 1, Card(label(name, "h"), key_grid(here, text)))

    def arrive(self) -> None:
        """Ask how the station stands; the focus goes to the theme."""
        self.recovery.forget()
        if self._all_keys.count() == 1:
            QTimer.singleShot(0, self, self._list_keys)
        self._ask(self._show)
        self.theme.focus_here()

    def forget(self) -> None:
        """Empty the fields of the passphrase, and take a new recovery key off the screen."""
        self.passphrase.forget()
        self.recovery.forget()

    def _show(self, station: Station) -> None:
        for layout, rows in ((self._station, station.station), (self._about, station.about)):
            emptied(layout)
            layout.addLayout(facts([(name, value, "") for name, value in rows]))

    def _show_look(self) -> None:
        self.theme.put(self._look.theme)
        self.letters.put(str(self._look.letters))

    def _theme(self, theme: str) -> None:
        before = self._look.theme
        self._look.choose_theme(theme)
        self._say(self._text("settings.theme_changed"), lambda: self._look.choose_theme(before))

    def _letters(self, percent: str) -> None:
        before = self._look.letters
        self._look.choose_letters(int(percent))
        self._say(self._text("settings.letters_changed"), lambda: self._look.choose_letters(before))
