"""Text help and the call in view: what is shown of it, and the changes of the note that one asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from workstation.domain.services import Service
from workstation.forms.draft import Draft
from workstation.forms.pasted_talk import Found, as_note, found_in, is_talk, replaced, turns
from workstation.ui.forms.prose import NoteDocument
from workstation.ui.screens.intake_text_parts import TextParts
from workstation.ui.screens.intake_texts import CHECK, MAIL
from workstation.vocabulary.words import Words

if TYPE_CHECKING:
    from workstation.ui.screens.intake_page import CallPage

LOOK_AFTER_MS = 350
LONGEST = 60_000  # characters of a note that are looked through while one waits; some 30 ms


class TextHelp(QObject):
    """`said(words, undoable)` for the notices; `page_wished`: the page of the call should come into view.

    `undo` takes the last change of a note back.
    """

    said = Signal(str, bool)
    page_wished = Signal()

    def __init__(self, page: CallPage, parts: TextParts, text: Words) -> None:
        super().__init__(page)
        self._page, self._parts, self._text = page, parts, text
        self._changed: tuple[NoteDocument, int] | None = None
        self._pane = page.texts
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_AFTER_MS)
        self._soon.timeout.connect(self.look)
        page.note.long_form = parts.long_form
        page.note.told.connect(self._soon.start)
        page.note.pasted.connect(self._pasted)
        page.turned.connect(self._soon.start)
        pane = self._pane
        pane.turned.connect(self.look)
        pane.closed.connect(self.close)
        pane.copied.connect(self._copy)
        pane.noted.connect(self._note)
        pane.take_out.connect(self._take_out)
        pane.take_chosen.connect(self._take_chosen)
        pane.speakers.connect(self._write_speakers)
        pane.pointed.connect(self._point)

    @property
    def names(self) -> int:
        """How many names and numbers in the note could lead to somebody."""
        return len(found_in(self._note_text()[:LONGEST], self._parts.known()))

    def toggle(self) -> None:
        """Open text help where the form stands, or close it; a pasted talk or a mail comes with its own page."""
        if not self._page.isVisible():
            self.page_wished.emit()
            self._page.show_help(helping=False)
        if self._page.helping:
            self.close()
            return
        ended = self._page.call is not None and self._page.call.ended_at is not None
        if self._talk() is not None or (ended and self.names):
            self._pane.turn_to(CHECK)
        elif self._page.call is not None and self._page.call.draft.answers.get("channel") == "email":
            self._pane.turn_to(MAIL)
        self._page.show_help(helping=True)
        self.look()
        self._pane.go_in()

    def close(self) -> None:
        """Give the form its place back, and the caret to the note."""
        self._page.show_help(helping=False)
        self._page.note.setExtraSelections([])
        self._page.go_to(self._page.note)

    def look(self) -> None:
        """Look through the call again, if anybody looks at it."""
        call = self._page.call
        if not self._page.helping or call is None:
            return
        self._pane.show_services(self._services(call.draft), _theme(call.draft))
        if self._pane.page == CHECK:
            self._pane.show_found(found_in(self._note_text()[:LONGEST], self._parts.known()))
            talk = self._talk()
            self._pane.show_talk(turns(talk.selection().toPlainText()) if talk is not None else ())

    def undo(self) -> bool:
        """Take back the last change of a note, if nothing was typed in it since; return whether there was one."""
        if self._changed is None:
            return False
        note, revision = self._changed
        self._changed = None
        if note is not self._page.note.note or note.revision() != revision:
            return False
        note.undo()
        self.said.emit(self._text("text_help.undone"), False)
        return True

    # -- what the call says ------------------------------------------------------------------------------------

    def _services(self, draft: Draft) -> tuple[tuple[Service, str], ...]:
        ids = dict.fromkeys(str(one["service"]) for one in reversed(draft.referrals))
        found = [service for one in ids if (service := self._parts.service(one)) is not None]
        return tuple((one, self._parts.sentence(one)) for one in found)

    def _note_text(self) -> str:
        return self._page.note.note.text

    def _talk(self) -> QTextCursor | None:
        """Return what was pasted last in this note, as long as it still reads as a talk."""
        pasted = self._page.note.note.pasted
        if pasted is None or not pasted.hasSelection():
            return None
        return pasted if is_talk(turns(pasted.selection().toPlainText())) else None

    def _pasted(self) -> None:
        if self._talk() is not None:
            self.said.emit(self._text("text_help.talk_pasted"), False)

    # -- changing the note -------------------------------------------------------------------------------------

    def _change(self, change: Callable[[QTextCursor], None], words: str) -> None:
        note = self._page.note.note
        cursor = QTextCursor(note)
        cursor.beginEditBlock()
        change(cursor)
        cursor.endEditBlock()
        self._changed = note, note.revision()
        self.said.emit(words, True)
        self.look()

    def _take_out(self, ticked: tuple[Found, ...]) -> None:
        text = self._note_text()
        wanted = {(one.kind, one.words) for one in ticked}
        found = [one for one in found_in(text[:LONGEST], self._parts.known()) if (one.kind, one.words) in wanted]
        places = replaced(text, found, self._text.under("text_help.kind"))

        def change(cursor: QTextCursor) -> None:
            for place, stands in places:
                _choose(cursor, _halves(text, place.start), _halves(text, place.end))
                cursor.insertText(stands)

        self._change(change, self._text("text_help.taken_out", count=len(places)))
        self._pane.go_in()

    def _take_chosen(self) -> None:
        chosen = self._page.note.textCursor()
        if not chosen.hasSelection():
            self.said.emit(self._text("text_help.choose_first"), False)
            return
        begin, end = chosen.selectionStart(), chosen.selectionEnd()

        def change(cursor: QTextCursor) -> None:
            _choose(cursor, begin, end)
            cursor.insertText(self._text("text_help.left_out"))

        self._change(change, self._text("text_help.taken_out", count=1))

    def _write_speakers(self, speakers: Mapping[str, str]) -> None:
        talk = self._talk()
        if talk is None:
            return
        said = turns(talk.selection().toPlainText())
        words = {name: self._text(f"text_help.paste_{who}") for name, who in speakers.items()}
        words |= {who: self._text(f"text_help.paste_{who}") for who in ("caller", "counsellor")}
        words["unknown"] = self._text("text_help.paste_other")
        begin, end = talk.selectionStart(), talk.selectionEnd()

        def change(cursor: QTextCursor) -> None:
            _choose(cursor, begin, end)
            cursor.insertText(as_note(said, words))

        self._page.note.note.pasted = None
        self._change(change, self._text("text_help.speakers_written"))
        self._pane.go_in()

    def _note(self, line: str) -> None:
        call = self._page.call
        if call is not None:
            self._page.note.stamp(f"{self._text('live.note.stamped', at=call.clock)}{line}")
            self.said.emit(self._text("text_help.noted"), False)

    def _copy(self, words: str) -> None:
        self._parts.copy(words)
        self.said.emit(self._text("text_help.copied"), False)

    def _point(self, found: Found | None) -> None:
        """Show in the note where a name stands; the caret of the note stays."""
        note, text = self._page.note, self._note_text()
        marks = []
        for place in found.places if found is not None else ():
            mark = QTextEdit.ExtraSelection()
            mark.cursor = QTextCursor(note.note)
            _choose(mark.cursor, _halves(text, place.start), _halves(text, place.end))
            mark.format = QTextCharFormat()
            mark.format.setBackground(QColor(note.palette().highlight().color()))
            mark.format.setForeground(QColor(note.palette().highlightedText().color()))
            marks.append(mark)
        note.setExtraSelections(marks)
        if marks:
            top = note.cursorRect(marks[0].cursor)
            if not note.viewport().rect().intersects(top):
                bar = note.verticalScrollBar()
                bar.setValue(bar.value() + top.center().y() // max(1, note.fontMetrics().height()))


def _choose(cursor: QTextCursor, begin: int, end: int) -> None:
    cursor.setPosition(begin)
    cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)


def _halves(text: str, at: int) -> int:
    """Return a place as Qt counts it: characters outside the first plane (emoji) are two."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def _theme(draft: Draft) -> str | None:
    person = draft.person(draft.selected) if draft.selected else None
    theme = person.answers.get("problem_type") if person else None
    return str(theme) if theme else None
