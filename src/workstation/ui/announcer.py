"""Says to every screen what was written, from whichever thread."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from workstation.domain.changes import Changes


class Announcer(QObject):
    """The one broadcast of the program. Listeners are screens, which live as long as the window."""

    _said = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._listeners: list[Callable[[Changes], None]] = []
        self._said.connect(self._tell)

    def listen(self, heard: Callable[[Changes], None]) -> None:
        """Call `heard` after every write, in the window's thread."""
        self._listeners.append(heard)

    def changed(self, changes: Changes) -> None:
        """Say what a write touched; nothing is said about nothing."""
        if changes.touched:
            self._said.emit(changes)

    def _tell(self, changes: Changes) -> None:
        for heard in self._listeners:
            heard(changes)
