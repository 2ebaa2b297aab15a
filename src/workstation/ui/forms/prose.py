"""The note: what is typed while somebody speaks. Fast at any length, and it gives nothing away by itself."""

import re
from collections.abc import Callable
from itertools import chain

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import QPlainTextDocumentLayout, QPlainTextEdit

from workstation.domain.texts import LONGEST_NOTE
from workstation.ui.clipboard import LONGEST, private_text
from workstation.ui.forms.keys import ScreenKeysFirst

LONG_LINE = 4000  # Qt lays a whole line out again at every key: 280 ms at a megabyte without a line end
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufeff\ufffe\uffff]")
_SHORT = re.compile(r"(?<![\w;]);([a-z][a-z0-9]{0,11})$")  # an abbreviation right before the caret
_ENDS = frozenset(" .,:!?)\r")  # what may come after it
_LONE = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """Return a text without control characters and halves of characters; line ends become one kind."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _LONE.sub("\ufffd", _CONTROL.sub("", text))


def folded(text: str) -> str:
    """Return a text whose lines are short enough to type in: broken at a space, nothing left out."""
    if len(text) <= LONG_LINE:
        return text
    return "\n".join(chain.from_iterable(_pieces(line) for line in text.split("\n")))


def _pieces(line: str) -> list[str]:
    pieces = []
    while len(line) > LONG_LINE:
        at = line.rfind(" ", LONG_LINE // 2, LONG_LINE)
        at = at + 1 if at > 0 else LONG_LINE
        pieces.append(line[:at])
        line = line[at:]
    return [*pieces, line]


class NoteDocument(QTextDocument):
    """One note with its own undo, cursor and scroll position; knows its lines without reading all of it again."""

    def __init__(self, text: str = "") -> None:
        super().__init__()
        self.setDocumentLayout(QPlainTextDocumentLayout(self))
        self.setPlainText(folded(clean(text)))
        self.clearUndoRedoStacks()
        self._lines = self._all_lines()
        self.contentsChange.connect(self._changed)
        self.cursor_at = 0
        self.scrolled_to = 0
        # what was pasted last; it moves along with what is typed before it
        self.pasted: QTextCursor | None = None

    @property
    def lines(self) -> tuple[str, ...]:
        """The lines as they are now: cheap, whatever the length (0.1 ms at 20,000 lines)."""
        return tuple(self._lines)

    @property
    def text(self) -> str:
        """The whole note."""
        return "\n".join(self._lines)

    def forget(self) -> None:
        """Forget what could be undone: at lock and when the call is filed."""
        self.clearUndoRedoStacks()

    def _all_lines(self) -> list[str]:
        return _LONE.sub("\ufffd", self.toPlainText()).split("\n")

    def _changed(self, position: int, _removed: int, added: int) -> None:
        grown = self.blockCount() - len(self._lines)
        first = self.findBlock(position)
        last = self.findBlock(position + added)
        if not first.isValid() or not last.isValid():
            self._lines = self._all_lines()
            return
        begin, end = first.blockNumber(), last.blockNumber()
        fresh = []
        block = first
        for _ in range(end - begin + 1):
            fresh.append(_LONE.sub("\ufffd", block.text()))
            block = block.next()
        self._lines[begin : end + 1 - grown] = fresh


class ProseEdit(ScreenKeysFirst, QPlainTextEdit):
    """The box of a note. Tab leaves it; `told` says that something changed, `refused` carries a text key.

    `long_form` gives what an abbreviation stands for; None = it is none. `pasted`: several lines came in at once, and
    stand in the note's `pasted`.
    """

    told = Signal()
    pasted = Signal()
    place_changed = Signal()
    refused = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName("narrative")
        self.setAccessibleName(name)
        self.setTabChangesFocus(True)
        self.setAcceptDrops(False)
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhMultiLine
        )
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self.note = NoteDocument()
        self.setDocument(self.note)
        self.long_form: Callable[[str], str | None] = lambda _short: None
        self._written_out: tuple[int, str] | None = None
        self._moving = False
        self.textChanged.connect(self._tell)
        self.cursorPositionChanged.connect(self.keep_place)
        self.verticalScrollBar().valueChanged.connect(self.keep_place)

    def show_note(self, note: NoteDocument) -> None:
        """Show another note, with cursor and scroll position as they were left there."""
        self.keep_place()
        self._moving = True
        left, self.note = self.note, note
        self.setDocument(note)
        if left is not note:
            # the binding makes every note the box ever showed its child: the words of each call would stay in memory
            left.setParent(None)
        cursor = self.textCursor()
        cursor.setPosition(min(note.cursor_at, max(0, note.characterCount() - 1)))
        self.setTextCursor(cursor)
        self.verticalScrollBar().setValue(note.scrolled_to)
        self._moving = False

    def _tell(self) -> None:
        if not self._moving:
            self.told.emit()

    def keep_place(self) -> None:
        """Remember where the caret is and how far was scrolled."""
        place = self.textCursor().position(), self.verticalScrollBar().value()
        if not self._moving and place != (self.note.cursor_at, self.note.scrolled_to):
            self.note.cursor_at, self.note.scrolled_to = place
            self.place_changed.emit()

    def stamp(self, words: str) -> None:
        """Put words on a line of their own at the end; a caret elsewhere stays where it is."""
        at_end = self.textCursor().atEnd()
        cursor = QTextCursor(self.note)
        cursor.movePosition(QTextCursor.MoveOperation.End)
        if not cursor.atBlockStart():
            cursor.insertText("\n")
        cursor.insertText(words)
        if at_end:
            self.setTextCursor(cursor)
            self.ensureCursorVisible()

    # -- what may go out ---------------------------------------------------------------------------------------

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return plain text only, and only a little of it."""
        chosen = self.textCursor().selectedText()
        if len(chosen) > LONGEST:
            self.refused.emit("live.copy_refused")
            chosen = ""
        return private_text(chosen.replace("\u2029", "\n"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Start a new selection where a drag out of the window would start."""
        cursor = self.textCursor()
        if cursor.hasSelection() and event.button() == Qt.MouseButton.LeftButton:
            cursor.clearSelection()
            self.setTextCursor(cursor)
        super().mousePressEvent(event)

    # -- what may come in --------------------------------------------------------------------------------------

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Return whether there is text in it."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Take in text of any kind; what cannot be kept as it was is said. More than can leave stays outside."""
        pasted = source.text()
        kept = clean(pasted)
        short = folded(kept)
        cursor = self.textCursor()
        begin = cursor.selectionStart()
        if self.note.characterCount() - (cursor.selectionEnd() - begin) + len(short) > LONGEST_NOTE:
            self.refused.emit("live.pasted_too_long")
            return
        cursor.insertText(short)
        self.ensureCursorVisible()
        if "\n" in short:
            self.note.pasted = QTextCursor(self.note)
            self.note.pasted.setPosition(begin)
            self.note.pasted.setPosition(cursor.position(), QTextCursor.MoveMode.KeepAnchor)
            self.pasted.emit()
        if len(kept) < len(pasted.replace("\r\n", "\n")):
            self.refused.emit("live.pasted_cleaned")
        elif short != kept:
            self.refused.emit("live.pasted_folded")

    # -- keys --------------------------------------------------------------------------------------------------

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Cut only what may be copied, so that nothing is cut away into nowhere; Ctrl+Enter is the screen's."""
        if event.matches(QKeySequence.StandardKey.Cut) and len(self.textCursor().selectedText()) > LONGEST:
            self.refused.emit("live.copy_refused")
            return
        if event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            # nothing to go to: still no tab character in the record
            event.ignore()
            return
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and (
            event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            event.ignore()
            return
        if event.text() in _ENDS and event.text():
            self._write_out()
        super().keyPressEvent(event)

    def _write_out(self) -> None:
        """Write out the abbreviation before the caret; taken back with Ctrl+Z, it is left alone in that place."""
        cursor = self.textCursor()
        # Qt counts in halves of characters
        line = cursor.block().text().encode("utf-16-le")[: 2 * cursor.positionInBlock()]
        found = _SHORT.search(line.decode("utf-16-le", "ignore"))
        if found is None or cursor.hasSelection():
            return
        place = cursor.position() - len(found[0]), found[1]
        words = self.long_form(found[1]) if place != self._written_out else None
        if words is None:
            return
        self._written_out = place
        cursor.beginEditBlock()
        cursor.setPosition(place[0], QTextCursor.MoveMode.KeepAnchor)
        # a sign that comes and goes: without it Qt takes what is typed next into the same step of undo
        cursor.insertText(clean(words) + "|")
        cursor.deletePreviousChar()
        cursor.endEditBlock()
