"""Paper: PDF bytes as pages on screen and at the printer. A file is written only where one was asked for."""

import os
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QPageSize, QPainter, QPixmap, QResizeEvent
from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinter
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QWidget

from workstation.vocabulary.words import Words

if TYPE_CHECKING:
    import pypdfium2 as pdfium

T = TypeVar("T")
POINT = 1 / 72  # of an inch
PRINT_DPI = 300
WHOLE, WIDE = 0.0, -1.0
ZOOMS = (WHOLE, WIDE, 1.25, 1.5, 2.0, 3.0)  # the whole page, as wide as the pane, or so many times paper size
NO_NAME = "1712"  # what a print queue may show of a job
_LARGEST = 20_000_000  # pixels of one picture: zoom never eats the memory of a small machine

# pdfium may be used by one thread at a time
_one_at_a_time = Lock()


class Do(Protocol):
    """How a screen has something done behind the window: `Lane.do`."""

    def __call__(
        self,
        work: Callable[[], T],
        then: Callable[[T], None],
        otherwise: Callable[[Exception], None] | None = None,
    ) -> None:
        """Do `work` elsewhere and give its result to `then`, what it raised to `otherwise`, here."""


class DrawnPage(NamedTuple):
    """One page as a picture, and its words for who cannot see it. `number` counts from 1."""

    picture: QImage
    words: str
    number: int
    pages: int


def draw_page(pdf: bytes, number: int, width: int, height: int, zoom: float) -> DrawnPage:
    """Return a page: fitted into width × height pixels (WHOLE), into width (WIDE), or at zoom × 96 dots an inch."""
    import pypdfium2 as pdfium  # late: most sittings show no paper

    with _one_at_a_time, pdfium.PdfDocument(pdf) as document:
        pages = len(document)
        number = max(1, min(pages, number))
        page = document[number - 1]
        wide, high = page.get_size()
        fitted = {WHOLE: min(width / wide, height / high), WIDE: width / wide}
        scale = fitted.get(zoom, zoom * 96 * POINT)
        scale = max(0.1, min(scale, (_LARGEST / (wide * high)) ** 0.5))
        return DrawnPage(_picture(page, scale), page.get_textpage().get_text_bounded(), number, pages)


def _picture(page: "pdfium.PdfPage", scale: float) -> QImage:
    bitmap = page.render(scale=scale)
    made = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_BGR888)
    return made.copy()  # the bytes above do not outlive this line


class Preview(QScrollArea):
    """Shows a PDF page by page. Page Up and Page Down read on and turn, + and - zoom, 0 shows the whole page."""

    turned = Signal(int, int)  # page, pages

    def __init__(self, do: Do, text: Words) -> None:
        super().__init__()
        self._do = do
        self._text = text
        self._pdf: bytes | None = None
        self._page = 1
        self._pages = 1
        self._zoom = ZOOMS.index(WIDE)
        self._from_below = False
        self._asked = 0
        self._shown = 0
        self._sheet = QLabel()
        self.setWidget(self._sheet)
        # the sheet is given its size by hand: the scroll bar must know at once where a page ends
        self.setWidgetResizable(False)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(60)
        self._later.timeout.connect(self._draw)
        self.clear()

    @property
    def page(self) -> int:
        """The page in view, from 1."""
        return self._page

    @property
    def pages(self) -> int:
        """How many there are."""
        return self._pages

    def show_pdf(self, pdf: bytes) -> None:
        """Show another PDF from its first page."""
        self._pdf = pdf
        self._page = 1
        self._shown = 0
        self._draw()

    def clear(self) -> None:
        """Show nothing, and leave nothing of it in memory."""
        self._pdf = None
        self._page = self._pages = 1
        self._shown = 0
        self._asked += 1
        self._sheet.clear()
        self.setAccessibleName(self._text("summary.screen.no_preview"))
        self.setAccessibleDescription("")

    def turn(self, pages: int) -> None:
        """Go some pages on (or back)."""
        wished = max(1, min(self._pages, self._page + pages))
        if wished != self._page:
            self._page = wished
            self._from_below = pages == -1
            self._draw()

    def read_on(self, steps: int) -> None:
        """Scroll one pane down (+1) or up (-1), and turn the page where it ends."""
        bar = self.verticalScrollBar()
        end = bar.maximum() if steps > 0 else bar.minimum()
        if bar.value() == end:
            self.turn(steps)
        else:
            bar.setValue(bar.value() + steps * round(self.viewport().height() * 0.85))

    def zoom(self, steps: int) -> None:
        """Come nearer (+1) or go back (-1); 0 shows the whole page."""
        self._zoom = max(0, min(len(ZOOMS) - 1, self._zoom + steps)) if steps else 0
        self._draw()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Turn and zoom; the arrows scroll (Qt)."""
        acts: dict[int, Callable[[], None]] = {
            Qt.Key.Key_PageDown: lambda: self.read_on(1),
            Qt.Key.Key_PageUp: lambda: self.read_on(-1),
            Qt.Key.Key_Home: lambda: self.turn(-self._pages),
            Qt.Key.Key_End: lambda: self.turn(self._pages),
            Qt.Key.Key_Plus: lambda: self.zoom(1),
            Qt.Key.Key_Equal: lambda: self.zoom(1),
            Qt.Key.Key_Minus: lambda: self.zoom(-1),
            Qt.Key.Key_0: lambda: self.zoom(0),
        }
        act = acts.get(event.key())
        if act is None or event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().keyPressEvent(event)
        else:
            act()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the page again, once the window has come to rest (Qt)."""
        super().resizeEvent(event)
        if self._pdf is not None and ZOOMS[self._zoom] in (WHOLE, WIDE):
            self._later.start()

    def _draw(self) -> None:
        if self._pdf is None:
            return
        self._asked += 1
        pdf, page, asked, ratio = self._pdf, self._page, self._asked, self.devicePixelRatioF()
        room: QSize = self.viewport().size()
        width, height = round((room.width() - 22) * ratio), round((room.height() - 16) * ratio)
        zoom = ZOOMS[self._zoom]
        zoom = zoom * ratio if zoom > 0 else zoom

        def shown(drawn: DrawnPage) -> None:
            if asked == self._asked:  # else: another page was asked for meanwhile
                self._show(drawn, ratio)

        self._do(lambda: draw_page(pdf, page, width, height, zoom), shown)

    def _show(self, drawn: DrawnPage, ratio: float) -> None:
        picture = QPixmap.fromImage(drawn.picture)
        picture.setDevicePixelRatio(ratio)
        self._sheet.setPixmap(picture)
        self._sheet.resize(picture.deviceIndependentSize().toSize())
        if (drawn.number, drawn.pages) != (self._shown, self._pages):
            bar = self.verticalScrollBar()
            bar.setValue(bar.maximum() if self._from_below else bar.minimum())
        self._from_below = False
        self._shown = self._page = drawn.number
        self._pages = drawn.pages
        self.setAccessibleName(self._text("summary.screen.preview", page=drawn.number, pages=drawn.pages))
        self.setAccessibleDescription(drawn.words)
        self.turned.emit(drawn.number, drawn.pages)


def new_printer() -> QPrinter:
    """Return the usual printer, A4, with a job name that says nothing."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(NO_NAME)
    printer.setCreator(NO_NAME)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setFullPage(True)
    printer.setResolution(PRINT_DPI)
    return printer


def ask_printer(parent: QWidget, chosen: Callable[[QPrinter], None]) -> QPrintDialog:
    """Show the print dialog beside the window, never over it; `chosen` gets the printer when it was accepted.

    Printing to a file is not offered: that would be an unsealed copy.
    """
    printer = new_printer()
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintToFile, on=False)
    dialog.setWindowTitle(NO_NAME)
    dialog.setWindowModality(Qt.WindowModality.NonModal)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.show()
    return dialog


def print_pages(pdf: bytes, printer: QPrinter) -> int:
    """Print the chosen pages and return how many; for a lane. Raises OSError when the printer does not take them."""
    import pypdfium2 as pdfium

    with _one_at_a_time, pdfium.PdfDocument(pdf) as document:
        first, last = printer.fromPage() or 1, printer.toPage() or len(document)
        chosen = range(max(1, first), min(len(document), last) + 1)
        painter = QPainter()
        if not painter.begin(printer):
            raise OSError("the printer does not start")
        try:
            sheet = QRectF(printer.paperRect(QPrinter.Unit.DevicePixel))
            for at, number in enumerate(chosen):
                if at and not printer.newPage():
                    raise OSError("the printer takes no further page")
                picture = _picture(document[number - 1], PRINT_DPI * POINT)
                painter.drawImage(QRectF(0, 0, sheet.width(), sheet.height()), picture)
        finally:
            painter.end()
        return len(chosen)


def keep_file(sealed: bytes, folder: Path, name: str) -> Path:
    """Write a sealed copy that only this user can read, and return where. Never over another file.

    Raises OSError; then nothing is left behind.
    """
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / name
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(sealed)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        path.unlink(missing_ok=True)
        raise
    return path
