"""A chart on screen: the same marks as on paper, in the theme's colours, with its sentence for a screen reader."""

from functools import lru_cache

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from workstation.reports.chart_painters import colour_of, hatching, mixed
from workstation.reports.charts import Drawing, Line, Mark, Rect, Text
from workstation.reports.pictures import Chart
from workstation.ui.look import FONT, Look
from workstation.ui.look_tokens import Tokens

LETTER = 12.5  # pixels at 100 %
# one hue per series, each 4.5:1 and more against the ground of its theme and under `on_accent`
SERIES = {
    "licht": ("#0a549e", "#a35200", "#5a6672", "#2a6b45"),
    "donker": ("#7dbbff", "#ffb366", "#aab4bf", "#86d9a1"),
    "zacht": ("#0a4a79", "#8a4600", "#5f5648", "#1d5a31"),
}


def tones_of(tokens: Tokens, theme: str) -> dict[str, str]:
    """Return the colour of every tone in a theme."""
    named = {
        "ground": tokens.surface, "ink": tokens.text, "quiet": tokens.muted, "line": tokens.line, "grid": tokens.soft,
        "on": tokens.on_accent, "heat": tokens.accent,
    }  # fmt: skip
    return named | {f"series_{at}": colour for at, colour in enumerate(SERIES[theme], 1)}


@lru_cache(maxsize=64)
def font_of(size: float, bold: bool) -> QFont:
    """Return the letters of a size in pixels; parts of pixels are kept, so that all sizes stay in proportion."""
    font = QFont(FONT)
    font.setPixelSize(max(6, round(size)))
    font.setBold(bold)
    return font


@lru_cache(maxsize=4096)
def width_of(words: str, size: float, bold: bool) -> float:
    """Return how wide words are on screen."""
    return QFontMetricsF(font_of(size, bold)).horizontalAdvance(words)


class ChartView(QWidget):
    """Shows one chart, as high as its width asks for. It can have the focus, so that its sentence is read."""

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self._chart: Chart | None = None
        self._drawing: Drawing | None = None
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(260)
        look.changed.connect(self._lay_out)

    def give(self, chart: Chart | None, aloud: str) -> None:
        """Show this chart instead; `aloud` says in a sentence what it shows."""
        self._chart = chart
        self.setAccessibleName(aloud)
        self._lay_out()

    @property
    def drawing(self) -> Drawing | None:
        """The marks now on screen."""
        return self._drawing

    def sizeHint(self) -> QSize:
        """Return the size the chart asks for (Qt)."""
        high = self._drawing.height if self._drawing is not None else 0
        return QSize(520, round(high) + 6)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the chart out for its new width (Qt)."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._lay_out()

    def _lay_out(self) -> None:
        size = self._look.px(LETTER)
        self._drawing = self._chart.drawn(max(200, self.width() - 6), width_of, size) if self._chart else None
        self.setFixedHeight(self.sizeHint().height() if self._drawing else 0)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the marks (Qt)."""
        del event
        if self._drawing is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tones = tones_of(self._look.tokens, self._look.theme)
        if self.hasFocus():
            painter.setPen(QPen(QColor(self._look.tokens.accent), 2))
            painter.drawRoundedRect(QRectF(1, 1, self.width() - 2, self.height() - 2), 4, 4)
        painter.translate(3, 3)
        paint(painter, self._drawing, tones)
        painter.end()


def paint(painter: QPainter, drawing: Drawing, tones: dict[str, str]) -> None:
    """Draw every mark."""
    for mark in drawing.marks:
        _mark(painter, mark, tones)


def _mark(painter: QPainter, mark: Mark, tones: dict[str, str]) -> None:
    if isinstance(mark, Text):
        painter.setPen(QColor(colour_of(mark, tones)))
        painter.setFont(font_of(mark.size, mark.bold))
        wide = width_of(mark.words, mark.size, mark.bold) if mark.anchor != "start" else 0.0
        x = mark.x - {"start": 0.0, "middle": wide / 2, "end": wide}[mark.anchor]
        painter.drawText(QPointF(x, mark.y), mark.words)
    elif isinstance(mark, Line):
        pen = QPen(QColor(tones[mark.tone]), mark.width)
        if mark.dashed:
            pen.setStyle(Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawLine(QLineF(mark.x1, mark.y1, mark.x2, mark.y2))
    else:
        _rect(painter, mark, tones)


def _rect(painter: QPainter, mark: Rect, tones: dict[str, str]) -> None:
    place = QRectF(mark.x, mark.y, mark.width, mark.height)
    if not mark.hatched:
        painter.fillRect(place, QColor(mixed(tones[mark.tone], tones["ground"], mark.strength)))
        return
    painter.setPen(QPen(QColor(tones[mark.tone]), 1))
    painter.drawRect(place)
    for x1, y1, x2, y2 in hatching(mark):
        painter.drawLine(QLineF(x1, y1, x2, y2))
