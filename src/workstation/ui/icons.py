"""Icons: the shipped Lucide drawings, in the colour of a token."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from workstation import resources

SHARP = 2  # pixels drawn per pixel asked: sharp on screens of 200 %


@cache
def _drawing(name: str) -> str:
    return resources.read("look", "icons", f"{name}.svg")


@cache
def picture(name: str, colour: str, px: int) -> QPixmap:
    """Return an icon as a square picture of `px` logical pixels. Raises FileNotFoundError for an unknown name."""
    pixmap = QPixmap(px * SHARP, px * SHARP)
    pixmap.fill(Qt.GlobalColor.transparent)
    pixmap.setDevicePixelRatio(SHARP)
    painter = QPainter(pixmap)
    drawing = QByteArray(_drawing(name).replace("currentColor", colour).encode())
    QSvgRenderer(drawing).render(painter, QRectF(0, 0, px, px))
    painter.end()
    return pixmap


def with_room(drawn: QPixmap, gap: int) -> QPixmap:
    """Return the picture with room at its right, so that words do not stick to it."""
    wider = QPixmap(drawn.width() + gap * SHARP, drawn.height())
    wider.fill(Qt.GlobalColor.transparent)
    wider.setDevicePixelRatio(SHARP)
    painter = QPainter(wider)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return wider


def icon(name: str, colour: str, px: int) -> QIcon:
    """Return an icon in this colour."""
    return QIcon(picture(name, colour, px))
