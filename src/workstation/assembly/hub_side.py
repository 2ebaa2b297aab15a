"""The hub in the program: meeting it behind the window, what waits for somebody's eye, and joining it.

A rehearsal is put together without this file: it has no way to any hub.
"""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject

from workstation.assembly.desk import OpenDesk
from workstation.assembly.halves import halves_of
from workstation.assembly.publishing_side import PublishingSide
from workstation.assembly.team_side import TeamSide
from workstation.domain.changes import Changes
from workstation.domain.envelopes import Json
from workstation.sync.conflicts import Choice, Conflict, resolve
from workstation.sync.helping import ask_for_help, come_and_help, help_wanted
from workstation.sync.http_hub import HttpHub
from workstation.sync.inbox import InboxView, alarms_were_read, look_in_inbox, told_was_read
from workstation.sync.invitation import read_invitation
from workstation.sync.meetings import NO_KEY, Standing, standing
from workstation.sync.moving import take_along, try_again
from workstation.sync.station import Station, join_hub, open_station
from workstation.ui.background import Lane, Sorry
from workstation.ui.colleagues import Colleagues
from workstation.ui.look import Look
from workstation.ui.screens.hub_link import HubLinkScreen
from workstation.ui.screens.inbox import InboxScreen, InboxWork
from workstation.ui.sync_words import sync_words
from workstation.ui.syncing import Syncing
from workstation.ui.window import Window
from workstation.usecases.look_up_announcements import look_up_announcements
from workstation.usecases.read_announcement import read_announcement

Announce = Callable[[Changes], None]


class HubSide(QObject):
    """Made once after unlocking. Until this station joined a hub it only offers to join one."""

    def __init__(
        self,
        desk: OpenDesk,
        lane: Lane,
        window: Window,
        look: Look,
        announce: Announce,
        revoked: Callable[[], None],
    ) -> None:
        super().__init__(window)
        self._desk, self._lane, self._window, self._announce, self._revoked = desk, lane, window, announce, revoked
        self._station: Station | None = None
        self._syncing: Syncing | None = None
        self._trouble = ""
        self.inbox = InboxScreen(self._inbox_work(), desk.codebook, desk.text)
        self.link = HubLinkScreen(self._join, desk.text)
        window.add(self.inbox)
        window.add(self.link)
        self.inbox.bind(window.commands.bind)
        window.commands.bind("inbox", lambda: window.go("inbox"))
        window.commands.bind("hub_link", lambda: window.go("hub_link"))
        window.commands.bind("sync_now", self._now)
        window.commands.bind("need_someone", self._need_someone)
        self.team = TeamSide(desk, lane, window, look, lambda: self._station, self._keys_written)
        self.publishing = PublishingSide(desk, lane, window, lambda: self._station, self._keys_written)
        self._colleagues = Colleagues(
            window.notices, desk.whose.counsellor, self._come, self._announcement_read, desk.text
        )
        lane.do(self._opened, self._begin)

    def heard(self, changes: Changes) -> None:
        """Something was written here."""
        if self._syncing is not None:
            self._syncing.heard(changes)

    def _keys_written(self, changes: Changes) -> None:
        self._announce(changes)
        if self._syncing is not None:
            self._syncing.now()

    def stop(self) -> None:
        """Meet no more: the desk is being closed."""
        if self._syncing is not None:
            self._syncing.stop()
            self._syncing = None
        self._let_go()

    def _let_go(self) -> None:
        if self._station is not None and isinstance(self._station.hub, HttpHub):
            self._station.hub.close()

    # -- meeting -----------------------------------------------------------------------------------------------

    def _opened(self) -> tuple[Station, Standing]:
        return open_station(self._desk.vault, self._desk.now), standing(self._desk.vault)

    def _begin(self, opened: tuple[Station, Standing]) -> None:
        self._station, stands = opened
        self._window.top.connection(sync_words(stands, self._desk.text))
        if stands.enrolled:
            self._start(self._station)

    def _start(self, station: Station) -> None:
        if self._syncing is not None:
            self._syncing.stop()
        if self._station is not station:
            self._let_go()
        self._station = station
        self._syncing = Syncing(station.meetings.meet)
        self._syncing.stands.connect(self._stands)
        self._syncing.brought.connect(self._brought)
        self._syncing.revoked.connect(self._revoked)
        self._syncing.start()

    def _stands(self, now: Standing) -> None:
        self._window.top.connection(sync_words(now, self._desk.text))
        if now.trouble and now.trouble != self._trouble and not self._window.situation.in_call:
            self._window.notices.say(self._desk.text(f"sync.trouble.{now.trouble}"))
        elif self._trouble and not now.trouble and not self._window.situation.in_call:
            self._window.notices.say(self._desk.text(f"sync.again.{'key' if self._trouble == NO_KEY else 'line'}"))
        self._trouble = now.trouble
        self.team.follow_role()
        if self._station is not None:
            keyring, vault, clock = self._station.keyring, self._desk.vault, self._desk.now
            self._lane.do(self._desk.look_at_role)
            self.publishing.met()
            self._lane.do(
                lambda: (help_wanted(vault=vault, keyring=keyring, now=clock),
                         look_up_announcements(self._desk.counsellor, vault=vault, now=clock, unread=True)),
                lambda found: self._colleagues.show(found[0], found[1] if self._has_an_eye_for_words() else ()),
            )  # fmt: skip

    def _now(self) -> None:
        if self._syncing is not None:
            self._syncing.now()
        else:
            self._window.go("hub_link")

    def _join(self, invitation: str, then: Callable[[], None], otherwise: Sorry) -> None:
        desk = self._desk

        def join() -> Station:
            return join_hub(desk.vault, read_invitation(invitation), desk.counsellor.team or "", desk.now)

        def joined(station: Station) -> None:
            self._start(station)
            then()

        self._lane.do(join, joined, otherwise)

    # -- editions ----------------------------------------------------------------------------------------------

    def _brought(self, changes: Changes) -> None:
        self._announce(changes)
        for subject in (one for kind, one in changes.touched if kind == "edition_lost"):
            self._window.notices.say_after(self._desk.text(f"sync.edition.lost_{subject}"))
        if changes.concerns("station_mark") and not self._window.situation.in_call:
            (mark,) = (one for kind, one in changes.touched if kind == "station_mark")
            self._window.notices.say(self._desk.text("sync.station_mark", mark=mark))

    # -- colleagues --------------------------------------------------------------------------------------------

    def _need_someone(self) -> None:
        if self._syncing is None:
            self._window.notices.say(self._desk.text("sync.alone"))
            return
        desk = self._desk

        def asked(_request: str) -> None:
            self._colleagues.asked()
            if self._syncing is not None:
                self._syncing.now()

        # nothing of the call is shared unless the counsellor writes it
        self._lane.do(lambda: ask_for_help(desk.whose.counsellor, "", "", vault=desk.vault, now=desk.now), asked)

    def _come(self, request: str) -> None:
        desk = self._desk
        self._lane.do(lambda: come_and_help(request, desk.whose.counsellor, vault=desk.vault), lambda _: self._now())

    def _has_an_eye_for_words(self) -> bool:
        """Return whether the bar may show announcements: not in a call, nor where the screen itself shows them."""
        situation = self._window.situation
        return not situation.in_call and situation.screen not in {"home", "shift_start"}

    def _announcement_read(self, announcement: str) -> None:
        desk = self._desk

        def read(changes: Changes) -> None:
            self._announce(changes)
            self.heard(changes)

        self._lane.do(lambda: read_announcement(announcement, desk.counsellor, vault=desk.vault, now=desk.now), read)

    # -- what waits --------------------------------------------------------------------------------------------

    def _inbox_work(self) -> InboxWork:
        return InboxWork(
            self._look,
            self._resolve,
            self._alarms_read,
            self._told_read,
            partial(self._refused, try_again),
            partial(self._refused, take_along),
            self._desk.place_name,
            self._window.notices.say,
            halves_of(self._desk, self._lane),
        )

    def _look(self, then: Callable[[InboxView], None]) -> None:
        station = self._station
        if station is None:
            then(InboxView())
            return
        self._lane.do(lambda: look_in_inbox(self._desk.vault, station.keyring), then)

    def _resolve(self, conflict: Conflict, choice: Choice, third: Json, then: Callable[[], None]) -> None:
        station = self._station
        if station is None:
            return

        def resolved(changes: Changes) -> None:
            then()
            self._announce(changes)
            self.heard(changes)

        self._lane.do(
            lambda: resolve(conflict, choice, third, vault=self._desk.vault, keyring=station.keyring), resolved
        )

    def _refused(self, act: Callable[..., Changes], then: Callable[[], None]) -> None:
        station = self._station
        if station is None:
            return

        def done(changes: Changes) -> None:
            then()
            self._keys_written(changes)

        self._lane.do(lambda: act(vault=self._desk.vault, keyring=station.keyring), done)

    def _alarms_read(self, then: Callable[[], None]) -> None:
        self._lane.do(lambda: alarms_were_read(self._desk.vault), lambda _: then())

    def _told_read(self, then: Callable[[], None]) -> None:
        self._lane.do(lambda: told_was_read(self._desk.vault), lambda _: then())
