"""Charts as lists of marks: laid out once, then drawn on paper, on screen and as SVG by a painter each.

Horizontal bars with the number at the end, four grid lines, names beside what they name, no pies, no depth.
Lengths are points on paper and pixels on screen; y grows downwards. A tone is a name, the painter knows its colour.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from math import floor, log10
from typing import Literal

from workstation.figures.rounding import thousands

# (text, letter size, bold) → width, in the letters of whoever will draw
Measure = Callable[[str, float, bool], float]
Anchor = Literal["start", "middle", "end"]
SERIES = ("series_1", "series_2", "series_3", "series_4")
_GAP = 8.0
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle. `strength` 0 to 1 mixes its tone into the ground; `hatched`: a number is withheld."""

    x: float
    y: float
    width: float
    height: float
    tone: str
    strength: float = 1.0
    hatched: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    tone: str
    width: float = 0.6
    dashed: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Words on a baseline. Tone `on` is read on a series; `over`: the strength of the heat cell below."""

    x: float
    y: float
    words: str
    size: float
    tone: str = "ink"
    anchor: Anchor = "start"
    bold: bool = False
    over: float | None = None


Mark = Rect | Line | Text


@dataclass(frozen=True, slots=True)
class Drawing:
    """Marks with the room they take."""

    width: float
    height: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar. `said` stands at its end; `hidden` draws a hatched stub instead of the value, never a zero."""

    label: str
    value: float
    said: str
    tone: str = "series_1"
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Bars:
    """Horizontal bars in the order given. `sign` follows the numbers of the axis: a percent sign or nothing."""

    bars: tuple[Bar, ...]
    sign: str = ""

    def drawn(self, width: float, measure: Measure, size: float = 9.0) -> Drawing:
        """Return the marks for a width and letter size."""
        labels = Labels([bar.label for bar in self.bars], width * 0.4, measure, size)
        said = max((measure(bar.said, size, True) for bar in self.bars), default=0.0)
        left, right = labels.width + _GAP, width - said - _GAP
        axis = Axis(max((bar.value for bar in self.bars), default=0.0), left, right)
        marks: list[Mark] = []
        y = 2.0
        for bar, lines in zip(self.bars, labels.lines, strict=True):
            high = labels.height(lines)
            marks += labels.marks(lines, y, high)
            thick = size * 1.15
            top = y + (high - thick) / 2
            end = left + (size if bar.hidden else max(0.75, axis.length(bar.value)))
            marks.append(Rect(left, top, end - left, thick, bar.tone, hatched=bar.hidden))
            marks.append(Text(end + 4, top + thick * 0.82, bar.said, size, "ink", bold=True))
            y += high
        grid = axis.marks(2.0, y + 1, size, self.sign)
        return Drawing(width, y + size * 1.6, (*grid, *marks))


@dataclass(frozen=True, slots=True)
class Stack:
    """One bar of several parts, in the order of the series; `said` stands at its end, `parts` are value and words."""

    label: str
    parts: tuple[tuple[float, str], ...]
    said: str = ""


@dataclass(frozen=True, slots=True)
class Stacks:
    """Stacked horizontal bars. `whole` draws every bar to the same length: shares of its own base."""

    series: tuple[str, ...]
    stacks: tuple[Stack, ...]
    whole: bool = False
    sign: str = ""

    def drawn(self, width: float, measure: Measure, size: float = 9.0) -> Drawing:
        """Return the marks for a width and letter size."""
        labels = Labels([stack.label for stack in self.stacks], width * 0.34, measure, size)
        said = max((measure(stack.said, size, True) for stack in self.stacks), default=0.0)
        left, right = labels.width + _GAP, width - (said + _GAP if said else 1.0)
        sums = [sum(value for value, _ in stack.parts) for stack in self.stacks]
        axis = Axis(100.0 if self.whole else max(sums, default=0.0), left, right, exact=self.whole)
        legend, y = legend_of(self.series, left, width, measure, size)
        first, marks = y, list[Mark]()
        for stack, lines, whole in zip(self.stacks, labels.lines, sums, strict=True):
            high = max(labels.height(lines), size * 1.95)
            marks += labels.marks(lines, y, high)
            scale = 100.0 / whole if self.whole and whole else 1.0
            end = left
            for at, (value, words) in enumerate(stack.parts):
                piece = Rect(end, y + size * 0.22, axis.length(value * scale), high - size * 0.44, SERIES[at % 4])
                marks += _part(piece, words, measure, size)
                end += piece.width
            if stack.said:
                marks.append(Text(end + 4, y + high / 2 + size * 0.35, stack.said, size, "ink", bold=True))
            y += high
        grid = axis.marks(first, y + 1, size, self.sign)
        return Drawing(width, y + size * 1.6, (*legend, *grid, *marks))


def _part(piece: Rect, words: str, measure: Measure, size: float) -> Iterator[Mark]:
    yield piece
    # a seam of the ground keeps neighbours apart, also in grey print
    yield Line(piece.x, piece.y, piece.x, piece.y + piece.height, "ground", 0.8)
    if words and measure(words, size, True) + 5 <= piece.width:
        middle = piece.x + piece.width / 2
        yield Text(middle, piece.y + piece.height / 2 + size * 0.35, words, size, "on", "middle", bold=True)


def legend_of(
    series: Sequence[str], left: float, width: float, measure: Measure, size: float
) -> tuple[list[Mark], float]:
    """Return swatches with their names in one or more lines, and the y below them."""
    marks: list[Mark] = []
    x, y = left, 2.0
    for at, name in enumerate(series):
        wide = size + 4 + measure(name, size, False)
        if x > left and x + wide > width:
            x, y = left, y + size * 1.5
        marks.append(Rect(x, y + size * 0.15, size * 0.85, size * 0.85, SERIES[at % 4]))
        marks.append(Text(x + size + 4, y + size * 0.92, name, size))
        x += wide + 14
    return marks, y + size * 1.9


class Labels:
    """Names left of a chart, on one or two lines, right-aligned against it."""

    def __init__(self, names: Sequence[str], most: float, measure: Measure, size: float) -> None:
        self._size = size
        self.lines = [folded(name, most, measure, size) for name in names]
        self.width = max((measure(line, size, False) for lines in self.lines for line in lines), default=0.0)

    def height(self, lines: Sequence[str]) -> float:
        """Return the room a name takes."""
        return self._size * (0.6 + 1.15 * len(lines))

    def marks(self, lines: Sequence[str], y: float, high: float) -> Iterator[Text]:
        """Yield the words of a name, centred in its room."""
        step = self._size * 1.15
        down = y + (high - step * len(lines)) / 2 + self._size * 0.92
        for at, line in enumerate(lines):
            yield Text(self.width, down + at * step, line, self._size, "ink", "end")


def folded(words: str, most: float, measure: Measure, size: float) -> list[str]:
    """Return a name on as few lines as its room allows, broken between words."""
    lines: list[str] = []
    for word in words.split():
        if lines and measure(f"{lines[-1]} {word}", size, False) <= most:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return lines or [""]


@dataclass(frozen=True, slots=True)
class Axis:
    """Values along a length. `exact` ends at the largest value, otherwise at a round number above it."""

    largest: float
    left: float
    right: float
    exact: bool = False
    step: float = field(init=False)
    top: float = field(init=False)

    def __post_init__(self) -> None:
        step = self.largest / _STEPS if self.exact else round_step(self.largest)
        object.__setattr__(self, "step", step)
        object.__setattr__(self, "top", step * _STEPS)

    def length(self, value: float) -> float:
        """Return how long a value is."""
        return (self.right - self.left) * value / self.top

    def marks(self, top: float, bottom: float, size: float, sign: str) -> Iterator[Mark]:
        """Yield the upright lines from top to bottom with their numbers below."""
        for at in range(_STEPS + 1):
            x = self.left + self.length(self.step * at)
            yield Line(x, top, x, bottom, "line" if at == 0 else "grid", 0.7 if at == 0 else 0.5)
            words = _number(self.step * at) + (f" {sign}" if sign else "")
            yield Text(x, bottom + size * 1.05, words, size * 0.88, "quiet", "middle")


def round_step(largest: float) -> float:
    """Return a quarter of the axis: 1, 2, 2.5 or 5 times a power of ten, four of which hold the largest value."""
    if largest <= 0:
        return 0.25
    power = 10.0 ** floor(log10(largest / _STEPS))
    # a hair of slack: 0.3 times 4 must hold 1.2
    return next(power * times for times in (1, 2, 2.5, 5, 10) if power * times * _STEPS >= largest * (1 - 1e-9))


def _number(value: float) -> str:
    if value >= 1000:
        return thousands(round(value))
    return f"{value:g}".replace(".", ",")
