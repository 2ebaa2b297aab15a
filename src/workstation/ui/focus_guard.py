"""Nothing out of view ever holds the focus: an answer that comes late must not catch letters meant for a note."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QWidget


class FocusGuard(QObject):
    """Gives the focus back to where somebody types when a hidden widget takes it. Lives as long as the program."""

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        app.focusChanged.connect(self._changed)

    def _changed(self, before: QWidget | None, now: QWidget | None) -> None:
        if now is None or now.isVisible() or before is None or not before.isVisible():
            return
        before.setFocus(Qt.FocusReason.OtherFocusReason)
