"""The screens few visit on most days: made, with what they import, by the first visit. A sitting at the telephone
pays neither their memory nor their time.
"""

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from workstation.assembly.desk import OpenDesk
from workstation.assembly.texts import Texts
from workstation.domain.changes import Changes
from workstation.store.passphrases import change_passphrase, renew_recovery_key
from workstation.ui.background import Lane, Sorry
from workstation.ui.look import Look
from workstation.ui.parts import Card
from workstation.ui.window import Window

if TYPE_CHECKING:
    import workstation.ui.screens.annual as annual_ui
    import workstation.ui.screens.codebook as codebook_ui
    import workstation.ui.screens.figures as figures_ui
    import workstation.ui.screens.registration_sets as sets_ui
    import workstation.ui.screens.settings as settings_ui
    import workstation.ui.screens.step_cards as cards_ui

NAMES = ("settings", "figures", "annual", "codebook", "registration_sets", "step_cards")


class LateScreens:
    """`papers`: the folder for files somebody asked for; `lane` is the vault's, `paper` does what is slow."""

    def __init__(self, desk: OpenDesk, lane: Lane, paper: Lane, window: Window, papers: Path) -> None:
        self._desk, self._lane, self._paper, self._window, self._papers = desk, lane, paper, window, papers
        self._cards: list[Callable[[], Card]] = []

    def promise(self, look: Look, texts: Texts, announce: Callable[[Changes], None]) -> None:
        """Show the ways to them."""
        self._look, self._texts, self._announce = look, texts, announce
        for name in NAMES:
            self._window.promise(name, partial(getattr, self, name))

    def offer_setting(self, make: Callable[[], Card]) -> None:
        """Have one more card in settings, for what only some profiles have."""
        self._cards.append(make)

    def stop(self) -> None:
        """Break off what still runs: the desk is being closed."""
        if "registration_sets" in vars(self):
            self.registration_sets.stop()

    def _in_call(self) -> bool:
        return self._window.situation.in_call

    # -- each by its name --------------------------------------------------------------------------------------

    @cached_property
    def settings(self) -> "settings_ui.SettingsScreen":
        """Settings, with own abbreviations."""
        from workstation.assembly.station_facts import station_facts
        from workstation.ui.screens.settings import SettingsScreen
        from workstation.ui.screens.settings_abbreviations import AbbreviationsCard

        desk, lane, text = self._desk, self._lane, self._desk.text
        made = SettingsScreen(
            lambda then: lane.do(lambda: station_facts(desk), then),
            self._window.notices.say, self._keys(), self._look, text,
        )  # fmt: skip
        made.offer(AbbreviationsCard(self._texts.abbreviations(), text), 1)
        for make in self._cards:
            made.offer(make())
        return made

    def _keys(self) -> "settings_ui.Keys":
        from workstation.ui.screens.settings import Keys

        lane, folder = self._lane, self._desk.folder

        def change(old: str, new: str, then: Callable[[], None], otherwise: Sorry) -> None:
            lane.do(lambda: change_passphrase(folder, old, new), lambda _: then(), otherwise)

        def renew(passphrase: str, then: Callable[[str], None], otherwise: Sorry) -> None:
            lane.do(lambda: renew_recovery_key(folder, passphrase), then, otherwise)

        def on_paper(key: str) -> None:
            from workstation.assembly.recovery_sheet import print_recovery_sheet

            print_recovery_sheet(key, self._desk.text, self._window)

        return Keys(change, renew, on_paper)

    @cached_property
    def figures(self) -> "figures_ui.FiguresScreen":
        """The figures of this station."""
        from workstation.assembly.figures import Figures
        from workstation.ui.screens.figures import FiguresScreen

        desk = self._desk
        work = Figures(desk, self._paper, self._papers).work()
        made = FiguresScreen(work, desk.codebook, self._look, desk.text, desk.now)
        made.annual_requested.connect(self._read_annual)
        made.bind(self._window.commands)
        return made

    def _read_annual(self, year: int) -> None:
        self.annual.open(year)
        self._window.go("annual")

    @cached_property
    def annual(self) -> "annual_ui.AnnualScreen":
        """The annual report."""
        from workstation.assembly.annual import Annual
        from workstation.ui.screens.annual import AnnualScreen

        desk = self._desk
        teams = [(code.code, code.label) for code in desk.codebook.of_list("team")]
        work = Annual(desk, self._paper, self._papers).work()
        made = AnnualScreen(work, self._paper.do, teams, self._look, desk.text)
        made.bind(self._window.commands)
        return made

    @cached_property
    def codebook(self) -> "codebook_ui.CodebookScreen":
        """The codebook and its draft."""
        from workstation.assembly.codebook import CodebookDraft
        from workstation.ui.screens.codebook import CodebookScreen

        desk = self._desk
        made = CodebookScreen(
            CodebookDraft(desk, self._lane, self._announce).work(), desk.codebook, desk.text, desk.now
        )
        made.bind(self._window.commands)
        return made

    @cached_property
    def step_cards(self) -> "cards_ui.StepCardsScreen":
        """The team's step cards."""
        from workstation.ui.screens.step_cards import StepCardsScreen

        made = StepCardsScreen(self._texts.card_work(self._window.notices.say), self._look, self._desk.text)
        made.bind(self._window.commands)
        return made

    @cached_property
    def registration_sets(self) -> "sets_ui.RegistrationSetsScreen":
        """Registrations in and out."""
        from workstation.assembly.registration_sets import RegistrationSets
        from workstation.ui.screens.registration_sets import RegistrationSetsScreen

        sets = RegistrationSets(self._desk, self._paper, self._in_call, self._announce)
        return RegistrationSetsScreen(sets.work(), self._in_call, self._papers, self._desk.text)
