"""Locks a station nobody touches: after five minutes, in a call after ten with a warning before."""

import math
import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QWindow
from PySide6.QtWidgets import QApplication

IDLE_S = 5 * 60
IDLE_IN_CALL_S = 10 * 60
WARNING_S = 30
TOUCHES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.InputMethod,
    },
)


def since_start() -> float:
    """Return seconds on a clock that also runs while the machine sleeps, where there is one."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.clock_gettime(boot) if boot is not None else time.monotonic()


class IdleLock(QObject):
    """Watches keys and mouse of every window of the program that ever has the focus.

    It listens where the window system hands them over: hearing every event of every widget cost a third of what a
    screen takes to show itself. What is sent to a widget directly touches nothing.

    `warned` gives the seconds left, each second of the last half minute of a call; `calmed` says that somebody
    is there again; `expired` asks for the lock, once.
    """

    warned = Signal(int)
    calmed = Signal()
    expired = Signal()

    def __init__(
        self,
        app: QApplication,
        in_call: Callable[[], bool],
        clock: Callable[[], float] = since_start,
    ) -> None:
        super().__init__(app)
        self._in_call = in_call
        self._clock = clock
        self._touched = clock()
        self._warning = False
        self._timer = QTimer(self)
        self._timer.setInterval(1000)
        self._timer.timeout.connect(self.look_at_clock)
        app.focusWindowChanged.connect(self._watch)
        for window in app.topLevelWindows():
            self._watch(window)

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.installEventFilter(self)

    def start(self) -> None:
        """Begin to watch, from now."""
        self._touched = self._clock()
        self._timer.start()

    def stop(self) -> None:
        """Watch no longer."""
        self._timer.stop()
        self._warning = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Notice that somebody is there; let everything pass (Qt)."""
        if event.type() in TOUCHES:
            self._touched = self._clock()
            if self._warning:
                self._warning = False
                self.calmed.emit()
        return super().eventFilter(watched, event)

    def look_at_clock(self) -> None:
        """Warn or lock when it is time; called each second."""
        in_call = self._in_call()
        left = (IDLE_IN_CALL_S if in_call else IDLE_S) - (self._clock() - self._touched)
        if left <= 0:
            self.stop()
            self.expired.emit()
        elif in_call and left <= WARNING_S:
            self._warning = True
            self.warned.emit(math.ceil(left))
