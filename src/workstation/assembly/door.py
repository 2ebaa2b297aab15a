"""A door to what few need on most days: what lies beyond is loaded and made when somebody first goes there."""

from collections.abc import Callable
from functools import cached_property, partial
from typing import Generic, TypeVar

from workstation.ui.screen import Screen
from workstation.ui.window import Window

T = TypeVar("T")


class Door(Generic[T]):
    """Shows the way to `screens` and `commands`. `make` takes its screens in itself, and binds the commands anew."""

    def __init__(
        self, window: Window, screens: tuple[str, ...], commands: tuple[str, ...], make: Callable[[], T]
    ) -> None:
        self._window, self._make = window, make
        for name in screens:
            window.promise(name, partial(self._screen, name))
        for command in commands:
            window.commands.bind(command, partial(self._run, command))

    @cached_property
    def side(self) -> T:
        """What lies beyond; asking for it opens the door."""
        return self._make()

    @property
    def beyond(self) -> T | None:
        """What lies beyond, as far as the door was opened."""
        return vars(self).get("side")

    def _screen(self, name: str) -> Screen:
        _ = self.side
        return self._window.named(name)

    def _run(self, command: str) -> None:
        _ = self.side  # from here on the command is its own
        self._window.commands.run(command)
