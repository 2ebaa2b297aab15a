"""The end of a call: stopping its clock, filing it, and opening it again when that was too soon."""

from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from workstation.domain.changes import Changes
from workstation.domain.moments import as_text
from workstation.domain.problems import NotReady
from workstation.forms.draft import Body, Draft
from workstation.ui.screens.intake_call import OpenCall
from workstation.ui.screens.intake_parts import IntakeParts

REOPEN_WITHIN = timedelta(minutes=10)


class Filing(QObject):
    """Files calls through the lane. Until a call is filed, its draft stays as safe as before."""

    filed = Signal(object, object)  # the OpenCall, the Changes
    failed = Signal(object, object)  # the OpenCall, the Problems that stood in the way (may be none)
    reopened = Signal(object)  # the Body
    too_late = Signal()

    def __init__(self, parts: IntakeParts) -> None:
        super().__init__()
        self._parts = parts
        self._on_its_way: set[str] = set()
        self._last: tuple[Body, str] | None = None

    def file(self, call: OpenCall) -> None:
        """File a call. A second Enter while it is on its way does nothing."""
        if call.draft.id in self._on_its_way:
            return
        call.end()
        body = call.with_note().body()
        ended = call.ended_at or self._parts.now()
        wrap_up = max(0, round((self._parts.now() - ended).total_seconds()))
        self._on_its_way.add(call.draft.id)
        # what still waits to be saved must not bring the draft back after the call is filed
        call.saving.stop()
        self._parts.do(
            lambda: self._parts.finish(Draft.from_body(body), ended, wrap_up),
            lambda changes: self._done(call, body, changes),
            lambda wrong: self._wrong(call, wrong),
        )

    def _done(self, call: OpenCall, body: Body, changes: Changes) -> None:
        self._on_its_way.discard(call.draft.id)
        self._last = (body, as_text(self._parts.now()))
        call.note.forget()
        self.filed.emit(call, changes)

    def _wrong(self, call: OpenCall, wrong: Exception) -> None:
        self._on_its_way.discard(call.draft.id)
        call.saving.resume()
        self.failed.emit(call, wrong.problems if isinstance(wrong, NotReady) else ())

    def reopen(self) -> bool:
        """Ask the store for the call filed last, if that was less than ten minutes ago; return whether it was asked.

        Only when the store has made a draft of it again does `reopened` follow: before that, nothing typed into it
        could be saved.
        """
        last, self._last = self._last, None
        if last is None or as_text(self._parts.now() - REOPEN_WITHIN) > last[1]:
            return False
        self._parts.do(
            lambda: self._parts.reopen(last[0]["id"]),
            lambda _done: self.reopened.emit(last[0]),
            lambda _wrong: self.too_late.emit(),
        )
        return True

    def forget(self) -> None:
        """Keep nothing of anybody: the station is being locked."""
        self._last = None
