"""The team's keys in the program: who asks, what is proposed and signed. Everything happens in the lane."""

from collections.abc import Callable

from workstation.assembly.desk import OpenDesk
from workstation.domain.changes import Changes
from workstation.sync.station import Station
from workstation.sync.team_keys import TeamKeys, Wish, believe, propose_team, renew_keys, sign_team, team_keys
from workstation.ui.background import Lane, Sorry
from workstation.ui.look import Look
from workstation.ui.screens.team_keys import TeamKeysScreen, TeamKeysWork
from workstation.ui.window import Window

Then = Callable[[], None]


class TeamSide:
    """`station` gives the exchange as it is now; `written` hears of what was written and hands it over at once."""

    def __init__(
        self,
        desk: OpenDesk,
        lane: Lane,
        window: Window,
        look: Look,
        station: Callable[[], Station | None],
        written: Callable[[Changes], None],
    ) -> None:
        self._desk, self._lane, self._station, self._written = desk, lane, station, written
        work = TeamKeysWork(self._look, self._propose, self._sign, self._believe, self._renew)
        self.screen = TeamKeysScreen(work, look, desk.text)
        window.add(self.screen)
        self.screen.bind(window.commands.bind)
        window.commands.bind("team_keys", lambda: window.go("team_keys"))

    def _look(self, then: Callable[[TeamKeys], None]) -> None:
        station, vault = self._station(), self._desk.vault
        if station is None:
            then(TeamKeys())
            return
        self._lane.do(lambda: team_keys(vault, station.keyring), then)

    def _propose(self, wish: Wish, then: Then, otherwise: Sorry) -> None:
        self._act(
            lambda station: propose_team(wish, vault=self._desk.vault, keyring=station.keyring), then, otherwise
        )

    def _sign(self, record: str, then: Then, otherwise: Sorry) -> None:
        self._act(lambda station: sign_team(record, vault=self._desk.vault, keyring=station.keyring), then, otherwise)

    def _renew(self, then: Then) -> None:
        self._act(lambda _: renew_keys(vault=self._desk.vault), then, None)

    def _believe(self, code: str, then: Callable[[bool], None]) -> None:
        station = self._station()
        if station is None:
            then(False)
            return

        def told(changes: Changes | None) -> None:
            then(changes is not None)
            if changes is not None:
                self._written(changes)

        self._lane.do(lambda: believe(code, vault=self._desk.vault, keyring=station.keyring), told)

    def _act(self, act: Callable[[Station], Changes], then: Then, otherwise: Sorry | None) -> None:
        station = self._station()
        if station is None:
            return

        def told(changes: Changes) -> None:
            then()
            self._written(changes)

        self._lane.do(lambda: act(station), told, otherwise)
