"""The door to the hub: what speaks with it is loaded only by a station that has joined one, or when it is wanted.

A station that works alone, as every station may for days or for good, has none of it in memory.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from workstation.assembly.desk import OpenDesk
from workstation.assembly.door import Door
from workstation.domain.changes import Changes
from workstation.store.sync_state import HOME
from workstation.ui.background import Lane
from workstation.ui.look import Look
from workstation.ui.window import Window

if TYPE_CHECKING:
    from workstation.assembly.hub_side import HubSide

SCREENS = ("inbox", "hub_link", "team_keys", "bring_out")
# what the side beyond the door does under its own name once it is there
COMMANDS = (*SCREENS, "sync_now", "need_someone")


class HubDoor:
    """Made after unlocking, and opened at once by a station that joined a hub."""

    def __init__(
        self,
        desk: OpenDesk,
        lane: Lane,
        window: Window,
        look: Look,
        announce: Callable[[Changes], None],
        revoked: Callable[[], None],
    ) -> None:
        self._desk, self._window = desk, window
        self._closed = False

        def made() -> "HubSide":
            from workstation.assembly.hub_side import HubSide

            return HubSide(desk, lane, window, look, announce, revoked)

        self._door = Door(window, SCREENS, COMMANDS, made)
        lane.do(self._joined, self._begin)

    @property
    def side(self) -> "HubSide":
        """Everything about the hub, made when it is first asked for."""
        return self._door.side

    def heard(self, changes: Changes) -> None:
        """Something was written here."""
        if self._door.beyond is not None:
            self._door.beyond.heard(changes)

    def stop(self) -> None:
        """Meet no more: the desk is being closed."""
        self._closed = True
        if self._door.beyond is not None:
            self._door.beyond.stop()

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
        elif self._door.beyond is None:
            self._window.top.connection(self._desk.text("sync.alone"))
