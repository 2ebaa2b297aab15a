"""The screens of a window by name; those that few visit on most days are made when somebody first goes there."""

from collections.abc import Callable

from workstation.ui.screen import Screen


class ScreensByName(dict[str, Screen]):
    """A made screen by its name. Asking for one that was promised makes it; `take` then takes it in.

    Going through them all makes none: what nobody visited has nothing to forget.
    """

    def __init__(self, take: Callable[[Screen], None]) -> None:
        super().__init__()
        self._take = take
        self._promised: dict[str, Callable[[], Screen]] = {}

    def promise(self, name: str, make: Callable[[], Screen]) -> None:
        """Say how a screen is made when it is first wanted."""
        self._promised[name] = make

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all, made or not."""
        return tuple(dict.fromkeys((*self, *self._promised)))

    def __missing__(self, name: str) -> Screen:
        """Make a screen that was promised. Raises KeyError for any other name."""
        made = self._promised.pop(name)()
        if name not in self:  # whoever makes several takes them in together
            self._take(made)
        return self[name]
