"""The team's keys in the program: who asks, what is proposed and signed. Everything happens in the lane."""

from collections.abc import Callable

from workstation.assembly.desk import OpenDesk
from workstation.assembly.group_side import GroupSide
from workstation.assembly.team_acts import TeamActs, Then
from workstation.domain.changes import Changes
from workstation.store.marks import ProfileOwner, owner
from workstation.sync.inviting import invite, withdraw
from workstation.sync.station import Station
from workstation.sync.team_keys import (
    TeamKeys,
    Wish,
    believe,
    heal_team,
    propose_team,
    renew_keys,
    sign_team,
    team_keys,
)
from workstation.sync.team_recovery import (
    PaperKeys,
    make_paper_keys,
    offer_paper_keys,
    recover,
    take_over_team,
)
from workstation.ui.background import Lane, Sorry
from workstation.ui.look import Look
from workstation.ui.screens.call_keeping import CallKeeping
from workstation.ui.screens.call_page import CallPage
from workstation.ui.screens.team_invite import InviteWork, Squares
from workstation.ui.screens.team_keys import TeamKeysScreen, TeamKeysWork
from workstation.ui.window import Window


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
        self._acts = TeamActs(lane, station, written)
        groups = GroupSide(desk, lane, station, self._acts)
        self._desk, self._lane, self._window = desk, lane, window
        self._station, self._written = station, written
        work = TeamKeysWork(
            self._look, self._propose, self._sign, self._believe, self._renew, self._paper, self._recover,
            self._heal, self._take_over,
            InviteWork(self._invite, self._print_invitation, self._withdraw), groups.groups(),
        )  # fmt: skip
        self.screen = TeamKeysScreen(work, look, desk.text)
        window.add(self.screen)
        self.screen.bind(window.commands.bind)
        window.commands.bind("team_keys", lambda: window.go("team_keys"))
        page = window.named("call_page")
        if isinstance(page, CallPage):
            for card in page.more:
                if isinstance(card, CallKeeping):
                    card.sealing.serve(groups.sealing())
                    card.known.serve(groups.known())

    def follow_role(self) -> None:
        """Sit here as what the signed list says: it may have made somebody coordinator, or no longer."""

        def now(whose: ProfileOwner) -> None:
            self._desk.whose = whose

        self._lane.do(self._owner, now)

    def _owner(self) -> ProfileOwner:
        with self._desk.vault.reading() as work:
            return owner(work.connection)

    def _look(self, then: Callable[[TeamKeys], None]) -> None:
        station, vault = self._station(), self._desk.vault
        if station is None:
            then(TeamKeys())
            return
        self._lane.do(lambda: team_keys(vault, station.keyring), then)

    def _propose(self, wish: Wish, then: Then, otherwise: Sorry) -> None:
        self._acts.do(
            lambda station: propose_team(wish, vault=self._desk.vault, keyring=station.keyring), then, otherwise
        )

    def _sign(self, record: str, then: Then, otherwise: Sorry) -> None:
        self._acts.do(lambda one: sign_team(record, vault=self._desk.vault, keyring=one.keyring), then, otherwise)

    def _renew(self, then: Then) -> None:
        self._acts.do(lambda station: renew_keys(vault=self._desk.vault, keyring=station.keyring), then, None)

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

    def _paper(self, then: Then) -> None:
        station, vault = self._station(), self._desk.vault
        if station is None:
            return

        def print_them(made: PaperKeys) -> None:
            from workstation.assembly.recovery_sheet import print_recovery_shares

            # only what lies on paper asks to be let in
            print_recovery_shares(
                made.shares, made.code, self._desk.text, self._window,
                lambda: self._acts.do(lambda at: offer_paper_keys(made, vault=vault, keyring=at.keyring), then, None),
            )  # fmt: skip

        self._lane.do(lambda: make_paper_keys(vault=vault, keyring=station.keyring), print_them)

    def _recover(self, shares: tuple[str, ...], code: str, then: Then, otherwise: Sorry) -> None:
        self._acts.do(
            lambda station: recover(shares, code, vault=self._desk.vault, keyring=station.keyring), then, otherwise
        )

    def _heal(self, head: str, then: Then, otherwise: Sorry) -> None:
        self._acts.do(lambda one: heal_team(head, vault=self._desk.vault, keyring=one.keyring), then, otherwise)

    def _take_over(self, shares: tuple[str, ...], wish: Wish, then: Then, otherwise: Sorry) -> None:
        self._acts.do(
            lambda station: take_over_team(shares, wish, vault=self._desk.vault, keyring=station.keyring),
            then, otherwise,
        )  # fmt: skip

    def _invite(self, account: str, then: Callable[[str, Squares], None], otherwise: Sorry) -> None:
        station, vault = self._station(), self._desk.vault
        if station is None:
            return

        def made() -> tuple[str, Squares]:
            from workstation.reports.invitation_page import modules

            invitation = invite(account, station=station, vault=vault).text
            return invitation, modules(invitation)

        self._lane.do(made, lambda found: then(*found), otherwise)

    def _withdraw(self, account: str, then: Callable[[int], None], otherwise: Sorry) -> None:
        station, vault = self._station(), self._desk.vault
        if station is not None:
            self._lane.do(lambda: withdraw(account, station=station, vault=vault), then, otherwise)

    def _print_invitation(self, invitation: str, account: str) -> None:
        from workstation.assembly.recovery_sheet import print_invitation

        print_invitation(invitation, account, self._desk.text, self._window)
