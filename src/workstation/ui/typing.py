"""Typed keys, as a hand gives them: for the walkthrough and for tests that go through the real window."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


class Hands:
    """Presses keys where the focus is. `keys` counts every key pressed, a chord as one."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self.keys = 0

    def press(self, *chords: str) -> None:
        """Press keys or chords by Qt's names: `F3`, `Return`, `Ctrl+Enter`."""
        for chord in chords:
            combination = QKeySequence(chord)[0]  # type: ignore[index]  # the stubs do not know
            QTest.keyClick(self._focus(), combination.key(), combination.keyboardModifiers())
            self.keys += 1
            QApplication.processEvents()

    def type(self, text: str) -> None:
        """Type characters one by one, whatever they are: QTest's own way ends the process at é or €."""
        for char in text:
            code = Qt.Key.Key_Space if char == " " else Qt.Key(ord(char.upper()) if _plain(char) else 0)
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = QKeyEvent(kind, code, Qt.KeyboardModifier.NoModifier, char)
                QApplication.sendEvent(self._focus().window().windowHandle(), event)
            self.keys += 1
        QApplication.processEvents()

    def rest(self, seconds: float) -> None:
        """Do nothing for a while; the program goes on."""
        loop = QEventLoop()
        QTimer.singleShot(round(seconds * 1000), loop.quit)
        loop.exec()

    def wait(self, until: Callable[[], bool], seconds: float = 20) -> None:
        """Wait until something holds. Raises TimeoutError."""
        end = time.monotonic() + seconds
        while not until():
            if time.monotonic() > end:
                raise TimeoutError("waited in vain")
            self.rest(0.01)

    def _focus(self) -> QWidget:
        return QApplication.focusWidget() or self._window


def _plain(char: str) -> bool:
    return char.isascii() and char.isalnum()
