"""Errands: what a pane asks for goes to the lane, what it wrote is told to every screen."""

from collections.abc import Callable
from typing import Any

from workstation.domain.changes import Changes
from workstation.ui.background import Lane, Sorry

Then = Callable[[], None]


class Errands:
    """Reads and writes in the vault's lane. `heard` is told after every write."""

    def __init__(self, lane: Lane, heard: Callable[[Changes], None]) -> None:
        self._lane, self._heard = lane, heard

    def look(self, ask: Callable[[], Any]) -> Callable[[Callable[[Any], None], Sorry], None]:
        """Return what a pane calls to look something up."""
        return lambda then, otherwise: self._lane.do(ask, then, otherwise)

    def act(
        self, write: Callable[[Any, dict[str, str]], Changes]
    ) -> Callable[[Any, dict[str, str], Then, Sorry], None]:
        """Return what a pane calls with the line in hand and what was written."""
        return lambda line, written, then, otherwise: self.write(lambda: write(line, written), then, otherwise)

    def write(self, work: Callable[[], Changes], then: Then, otherwise: Sorry) -> None:
        """Write, answer, and tell the screens."""

        def told(changes: Changes) -> None:
            then()
            self._heard(changes)

        self._lane.do(work, told, otherwise)
