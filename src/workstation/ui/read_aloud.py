"""Has a screen reader say what just changed on the screen."""

from PySide6.QtWidgets import QWidget


def read_aloud(shown: QWidget, words: str) -> None:
    """Say words that stand in `shown`, without moving the focus there."""
    # late: at the lock screen nothing is read aloud that has not the focus
    from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent

    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(shown, words))
