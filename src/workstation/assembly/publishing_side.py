"""Editions in the program: bringing out directory and codebook, and who of other teams may. All of it in the lane."""

from collections.abc import Callable

from workstation.assembly.desk import OpenDesk
from workstation.domain.changes import Changes
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.sync.editions import read_publisher
from workstation.sync.publishing import (
    Publishing,
    look_at_publishing,
    publish_codebook,
    publish_directory,
    vouch_for,
)
from workstation.sync.station import Station
from workstation.ui.background import Lane
from workstation.ui.screens.bring_out import BringOutScreen, BringOutWork
from workstation.ui.window import Window

Then = Callable[[], None]


class PublishingSide:
    """`station` gives the exchange as it is now; `written` hears of what was written and hands it over at once."""

    def __init__(
        self,
        desk: OpenDesk,
        lane: Lane,
        window: Window,
        station: Callable[[], Station | None],
        written: Callable[[Changes], None],
    ) -> None:
        self._desk, self._lane, self._window = desk, lane, window
        self._station, self._written = station, written
        self.screen = BringOutScreen(BringOutWork(self._look, self._bring_out, self._vouch), desk.text)
        window.add(self.screen)
        window.commands.bind("bring_out", lambda: window.go("bring_out"))

    def met(self) -> None:
        """After a meeting: what a coordinator put in force goes along, once."""
        self._lane.do(self._codebook, self._say_codebook)

    def _codebook(self) -> int:
        desk, station = self._desk, self._station()
        if station is None:
            return 0
        return publish_codebook(desk.counsellor, vault=desk.vault, keyring=station.keyring, now=desk.now)

    def _say_codebook(self, number: int) -> None:
        if number:
            self._window.notices.say(self._desk.text("sync.edition.codebook_brought_out"))
            self._written(Changes.of("codebook", ""))

    def _look(self, then: Callable[[Publishing], None]) -> None:
        desk, station = self._desk, self._station()
        if station is not None:
            keyring = station.keyring
            self._lane.do(
                lambda: look_at_publishing(desk.counsellor, vault=desk.vault, keyring=keyring, now=desk.now), then
            )

    def _bring_out(self, then: Then) -> None:
        desk, station, text = self._desk, self._station(), self._desk.text
        if station is None:
            self._window.notices.say(text("sync.alone"))
            return
        keyring = station.keyring

        def bring_out() -> int:
            publish_codebook(desk.counsellor, vault=desk.vault, keyring=keyring, now=desk.now, again=True)
            return publish_directory(desk.counsellor, vault=desk.vault, keyring=keyring, now=desk.now)

        def done(number: int) -> None:
            self._window.notices.say(text("sync.edition.brought_out", count=number))
            self._written(Changes.of("service", ""))
            then()

        self._lane.do(bring_out, done, self._sorry)

    def _vouch(self, line: str, then: Then) -> None:
        desk, station = self._desk, self._station()
        if station is None:
            self._window.notices.say(desk.text("sync.alone"))
            return
        keyring = station.keyring

        def done(changes: Changes) -> None:
            found = read_publisher(line)
            self._window.notices.say(desk.text("bring_out.vouched", who=found.who if found else ""))
            self._written(changes)
            then()

        self._lane.do(
            lambda: vouch_for(line, desk.counsellor, vault=desk.vault, keyring=keyring, now=desk.now),
            done,
            self._sorry,
        )

    def _sorry(self, wrong: Exception) -> None:
        if not isinstance(wrong, NotReady | NotAllowed):
            raise wrong
        key = wrong.problems[0].text_key if isinstance(wrong, NotReady) else wrong.text_key
        self._window.notices.say(self._desk.text(key))
