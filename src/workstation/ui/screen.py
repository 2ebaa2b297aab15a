"""What a screen is, as far as the window cares."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from workstation.domain.changes import Changes


class Screen(QWidget):
    """One screen in the window's stack; it lives as long as the window.

    `name` is its word under `window.screens` and the `where` of its commands. `acts` are the commands the bottom
    bar shows as buttons; `main_act` is the one that stands out (None = none). `header` goes left in the top
    bar; None = the name. `hinted(words, role)` sets the line bottom left; roles muted, ok, warn. Emit `acts_changed`
    after changing `acts`.
    """

    name = ""
    acts: tuple[str, ...] = ()
    main_act: str | None = None
    header: QWidget | None = None
    hinted = Signal(str, str)
    acts_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("screen")

    def arrive(self) -> None:
        """Look again, because the counsellor has just come here, and put the caret where work begins."""

    def heard(self, changes: Changes) -> None:
        """Look again if this concerns the screen."""

    def forget(self) -> None:
        """Leave nothing of anybody on the screen: the station is being locked."""

    def undo(self) -> bool:
        """Take the last act of this screen back, if it may be; return whether there was one."""
        return False
