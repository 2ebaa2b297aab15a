"""Nothing out of view ever holds the focus: an answer that comes late must not catch letters meant for a note."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget

from workstation.ui.screen import Screen


class FocusGuard(QObject):
    """Gives the focus back to where somebody types when a hidden widget takes it. Lives as long as the program.

    A list that empties and hides while it has the focus leaves it with its screen: Qt would hand it to the rail,
    where the next Enter goes somewhere else.
    """

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._changed)

    def _changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None or before is None:
            return
        if not now.isVisible() and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)
        elif now.isVisible() and not before.isVisible():
            screen = _screen_of(before)
            if screen is not None and screen.isVisible() and not screen.isAncestorOf(now) and now is not screen:
                screen.setFocus(Qt.FocusReason.OtherFocusReason)


def _screen_of(widget: QWidget) -> Screen | None:
    above: QWidget | None = widget
    while above is not None and not isinstance(above, Screen):
        above = above.parentWidget()
    return above
