"""Screens or panes by name; those that few visit on most days are made when somebody first goes there."""

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QWidget

T = TypeVar("T", bound=QWidget)


class ByName(dict[str, T], Generic[T]):
    """A made screen by its name. Asking for one that was promised makes it; `take` then takes it in.

    Going through them all makes none: what nobody visited has nothing to forget.
    """

    def __init__(self, take: Callable[[T], object]) -> None:
        super().__init__()
        self._take = take
        self._promised: dict[str, Callable[[], T]] = {}

    def promise(self, name: str, make: Callable[[], T]) -> None:
        """Say how a screen is made when it is first wanted."""
        self._promised[name] = make

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all, made or not."""
        return tuple(dict.fromkeys((*self, *self._promised)))

    def __missing__(self, name: str) -> T:
        """Make a screen that was promised. Raises KeyError for any other name."""
        made = self._promised.pop(name)()
        if name not in self:  # whoever makes several takes them in together
            self._take(made)
        return self.setdefault(name, made)
