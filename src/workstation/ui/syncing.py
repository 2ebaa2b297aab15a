"""Meeting the hub behind the window: in a lane of its own, soon after a write, and never in anybody's way."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from workstation.domain.changes import Changes
from workstation.sync.meetings import REVOKED, Meeting, Standing
from workstation.sync.rhythm import Rhythm
from workstation.ui.background import Lane

WRITTEN = (
    "call", "remark", "print", "conflict", "help", "announcement", "shift", "case", "follow_up", "signal",
    "discussion", "service",
)  # fmt: skip


class Syncing(QObject):
    """`brought(Changes)` what came from others, `stands(Standing)` after every meeting, `revoked()` once."""

    brought = Signal(object)
    stands = Signal(object)
    revoked = Signal()

    def __init__(self, meet: Callable[[], Meeting], rhythm: Rhythm | None = None) -> None:
        super().__init__()
        self._meet = meet
        self._rhythm = rhythm or Rhythm()
        self._lane = Lane("hub")
        self._meeting = False
        self._written = False
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.now)

    def start(self) -> None:
        """Meet for the first time, and go on."""
        self.now()

    def heard(self, changes: Changes) -> None:
        """Something was written here: hand it over soon, together with what follows at once."""
        if not changes.concerns(*WRITTEN) or self._stopped:
            return
        self._written = True
        if not self._meeting:
            self._wait(self._rhythm.written(), sooner=True)

    def now(self) -> None:
        """Meet at once, unless a meeting is going on."""
        if self._meeting or self._stopped:
            self._written = True
            return
        self._timer.stop()
        self._meeting, self._written = True, False
        self._lane.do(self._meet, self._met)

    def stop(self) -> None:
        """Meet no more; wait for the meeting that is going on."""
        self._stopped = True
        self._timer.stop()
        self._lane.close()

    def _met(self, meeting: Meeting) -> None:
        self._meeting = False
        if self._stopped:
            return
        standing: Standing = meeting.standing
        self.stands.emit(standing)
        if meeting.changes.touched:
            self.brought.emit(meeting.changes)
        if standing.trouble == REVOKED:
            self._stopped = True
            self.revoked.emit()
            return
        self._wait(self._rhythm.met(more=self._written) if meeting.well else self._rhythm.failed(meeting.at_least))

    def _wait(self, seconds: float, *, sooner: bool = False) -> None:
        wished = int(seconds * 1000)
        if not sooner or not self._timer.isActive() or wished < self._timer.remainingTime():
            self._timer.start(wished)
