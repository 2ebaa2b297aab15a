"""The colours of charts, and the painter for paper: a list of marks onto a PDF page."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from workstation.reports.charts import Drawing, Line, Mark, Rect, Text

# contrast on white: ink 16:1, quiet 7:1, series 5:1 or more; white on each series 5:1 or more
TONES = {
    "ground": "#ffffff",
    "ink": "#1c242e",
    "quiet": "#4d5661",
    "line": "#7c8691",
    "grid": "#d5dae0",
    "on": "#ffffff",
    "heat": "#0a549e",
    "series_1": "#0a549e",
    "series_2": "#a35200",
    "series_3": "#5a6672",
    "series_4": "#2a6b45",
}
HATCH = 3.0


def mixed(tone: str, ground: str, strength: float) -> str:
    """Return `#rrggbb` between a ground (0) and a tone (1)."""
    pairs = [(int(ground[at : at + 2], 16), int(tone[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(low + (high - low) * strength):02x}" for low, high in pairs)


def luminance(colour: str) -> float:
    """Return the relative luminance of `#rrggbb` (WCAG 2.2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@cache
def ink_over(strength: float, ground: str, heat: str, ink: str, on: str) -> str:
    """Return whichever of two inks reads best on a heat cell of this strength."""
    below = luminance(mixed(heat, ground, strength))

    def contrast(colour: str) -> float:
        low, high = sorted((luminance(colour), below))
        return (high + 0.05) / (low + 0.05)

    return max(ink, on, key=contrast)


def colour_of(mark: Text, tones: Mapping[str, str]) -> str:
    """Return the colour of words."""
    if mark.over is None:
        return tones[mark.tone]
    return ink_over(round(mark.over, 2), tones["ground"], tones["heat"], tones["ink"], tones["on"])


def hatching(mark: Rect) -> list[tuple[float, float, float, float]]:
    """Return the slanting lines inside a withheld cell."""
    lines = []
    x = mark.x - mark.height
    while x < mark.x + mark.width:
        x1, x2 = max(x, mark.x), min(x + mark.height, mark.x + mark.width)
        if x2 > x1:
            lines.append((x1, mark.y + mark.height - (x1 - x), x2, mark.y + mark.height - (x2 - x)))
        x += HATCH
    return lines


class OnCanvas:
    """Draws on a page of reportlab. `letters` are the names of the regular and the bold font."""

    def __init__(self, canvas: Any, letters: tuple[str, str]) -> None:  # noqa: ANN401 - reportlab has no types
        self._canvas = canvas
        self._letters = letters

    def paint(self, drawing: Drawing, left: float, top: float) -> None:
        """Draw with the left upper corner at a place of the page, counted from below as paper is."""
        self._left, self._top = left, top
        for mark in drawing.marks:
            self._mark(mark)

    def _mark(self, mark: Mark) -> None:
        canvas, left, top = self._canvas, self._left, self._top
        if isinstance(mark, Text):
            width = 0.0
            name = self._letters[mark.bold]
            if mark.anchor != "start":
                width = canvas.stringWidth(mark.words, name, mark.size)
            x = left + mark.x - {"start": 0.0, "middle": width / 2, "end": width}[mark.anchor]
            canvas.setFillColor(colour_of(mark, TONES))
            canvas.setFont(name, mark.size)
            canvas.drawString(x, top - mark.y, mark.words)
        elif isinstance(mark, Line):
            canvas.setStrokeColor(TONES[mark.tone])
            canvas.setLineWidth(mark.width)
            canvas.setDash(*((3, 2) if mark.dashed else (1, 0))) if mark.dashed else canvas.setDash()
            canvas.line(left + mark.x1, top - mark.y1, left + mark.x2, top - mark.y2)
        elif mark.hatched:
            canvas.setStrokeColor(TONES[mark.tone])
            canvas.setLineWidth(0.5)
            canvas.setDash()
            canvas.rect(left + mark.x, top - mark.y - mark.height, mark.width, mark.height, stroke=1, fill=0)
            for x1, y1, x2, y2 in hatching(mark):
                canvas.line(left + x1, top - y1, left + x2, top - y2)
        else:
            canvas.setFillColor(mixed(TONES[mark.tone], TONES["ground"], mark.strength))
            canvas.rect(left + mark.x, top - mark.y - mark.height, mark.width, mark.height, stroke=0, fill=1)
