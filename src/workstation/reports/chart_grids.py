"""Further layouts of charts: a heat map, lines over years, ratios with their interval."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from workstation.figures.rounding import thousands
from workstation.reports.charts import (
    SERIES,
    Axis,
    Drawing,
    Labels,
    Line,
    Mark,
    Measure,
    Rect,
    Text,
    round_step,
)


@dataclass(frozen=True, slots=True)
class Spot:
    """One cell of a heat map; value None: nothing can be there (closed), which is not zero."""

    value: float | None
    said: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """A heat map: the darker, the more. `scale` names the two ends of the legend."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    spots: tuple[tuple[Spot, ...], ...]
    scale: tuple[str, str, str] = ("", "", "")

    def drawn(self, width: float, measure: Measure, size: float = 9.0) -> Drawing:
        """Return the marks for a width and letter size."""
        labels = Labels(list(self.rows), width * 0.34, measure, size)
        left, high, top = labels.width + 6, size * 2.3, size * 1.7
        wide = (width - left) / max(1, len(self.columns))
        most = max((s.value for row in self.spots for s in row if s.value is not None), default=0.0) or 1.0
        # names too long to stand above their column are numbered, and explained below
        long = any(measure(name, size * 0.88, False) > wide - 2 for name in self.columns)
        heads = [str(at) for at in range(1, len(self.columns) + 1)] if long else self.columns
        marks: list[Mark] = [
            Text(left + wide * (at + 0.5), size, name, size * 0.88, "quiet", "middle")
            for at, name in enumerate(heads)
        ]
        for down, (lines, spots) in enumerate(zip(labels.lines, self.spots, strict=True)):
            y = top + down * high
            marks += labels.marks(lines, y, high)
            for at, spot in enumerate(spots):
                marks += _spot(spot, Rect(left + at * wide, y, wide, high, "heat"), most, (measure, size))
        bottom = top + high * len(self.rows)
        marks += self._legend(left, bottom + size * 0.8, measure, size)
        key = self._key(width, measure, size) if long else []
        for down, line in enumerate(key):
            marks.append(Text(0, bottom + size * (3.3 + 1.25 * down), line, size * 0.88, "quiet"))
        return Drawing(width, bottom + size * (2.4 + 1.25 * len(key) + (0.4 if key else 0)), tuple(marks))

    def _key(self, width: float, measure: Measure, size: float) -> list[str]:
        lines: list[str] = []
        for at, name in enumerate(self.columns, 1):
            words = f"{at} {name}"
            if lines and measure(f"{lines[-1]} · {words}", size * 0.88, False) <= width:
                lines[-1] += f" · {words}"
            else:
                lines.append(words)
        return lines

    def _legend(self, x: float, y: float, measure: Measure, size: float) -> Iterator[Mark]:
        low, high, closed = self.scale
        if not low:
            return
        yield Text(x, y + size * 0.9, low, size * 0.88, "quiet")
        x += measure(low, size * 0.88, False) + 5
        for at in range(5):
            yield Rect(x + at * size * 1.6, y, size * 1.6, size, "heat", 0.06 + at * 0.235)
        x += size * 8 + 5
        yield Text(x, y + size * 0.9, high, size * 0.88, "quiet")
        if closed:
            x += measure(high, size * 0.88, False) + 16
            yield Rect(x, y, size * 1.6, size, "grid", 0.45)
            yield Text(x + size * 1.6 + 5, y + size * 0.9, closed, size * 0.88, "quiet")


def _spot(spot: Spot, place: Rect, most: float, letters: tuple[Measure, float]) -> Iterator[Mark]:
    measure, size = letters
    x, y, wide, high = place.x + 0.6, place.y + 0.6, place.width - 1.2, place.height - 1.2
    if spot.value is None:
        yield Rect(x, y, wide, high, "grid", 0.45)
        return
    strength = 0.06 + 0.94 * spot.value / most
    yield Rect(x, y, wide, high, "heat", strength)
    small = size * 0.84
    if spot.said and measure(spot.said, small, False) <= wide - 2:
        yield Text(x + wide / 2, y + high / 2 + small * 0.36, spot.said, small, "ink", "middle", over=strength)


@dataclass(frozen=True, slots=True)
class Course:
    """One line over the points of the axis; None where nothing is known."""

    name: str
    values: tuple[float | None, ...]


@dataclass(frozen=True, slots=True)
class Courses:
    """Lines over years, their name at their end. The first `other` points came about differently: drawn dashed."""

    points: tuple[str, ...]
    courses: tuple[Course, ...]
    other: int = 0

    def drawn(self, width: float, measure: Measure, size: float = 9.0) -> Drawing:
        """Return the marks for a width and letter size."""
        most = max((v for course in self.courses for v in course.values if v is not None), default=1.0)
        step = round_step(most)
        left = measure(thousands(round(step * 4)), size * 0.88, False) + 6
        names = max((measure(course.name, size, True) for course in self.courses), default=0.0)
        right, top, bottom = width - names - 10, size * 1.4, size * 1.4 + width * 0.26
        across = (right - left) / max(1, len(self.points) - 1)
        marks: list[Mark] = []
        for at in range(5):
            y = bottom - (bottom - top) * at / 4
            marks.append(Line(left, y, right, y, "line" if at == 0 else "grid", 0.5))
            words = thousands(round(step * at))
            marks.append(Text(left - 5, y + size * 0.3, words, size * 0.88, "quiet", "end"))
        for at, name in enumerate(self.points):
            marks.append(Text(left + across * at, bottom + size * 1.3, name, size * 0.88, "quiet", "middle"))
        for number, course in enumerate(self.courses):
            places = [
                None if v is None else (left + across * at, bottom - (bottom - top) * v / (step * 4))
                for at, v in enumerate(course.values)
            ]
            marks += _course(places, SERIES[number % 4], self.other)
            marks += _ends(course, places, SERIES[number % 4], size)
        return Drawing(width, bottom + size * 1.8, tuple(marks))


Places = list[tuple[float, float] | None]


def _course(places: Places, tone: str, other: int) -> Iterator[Mark]:
    seen = [(at, place) for at, place in enumerate(places) if place is not None]
    for (_, (x1, y1)), (at, (x2, y2)) in pairwise(seen):
        yield Line(x1, y1, x2, y2, tone, 1.8, dashed=at <= other)
    for _, (x, y) in seen:
        yield Rect(x - 1.8, y - 1.8, 3.6, 3.6, tone)


def _ends(course: Course, places: Places, tone: str, size: float) -> Iterator[Mark]:
    """Yield the name at the end of the line, with its last number."""
    for value, place in zip(reversed(course.values), reversed(places), strict=True):
        if value is not None and place is not None:
            x, y = place
            yield Text(x + 6, y + size * 0.1, course.name, size, tone, bold=True)
            yield Text(x + 6, y + size * 1.2, thousands(round(value)), size, "ink", bold=True)
            return


@dataclass(frozen=True, slots=True)
class Span:
    """A ratio with the ends of its interval."""

    label: str
    value: float
    low: float
    high: float
    said: str


@dataclass(frozen=True, slots=True)
class Spans:
    """Values with their interval, beside a line at `one`: right of it is more. `one` None: no such line."""

    spans: tuple[Span, ...]
    same: str = ""
    one: float | None = 1.0

    def drawn(self, width: float, measure: Measure, size: float = 9.0) -> Drawing:
        """Return the marks for a width and letter size."""
        labels = Labels([span.label for span in self.spans], width * 0.42, measure, size)
        said = max((measure(span.said, size, True) for span in self.spans), default=0.0)
        left, right = labels.width + 8, width - said - 8
        axis = Axis(max((span.high for span in self.spans), default=1.0), left, right)
        marks: list[Mark] = []
        y = size * 1.6
        for span, lines in zip(self.spans, labels.lines, strict=True):
            high = labels.height(lines) + size * 0.5
            middle = y + high / 2
            marks += labels.marks(lines, y, high)
            low, far = left + axis.length(span.low), left + axis.length(span.high)
            marks.append(Line(low, middle, far, middle, "series_1", 1.6))
            marks += [Line(x, middle - 3, x, middle + 3, "series_1", 1.2) for x in (low, far)]
            marks.append(Rect(left + axis.length(span.value) - 2.5, middle - 2.5, 5, 5, "series_1"))
            marks.append(Text(right + 8, middle + size * 0.35, span.said, size, "ink", bold=True))
            y += high
        grid = list(axis.marks(size * 1.4, y + 1, size, ""))
        if self.one is not None:
            one = left + axis.length(self.one)
            grid.append(Line(one, size * 1.4, one, y + 1, "ink", 0.9))
            grid.append(Text(one, size, self.same, size * 0.88, "quiet", "middle"))
        return Drawing(width, y + size * 1.6, (*grid, *marks))
