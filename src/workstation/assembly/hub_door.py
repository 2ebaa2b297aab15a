"""The door to the hub: what speaks with it is loaded only by a station that has joined one, or when it is wanted.

A station that works alone, as every station may for days or for good, has none of it in memory.
"""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from workstation.assembly.desk import OpenDesk
from workstation.domain.changes import Changes
from workstation.store.sync_state import HOME
from workstation.ui.background import Lane
from workstation.ui.look import Look
from workstation.ui.screen import Screen
from workstation.ui.window import Window

if TYPE_CHECKING:
    from workstation.assembly.hub_side import HubSide

SCREENS = ("inbox", "hub_link", "team_keys", "bring_out")
# what the side beyond the door does under its own name once it is there
COMMANDS = (*SCREENS, "sync_now", "need_someone")


class HubDoor:
    """Made after unlocking. `side` is what lies beyond; asking for it opens the door."""

    def __init__(
        self,
        desk: OpenDesk,
        lane: Lane,
        window: Window,
        look: Look,
        announce: Callable[[Changes], None],
        revoked: Callable[[], None],
    ) -> None:
        self._desk, self._lane, self._window, self._look = desk, lane, window, look
        self._announce, self._revoked = announce, revoked
        self._side: HubSide | None = None
        self._closed = False
        for name in SCREENS:
            window.promise(name, partial(self._screen, name))
        for command in COMMANDS:
            window.commands.bind(command, partial(self._run, command))
        lane.do(self._joined, self._begin)

    @property
    def side(self) -> "HubSide":
        """Everything about the hub, made when it is first asked for."""
        if self._side is None:
            from workstation.assembly.hub_side import HubSide

            self._side = HubSide(self._desk, self._lane, self._window, self._look, self._announce, self._revoked)
        return self._side

    def heard(self, changes: Changes) -> None:
        """Something was written here."""
        if self._side is not None:
            self._side.heard(changes)

    def stop(self) -> None:
        """Meet no more: the desk is being closed."""
        self._closed = True
        if self._side is not None:
            self._side.stop()

    def _joined(self) -> bool:
        with self._desk.vault.reading() as work:
            joined = work.sync_state.get(HOME) is not None
        if joined:
            import workstation.assembly.hub_side  # noqa: F401 - behind the window: it takes a while
        return joined

    def _begin(self, joined: bool) -> None:
        if self._closed:
            return
        if joined:
            _ = self.side
        elif self._side is None:
            self._window.top.connection(self._desk.text("sync.alone"))

    def _screen(self, name: str) -> Screen:
        _ = self.side  # takes its screens in itself
        return self._window.named(name)

    def _run(self, command: str) -> None:
        _ = self.side  # from here on the command is its own
        self._window.commands.run(command)
