"""One call that is open on the screen: its draft, its note, its clock, its saving."""

from datetime import date, datetime, timedelta

from PySide6.QtCore import QObject, Signal

from workstation.domain.ids import DraftId, new_id
from workstation.domain.moments import as_text, from_text, local, local_day
from workstation.forms.draft import Body, Draft
from workstation.ui.forms.autosave import Autosave, Snapshot
from workstation.ui.forms.prose import NoteDocument
from workstation.ui.screens.intake_parts import IntakeParts


class OpenCall(QObject):
    """A call being taken or wrapped up. Several may be open; none knows of another."""

    changed = Signal()

    def __init__(self, draft: Draft, parts: IntakeParts) -> None:
        super().__init__()
        self.draft = draft
        self._parts = parts
        self.letter = ""  # what tells it from the other open calls, as long as it is open
        self.note = NoteDocument(str(draft.answers.get("narrative") or ""))
        self.note.cursor_at = draft.view.get("cursor", self.note.characterCount() - 1)
        self.note.scrolled_to = draft.view.get("scroll", 0)
        self.saving = Autosave(parts.do, parts.save, self._snapshot, parts.now)
        # the wall clock says how long ago it began, also after a restart; from here a clock counts that never jumps
        ago = (parts.now() - from_text(draft.started_at)).total_seconds()
        self._lead = max(0.0, ago) - parts.monotonic()
        draft.on_change = self._told

    @classmethod
    def new(cls, parts: IntakeParts, preset: Body) -> "OpenCall":
        """Begin a call now."""
        draft = Draft(DraftId(new_id()), as_text(parts.now()))
        draft.answers.update(preset)
        return cls(draft, parts)

    def _told(self) -> None:
        self.touch()
        self.changed.emit()

    def touch(self) -> None:
        """Have it saved soon, once there is anything to save."""
        if self.worth_saving or self.saving.state.kind != "nothing":
            self.saving.touch()

    @property
    def worth_saving(self) -> bool:
        """Whether anything was entered: what is empty may vanish without a word."""
        return not (self.draft.empty and self.note.isEmpty())

    def _snapshot(self) -> Snapshot:
        self.draft.view["cursor"] = self.note.cursor_at
        self.draft.view["scroll"] = self.note.scrolled_to
        return Snapshot(self.draft.body(), self.note.lines)

    def with_note(self) -> Draft:
        """Return the draft with the note as it is typed now."""
        note = self.note.text
        if note:
            self.draft.answers["narrative"] = note
        else:
            self.draft.answers.pop("narrative", None)
        return self.draft

    # -- the clock ---------------------------------------------------------------------------------------------

    @property
    def started_at(self) -> datetime:
        """When it began."""
        return from_text(self.draft.started_at)

    @property
    def day(self) -> date:
        """The local day of the call."""
        return local_day(self.started_at)

    @property
    def ended_at(self) -> datetime | None:
        """When the conversation ended; None while it goes on."""
        kept = self.draft.answers.get("ended_at")
        return from_text(kept) if isinstance(kept, str) else None

    @property
    def seconds(self) -> int:
        """How long the conversation lasts or lasted."""
        if self.ended_at is not None:
            return max(0, round((self.ended_at - self.started_at).total_seconds()))
        return int(self._lead + self._parts.monotonic())

    @property
    def clock(self) -> str:
        """`seconds` as a clock shows it."""
        hours, rest = divmod(self.seconds, 3600)
        minutes, seconds = divmod(rest, 60)
        return f"{hours}:{minutes:02}:{seconds:02}" if hours else f"{minutes:02}:{seconds:02}"

    def end(self) -> None:
        """Stop the clock; the moment is kept and can be taken back."""
        if self.ended_at is None:
            self.draft.remember("call_ended")
            moment = as_text(self.started_at + timedelta(seconds=self.seconds))
            self.draft.marks.append((moment, "call_ended"))
            self.draft.answer("ended_at", moment)

    @property
    def label(self) -> str:
        """How a tab names it: the time it began and its theme's short code, nothing that could tell who it is."""
        first = self.draft.persons[0].answers.get("problem_type") if self.draft.persons else None
        code = self._parts.codebook.get("problem_type", str(first)) if first else None
        return f"{local(self.started_at):%H:%M} {code.shortcode or '' if code else ''}".strip()
