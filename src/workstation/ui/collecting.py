"""Python's collector runs in the window's thread, between two events, and nowhere else.

Left to itself it begins in whichever thread makes one object too many: a lane. It then frees there the windows, boxes
and timers of the window's thread, and Qt ends the process at their next event. And a full pass stops every thread.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from PySide6.QtCore import QObject, QTimer

LOOK_MS = 250  # seldom enough to cost nothing, often enough that a pass over what is new takes a few milliseconds


class Collector(QObject):
    """Passes over what is new, a few times a second; over everything as seldom as Python would."""

    counting = 0  # how many lanes count something large just now

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.setInterval(LOOK_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    def look(self) -> None:
        """Pass over the oldest generation that is due; while a lane counts, over the youngest alone."""
        made, most = gc.get_count(), gc.get_threshold()
        due = [generation for generation in range(3) if made[generation] > most[generation]]
        if due:
            gc.collect(0 if Collector.counting else due[-1])


@contextmanager
def undisturbed() -> Iterator[None]:
    """Count without full passes: with a year in memory one froze the window for 130 to 230 ms.

    What is counted is freed by its reference counts when the work is done.
    """
    Collector.counting += 1
    try:
        yield
    finally:
        Collector.counting -= 1


@cache
def settle(_what: str) -> None:
    """From now on pass over everything that is there: once for what has just been loaded to stay.

    A full pass over a desk takes 65 ms before, and one afterwards.
    """
    gc.freeze()
