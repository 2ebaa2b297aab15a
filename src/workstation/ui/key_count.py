"""Counts the keys somebody presses within a part of a window, shortcuts included."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

ALONE = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock}


class KeyCount(QObject):
    """`keys` pressed while the caret stood within `part`; a modifier alone and a key held down count no more."""

    def __init__(self, part: QWidget) -> None:
        super().__init__(part)
        self._part = part
        self.keys = 0
        app = QApplication.instance()
        if app is not None:
            app.installEventFilter(self)

    def stop(self) -> None:
        """Count no longer."""
        app = QApplication.instance()
        if app is not None:
            app.removeEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Count; let everything pass (Qt). Each key is first offered to the focus as a possible shortcut."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent):
            focus = QApplication.focusWidget()
            here = watched is focus and focus is not None and self._part.isAncestorOf(focus)
            if here and not event.isAutoRepeat() and event.key() not in ALONE:
                self.keys += 1
        return super().eventFilter(watched, event)
