"""Acts on what a team shares, done in the lane with the exchange as it is now."""

from collections.abc import Callable

from workstation.domain.changes import Changes
from workstation.sync.station import Station
from workstation.ui.background import Lane, Sorry

Then = Callable[[], None]


class TeamActs:
    """`station` gives the exchange as it is now; `written` hears of what was written and hands it over at once."""

    def __init__(self, lane: Lane, station: Callable[[], Station | None], written: Callable[[Changes], None]) -> None:
        self._lane, self._station, self._written = lane, station, written

    def do(self, act: Callable[[Station], Changes], then: Then, otherwise: Sorry | None) -> None:
        """Act and then say so; without a hub nothing is done and nothing said."""
        station = self._station()
        if station is None:
            return

        def told(changes: Changes) -> None:
            then()
            self._written(changes)

        self._lane.do(lambda: act(station), told, otherwise)
