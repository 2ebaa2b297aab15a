"""Text fields that keep the house rules: copies are plain and private, nothing is learnt from what is typed."""

from PySide6.QtCore import QMimeData, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from workstation.domain.texts import LONGEST_TEXT
from workstation.ui.clipboard import LONGEST, private_text
from workstation.ui.screen import Screen
from workstation.vocabulary.words import words

NOTHING_LEARNT = Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText
LONGEST_LINE = 10_000  # more than any answer; a pasted megabyte would make the window wait


def printable(text: str) -> str:
    """Return pasted text without control characters and lone surrogates; tabs become spaces, line ends one kind."""
    one_kind = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2029", "\n").replace("\t", " ")
    kept = (c for c in one_kind if c == "\n" or (c >= " " and not "\x7f" <= c <= "\x9f"))
    return "".join(kept).encode("utf-8", "ignore").decode("utf-8")


class Line(QLineEdit):
    """One line of text. `name` is what a screen reader says."""

    def __init__(self, name: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setInputMethodHints(NOTHING_LEARNT)
        self.setMaxLength(LONGEST_LINE)
        self.setDragEnabled(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Copy and cut our own way; everything else is Qt's."""
        if event.matches(QKeySequence.StandardKey.Copy) or event.matches(QKeySequence.StandardKey.Cut):
            self._copy(cut=event.matches(QKeySequence.StandardKey.Cut))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.insert(printable(QApplication.clipboard().text()).replace("\n", " ")[:LONGEST_LINE])
        else:
            super().keyPressEvent(event)

    def _copy(self, *, cut: bool) -> None:
        if not self.hasSelectedText() or self.echoMode() != QLineEdit.EchoMode.Normal:
            return
        QApplication.clipboard().setMimeData(private_text(self.selectedText()[:LONGEST]))
        if cut and not self.isReadOnly():
            self.del_()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show no menu: its Copy would be Qt's, without the privacy marks."""
        event.accept()


class Prose(QPlainTextEdit):
    """Several lines of text. Tab goes to the next field; copying more than LONGEST characters copies nothing."""

    refused_copy = Signal()

    def __init__(self, name: str = "", hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setInputMethodHints(NOTHING_LEARNT)
        self.setTabChangesFocus(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        # no drag out, no drop in: the mouse never moves text
        self.setAcceptDrops(False)

    def createMimeDataFromSelection(self) -> QMimeData:
        """Return what copying gives: plain text, marked private; nothing at all when it is too much (Qt)."""
        text = self.textCursor().selection().toPlainText()
        if len(text) > LONGEST:
            self.refused_copy.emit()
            text = ""
        return private_text(text)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Return whether it is text (Qt)."""
        return source.hasText()

    def insertFromMimeData(self, source: QMimeData) -> None:
        """Paste the words only, without what cannot be printed (Qt). Longer than can leave: it stays outside."""
        cursor, pasted = self.textCursor(), printable(source.text())
        chosen = cursor.selectionEnd() - cursor.selectionStart()
        if self.document().characterCount() - chosen + len(pasted) > LONGEST_TEXT:
            self._say_too_long()
            return
        cursor.insertText(pasted)

    def _say_too_long(self) -> None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, Screen):
            above = above.parentWidget()
        if above is not None:
            above.hinted.emit(words()("window.pasted_too_long"), "warn")
