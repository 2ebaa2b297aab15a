"""What leaves by copying: plain text only, marked private, and gone after half a minute or at lock."""

from PySide6.QtCore import QByteArray, QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard
from PySide6.QtWidgets import QApplication

SECONDS = 30
LONGEST = 500  # a number, an address, a sentence: never a whole narrative
NO = QByteArray(b"\x00\x00\x00\x00")
A_MAIL = 3000  # a mail of our own making: it names services, never a caller
PRIVACY = {
    "ExcludeClipboardContentFromMonitorProcessing": NO,
    "CanIncludeInClipboardHistory": NO,
    "CanUploadToCloudClipboard": NO,
    "x-kde-passwordManagerHint": QByteArray(b"secret"),
}
OURS = "application/x-1712-private"


def private_text(text: str) -> QMimeData:
    """Return text with the marks by which clipboard histories and clouds leave it alone.

    Names: Windows' clipboard formats and KDE's hint for password programs.
    """
    data = QMimeData()
    data.setText(text)
    for name, value in PRIVACY.items():
        data.setData(name, value)
    data.setData(OURS, QByteArray(b"1"))
    return data


class Clipboard(QObject):
    """Copies, and takes back what was copied. The X11 selection is emptied as soon as it is ours."""

    def __init__(self, app: QApplication, seconds: float = SECONDS) -> None:
        super().__init__(app)
        self._board = QApplication.clipboard()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(round(seconds * 1000))
        self._timer.timeout.connect(self.clear)
        self._board.dataChanged.connect(self._watch)
        self._board.selectionChanged.connect(self._empty_selection)

    def copy(self, text: str, longest: int = LONGEST) -> None:
        """Put a short text on the clipboard; what is longer is cut off."""
        self._board.setMimeData(private_text(text[:longest]))
        self._timer.start()

    def clear(self) -> None:
        """Take back what was copied, if it is still ours."""
        self._timer.stop()
        data = self._board.mimeData()
        if data is not None and data.hasFormat(OURS):
            self._board.clear()

    def _watch(self) -> None:
        data = self._board.mimeData()
        if data is not None and data.hasFormat(OURS):
            self._timer.start()

    def _empty_selection(self) -> None:
        if self._board.supportsSelection() and self._board.ownsSelection():
            self._board.clear(QClipboard.Mode.Selection)
