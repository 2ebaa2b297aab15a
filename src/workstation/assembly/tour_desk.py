"""The guided tour: a rehearsal's store and window, with a panel that waits for one step after the other."""

from PySide6.QtCore import QObject, QTimer, Signal

from workstation.assembly.desk_screens import DeskScreens
from workstation.assembly.rehearsal_desk import SETTLE_S, TICK_MS, Prepared, Wish
from workstation.domain.changes import Changes
from workstation.training.tour import Seen, Tour
from workstation.ui.application import Application
from workstation.ui.background import Lane
from workstation.ui.key_count import KeyCount
from workstation.ui.rehearsal_frame import RehearsalFrame
from workstation.ui.screens.tour_panel import TourPanel
from workstation.ui.window import Window
from workstation.vocabulary.words import words


class TourDesk(QObject):
    """A tour in a window of its own. `over(again)` once, when all is wiped; `away` that nobody touched it for long.

    `done` is never given: nobody is compared with anything here.
    """

    done = Signal(object)
    over = Signal(bool)
    away = Signal()

    def __init__(self, wish: Wish, prepared: Prepared, application: Application) -> None:
        super().__init__()
        self.wish, self._prepared = wish, prepared
        text = words()
        self.tour = Tour()
        self.lane = Lane("tour")
        self.window = Window([], application.look, text, lambda _, then: then(True))
        self.screens = DeskScreens(prepared.desk, self.lane, self.window, application)
        self.panel = TourPanel(self.tour, self.skip, self.stop, application.look, text)
        self.frame = RehearsalFrame(self.window, self.panel, application.look)
        self._keys = KeyCount(self.window)
        self._filed = self._ended = self._ready = False
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.look)
        self.window.commands.bind("caller_next", self.skip)
        self.window.commands.bind("stop_rehearsal", self.stop)
        self.screens.intake.filed.connect(self._has_filed)
        self.screens.lock_wished.connect(self.away)
        self.window.cover.covered.connect(lambda _: self.frame.raise_edge())
        self.window.closing.connect(self._close)

    def show(self, like: Window | None = None) -> None:
        """Show the window, as large as another, with the first step."""
        self.window.resize(like.size() if like is not None else self.window.size())
        self.window.show()
        self.window.unlocked(True)
        self.window.go("home")
        self.panel.show_step()
        self._tick.start()

    def look(self) -> None:
        """See whether the step in hand is done."""
        if self._ready:
            return
        self.tour.look(self._seen())
        self._go_on()

    def skip(self) -> None:
        """Leave a step out."""
        self.tour.skip()
        self._go_on()

    def stop(self) -> None:
        """Close the window; everything of the tour is wiped."""
        self.window.close()

    def _go_on(self) -> None:
        if self.tour.step is None:
            self._ready = True
            minutes = max(1, round(self._prepared.clock.seconds() / 60))
            self.panel.show_ready(minutes, self._keys.keys)
        else:
            self.panel.show_step()

    def _seen(self) -> Seen:
        intake, situation = self.screens.intake, self.window.situation
        page, call = intake.page, intake.call
        return Seen(
            draft=call.draft if call is not None else None, note=call.note.text if call is not None else "",
            in_note=page.note.hasFocus(), covered=situation.covered, helping=page.helping,
            reviewing=intake.review.isVisible(), filed=self._filed,
        )  # fmt: skip

    def _has_filed(self, _changes: Changes) -> None:
        self._filed = True
        self.look()

    def _close(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._tick.stop()
        self._keys.stop()
        self.screens.leave()
        self.window.unlocked(False)
        self.lane.wait(SETTLE_S)
        self.lane.close()
        # the next window is shown before this one is gone, or the program would end with its last window
        self.over.emit(False)
        self._prepared.store.wipe()
