"""The line to the hub with one request under way at a time, while the station works on with what it has.

An answer that was asked for ahead goes only to the very same question. Everything else waits until it is there, and
passes it over: asking ahead changes nothing but the time it takes.
"""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import wait as wait_for
from typing import TypeVar

from workstation.domain.envelopes import Change, Knew, Pull, Pulled, Push, Pushed, Recovered
from workstation.sync.protocol import Hub

T = TypeVar("T")


class Ahead:
    """Used by one lane. `rest` at the end of a meeting: nothing is under way any more."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._lane: ThreadPoolExecutor | None = None
        self._under_way: tuple[str, Pull, Future[Pulled]] | None = None

    def push(self, device: str, push: Push, meanwhile: Callable[[], T]) -> tuple[Pushed, T]:
        """Hand over changes, and do something else until the hub has answered."""
        self.quiet()
        answer = self._started().submit(self.hub.push, device, push)
        try:
            done = meanwhile()
        finally:
            wait_for([answer])
        return answer.result(), done

    def push_alone(self, device: str, push: Push) -> Pushed:
        """Hand over changes."""
        self.quiet()
        return self.hub.push(device, push)

    def pull_ahead(self, device: str, pull: Pull) -> None:
        """Ask for what will be wanted next."""
        self.quiet()
        self._under_way = device, pull, self._started().submit(self.hub.pull, device, pull)

    def pull(self, device: str, pull: Pull) -> Pulled:
        """Fetch what came after the cursors, or give what was asked for ahead."""
        if self._under_way is not None and self._under_way[:2] == (device, pull):
            answer = self._under_way[2]
            self._under_way = None
            return answer.result()
        self.quiet()
        return self.hub.pull(device, pull)

    def known(self, device: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of these change ids that the hub does not know."""
        self.quiet()
        return self.hub.known(device, ids)

    def recover(self, device: str, changes: tuple[Change, ...], knew: Knew) -> Recovered:
        """Give back what a restored hub no longer knows."""
        self.quiet()
        return self.hub.recover(device, changes, knew)

    def quiet(self) -> None:
        """Wait for what is under way and forget it, whatever it is."""
        if self._under_way is not None:
            wait_for([self._under_way[2]])
            self._under_way = None

    def rest(self) -> None:
        """End what is under way, and the thread it ran in."""
        self.quiet()
        if self._lane is not None:
            self._lane.shutdown()
            self._lane = None

    def _started(self) -> ThreadPoolExecutor:
        if self._lane is None:
            self._lane = ThreadPoolExecutor(max_workers=1, thread_name_prefix="hub")
        return self._lane
