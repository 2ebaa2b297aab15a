"""Hands the draft to the lane while one types: a throttle, so that typing on never postpones it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Protocol

from PySide6.QtCore import QObject, QTimer, Signal

from workstation.forms.draft import Body

HAND_OVER_MS = 250  # a key stroke waits at most this long before the lane has it
TRY_AGAIN_MS = 2000  # after a failure, until the disk is back


class Do(Protocol):
    """A lane's `do` (`ui.background.Lane`)."""

    def __call__(
        self,
        work: Callable[[], Any],
        then: Callable[[Any], None] | None = None,
        otherwise: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do the work behind the window; the answers come in the window's thread."""


@dataclass(frozen=True, slots=True)
class SaveState:
    """How safe the typing is. `at`: when it was saved last, or since when it is not; None for nothing yet."""

    kind: Literal["nothing", "saved", "failing"] = "nothing"
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A draft at one moment. The note comes as its lines: they are joined in the lane, not in the window's thread."""

    body: Body
    note: tuple[str, ...]

    def whole(self) -> Body:
        """Return the body with the note in it."""
        note = "\n".join(self.note)
        if note:
            self.body["answers"]["narrative"] = note
        else:
            self.body["answers"].pop("narrative", None)
        return self.body


class NotKept(Exception):
    """The store keeps this draft no more: it was filed or thrown away elsewhere."""


class Autosave(QObject):
    """Keeps one draft. Each open call has its own, so that saving one can never touch another."""

    state_changed = Signal(object)

    def __init__(
        self,
        do: Do,
        save: Callable[[Body], object],
        snapshot: Callable[[], Snapshot],
        now: Callable[[], datetime],
    ) -> None:
        super().__init__()
        self._do, self._save, self._snapshot, self._now = do, save, snapshot, now
        self._newest: Snapshot | None = None
        self._queued = False
        self._unsaved_since: datetime | None = None
        self._stage: Literal["writing", "stopped", "parted"] = "writing"
        self._unwritten = False
        self.state = SaveState()
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(HAND_OVER_MS)
        self._soon.timeout.connect(self.hand_over)
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(TRY_AGAIN_MS)
        self._again.timeout.connect(self.hand_over)

    @property
    def kept(self) -> bool:
        """Whether the lane has written everything handed over so far; true at once, before any answer came back."""
        return not self._unwritten

    def touch(self) -> None:
        """Say that something changed. The first change since a hand-over starts the clock, later ones do not."""
        if self._stage != "writing":
            return
        if self._unsaved_since is None:
            self._unsaved_since = self._now()
        if not self._soon.isActive():
            self._soon.start()

    def hand_over(self) -> None:
        """Give the lane the draft as it is now; the newest one wins over one that still waits."""
        self._soon.stop()
        if self._stage != "writing":
            return
        since, self._unsaved_since = self._unsaved_since or self._now(), None
        self._unwritten = True
        self._newest = self._snapshot()
        if not self._queued:
            self._queued = True
            self._do(self._write, self._written, lambda wrong: self._failed(wrong, since))

    def stop(self) -> None:
        """Write no more: the draft is being filed or was thrown away."""
        if self._stage == "writing":
            self._stage = "stopped"
        self._newest = None
        self._unwritten = False
        self._soon.stop()
        self._again.stop()

    def part(self) -> None:
        """Hand over one last time: from here on the page is emptied, and what stands on it is no longer the draft."""
        self.hand_over()
        self._stage = "parted"
        self._soon.stop()
        self._again.stop()

    def resume(self) -> None:
        """Write again after all: filing did not work. A page that was emptied meanwhile stays parted."""
        if self._stage == "stopped":
            self._stage = "writing"
        self.touch()

    def _write(self) -> bool:
        # in the lane; taking the flag down first means that a snapshot that comes now queues its own turn
        self._queued = False
        newest, self._newest = self._newest, None
        if newest is None:
            return False
        try:
            saved = self._save(newest.whole())
        except BaseException:
            self._unwritten = True
            raise
        if getattr(saved, "kept", True) is False:
            self._unwritten = True
            raise NotKept
        self._unwritten = self._newest is not None
        return True

    def _written(self, wrote: object) -> None:
        if wrote and self._stage != "stopped":
            self._again.stop()
            self._tell(SaveState("saved", self._now()))

    def _failed(self, _wrong: Exception, since: datetime) -> None:
        if self._stage == "stopped":
            return
        if self.state.kind != "failing":
            self._tell(SaveState("failing", since))
        if self._stage == "parted":
            return
        self._unsaved_since = since
        self._again.start()

    def _tell(self, state: SaveState) -> None:
        self.state = state
        self.state_changed.emit(state)
