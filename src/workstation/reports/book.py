"""A book of figures: paragraphs, charts and tables flow over pages, with contents, bookmarks and structure.

Blocks become pieces, pieces become pages; only then is anything drawn, so the contents know their page numbers.
"""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, NamedTuple

from workstation.reports.chart_painters import TONES, OnCanvas
from workstation.reports.charts import Drawing
from workstation.reports.letters import face, readable
from workstation.reports.lines import Breaker
from workstation.reports.structure import Marker, Node, with_structure
from workstation.reports.tables import Table, Value
from workstation.vocabulary.words import Words

PAGE = (595.28, 841.89)
LEFT, RIGHT, TOP, BOTTOM = 64.0, 531.0, 776.0, 74.0
WIDTH = RIGHT - LEFT
REGULAR, BOLD = "report", "report_bold"


class Style(NamedTuple):
    """Weight, size and leading in points, tone."""

    weight: str
    size: float
    leading: float
    tone: str


PROSE = Style(REGULAR, 10.5, 15.2, "ink")
LEAD = Style(REGULAR, 13, 18.5, "ink")
SAID = Style(REGULAR, 10.5, 14.8, "ink")
SMALL = Style(REGULAR, 8.5, 11.5, "quiet")
IN_TABLE = Style(REGULAR, 9, 11.4, "ink")
HEAD = Style(BOLD, 8.5, 11.5, "quiet")
SECTION = Style(BOLD, 17, 22, "heat")
HEADINGS = {1: Style(BOLD, 25, 30, "heat"), 2: Style(BOLD, 13.5, 18, "ink")}

Paint = Callable[[Any, float], None]


@dataclass(slots=True)
class Piece:
    """A strip that is never cut. `parts` are drawn at its top; `goal` names it for contents and bookmarks."""

    height: float
    parts: list[tuple[Node | None, Paint]] = field(default_factory=list)
    goal: "Goal | None" = None


@dataclass(eq=False, slots=True)
class Goal:
    """A heading that can be gone to."""

    words: str
    level: int
    page: int = 0
    top: float = 0.0


class Book:
    """Pages in the making. `status` stands at the foot of each: what this copy is."""

    def __init__(self, text: Words, *, title: str, status: str) -> None:
        self._text = text
        self._title = title
        self._status = status
        self.root = Node("Document", title=title)
        self._here = self.root
        self._pages: list[list[tuple[float, Piece]]] = [[]]
        self._y = TOP
        self._goals: list[Goal] = []
        self._first: list[Piece] = []  # the heading of a section that has no figure yet
        self._breakers: dict[tuple[str, float], Breaker] = {}
        self._cover: Callable[[Any, Marker, Node], None] | None = None
        self._cover_node = self.root.grow("Sect")
        self._contents: tuple[int, Node] | None = None

    # --- what can be put in -------------------------------------------------------------------------------------

    def cover(self, paint: Callable[[Any, Marker, Node], None]) -> None:
        """Keep the first page for a cover, drawn by hand."""
        self._cover = paint
        self.turn()

    def contents(self) -> None:
        """Keep a page for the contents."""
        self._heading(self._text("annual_report.contents"), 1, named=False)
        self._contents = (len(self._pages) - 1, self.root.grow("TOC"))
        self.turn()

    def part(self, words: str) -> None:
        """Begin a part on a new page."""
        if self._y < TOP:
            self.turn()
        self._here = self.root.grow("Sect")
        self._heading(words, 1)

    def section(self, words: str) -> None:
        """Begin a part on the same page; its heading stays with the first figure."""
        self._here = self.root.grow("Sect")
        self._first = [_gap(10), *self._goal(words, 1, self._here, SECTION), _gap(4)]

    def prose(self, words: str, style: Style = PROSE, *, after: float = 7.0) -> None:
        """Put a paragraph; an empty line in it begins another one."""
        for paragraph in words.split("\n\n"):
            if paragraph.strip():
                self._put_all(self._lines(paragraph, style, self._here.grow("P")), after)

    def note(self, words: str) -> None:
        """Put a small grey paragraph."""
        self.prose(words, SMALL, after=5.0)

    def figure(self, heading: str, said: str, drawing: Drawing | None, alt: str, table: Table | None) -> None:
        """Put a heading, a sentence, a chart with its words and a table, on one page if that can be."""
        sect = self._here.grow("Sect")
        pieces = [*self._first, _gap(6), *self._goal(heading, 2, sect), _gap(1)]
        self._first = []
        pieces += self._lines(said, SAID, sect.grow("P"))
        pieces.append(_gap(5))
        if drawing is not None:
            pieces.append(_picture(drawing, sect.grow("Figure", alt=alt)))
            pieces.append(_gap(6))
        notes: list[Piece] = []
        if table is not None:
            if table.rows:
                pieces += [*self._table(table, sect), _gap(4)]
            for words in (table.base, table.definition):
                notes += self._lines(words, SMALL, sect.grow("P"))
        self._together([*pieces, *notes, _gap(10)])

    def table(self, table: Table) -> None:
        """Put a table that may run on over pages, with its heading and base."""
        sect = self._here.grow("Sect")
        self._together([*self._goal(table.title, 2, sect), _gap(3)], then=60)
        self._put_all(self._table(table, sect), 4)
        for words in filter(None, (table.base, table.definition)):
            self._put_all(self._lines(words, SMALL, sect.grow("P")), 0)
        self._put(_gap(10))

    def numbers(self, pairs: Sequence[tuple[str, str]]) -> None:
        """Put large numbers beside each other, each with its words below."""
        wide = (WIDTH - 12 * (len(pairs) - 1)) / len(pairs)
        piece = Piece(74)
        for at, (number, words) in enumerate(pairs):
            x = LEFT + at * (wide + 12)
            node = self._here.grow("P")
            piece.parts.append((None, _box(x, wide, 66)))
            piece.parts.append((node, _word(x + 12, 34, number, Style(BOLD, 25, 30, "heat"))))
            for down, line in enumerate(self._broken(words, SMALL, wide - 20)):
                piece.parts.append((node, _word(x + 12, 49 + down * 10.5, line, SMALL)))
        self._put(piece)
        self._put(_gap(10))

    def turn(self) -> None:
        """Begin a page."""
        self._pages.append([])
        self._y = TOP

    # --- pieces -------------------------------------------------------------------------------------------------

    def _broken(self, words: str, style: Style, width: float, *, sparing: bool = True) -> Iterator[str]:
        key = (style.weight, style.size)
        if key not in self._breakers:
            self._breakers[key] = Breaker(face(style.weight), style.size)
        return self._breakers[key].lines(readable(words, self._text), width, sparing=sparing)

    def _lines(self, words: str, style: Style, node: Node) -> list[Piece]:
        found = list(self._broken(words, style, WIDTH, sparing=False))
        return [Piece(style.leading, [(node, _word(LEFT, style.size, line, style))]) for line in found if words]

    def _heading(self, words: str, level: int, *, named: bool = True) -> None:
        pieces = self._goal(words, level, self._here)
        if not named:
            pieces[0].goal = None
        self._put_all(pieces, 12)

    def _goal(self, words: str, level: int, parent: Node, style: Style | None = None) -> list[Piece]:
        pieces = self._lines(words, style or HEADINGS[level], parent.grow(f"H{level}"))
        pieces[0].goal = Goal(words, level)
        return pieces

    def _table(self, table: Table, sect: Node) -> list[Piece]:
        node = sect.grow("Table")
        columns = _columns(table)
        pieces = [_row(self._wrapped(table.columns, columns, HEAD), columns, HEAD, node, "Column")]
        for row in table.rows:
            said = [_said(value) for value in row]
            pieces.append(_row(self._wrapped(said, columns, IN_TABLE), columns, IN_TABLE, node, "Row"))
        return pieces

    def _wrapped(self, said: Sequence[str], columns: Sequence["Column"], style: Style) -> list[list[str]]:
        return [list(self._broken(s, style, c.width - 6)) for s, c in zip(said, columns, strict=True)]

    def _together(self, pieces: Sequence[Piece], then: float = 0) -> None:
        height = sum(piece.height for piece in pieces) + then
        if height > self._y - BOTTOM and (height <= TOP - BOTTOM or self._y < TOP - 200):
            self.turn()
        for piece in pieces:
            self._put(piece)

    def _put_all(self, pieces: Sequence[Piece], after: float) -> None:
        for at, piece in enumerate(pieces):
            # at least two lines on either side of a page's end
            lonely = at in {0, len(pieces) - 2} and len(pieces) > 1
            if lonely and piece.height + pieces[at + 1].height > self._y - BOTTOM:
                self.turn()
            self._put(piece)
        self._put(_gap(after))

    def _put(self, piece: Piece) -> None:
        if not piece.parts and (self._y == TOP or piece.height > self._y - BOTTOM):
            return
        if piece.height > self._y - BOTTOM:
            self.turn()
        if piece.goal is not None:
            piece.goal.page, piece.goal.top = len(self._pages) - 1, self._y
            self._goals.append(piece.goal)
        self._pages[-1].append((self._y, piece))
        self._y -= piece.height

    # --- drawing ------------------------------------------------------------------------------------------------

    def finish(self) -> bytes:
        """Return the PDF. The same blocks give the same bytes."""
        from reportlab.pdfgen.canvas import Canvas

        if not self._pages[-1]:
            self._pages.pop()
        out = io.BytesIO()
        canvas = Canvas(
            out, pagesize=PAGE, invariant=1, pageCompression=1, initialFontName=face(REGULAR).name, lang="nl-BE"
        )
        canvas.setTitle(self._title)
        for setter in (canvas.setAuthor, canvas.setSubject, canvas.setCreator, canvas.setProducer):
            setter("")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        canvas.showOutline()
        marker = Marker(canvas)
        for number, page in enumerate(self._pages):
            self._draw(canvas, marker, number, page)
            canvas.showPage()
            marker.turn()
        canvas.save()
        return with_structure(out.getvalue(), self.root, self._title)

    def _draw(self, canvas: Any, marker: Marker, number: int, page: Sequence[tuple[float, Piece]]) -> None:  # noqa: ANN401 - reportlab has no types
        for goal in self._goals:
            if goal.page == number:
                canvas.bookmarkPage(_key(goal, self._goals), fit="XYZ", left=0, top=goal.top + 12, zoom=0)
                canvas.addOutlineEntry(goal.words, _key(goal, self._goals), goal.level - 1, closed=goal.level == 1)
        if number == 0 and self._cover is not None:
            self._cover(canvas, marker, self._cover_node)
            return
        for top, piece in page:
            for node, paint in piece.parts:
                with marker.marked(node):
                    paint(canvas, top)
        if self._contents is not None and self._contents[0] == number:
            self._draw_contents(canvas, marker, self._contents[1])
        with marker.marked(None):
            _frame(canvas, self._title, self._status, number + 1)

    def _draw_contents(self, canvas: Any, marker: Marker, node: Node) -> None:  # noqa: ANN401 - reportlab has no types
        y = TOP - 52
        last = [goal for goal in self._goals if goal.level == 1]
        room = (y - BOTTOM - 10 * len(last)) / max(1, len(self._goals))
        step = min(16.0, room)
        for goal in self._goals:
            style = Style(BOLD, 11, 16, "ink") if goal.level == 1 else Style(REGULAR, 9.5, 14, "ink")
            y -= step + (8 if goal.level == 1 else 0)
            entry = node.grow("TOCI").grow("Link")
            x = LEFT if goal.level == 1 else LEFT + 16
            with marker.marked(entry):
                _word(x, 0, goal.words, style)(canvas, y)
                _right(RIGHT, 0, str(goal.page + 1), style)(canvas, y)
            canvas.linkAbsolute("", _key(goal, self._goals), (LEFT, y - 3, RIGHT, y + 10), Border="[0 0 0]")
            entry.link = (marker.page, marker.links)
            entry.alt = f"{goal.words}, {goal.page + 1}"
            marker.links += 1


def _key(goal: Goal, goals: Sequence[Goal]) -> str:
    return f"goal{goals.index(goal)}"


def _gap(height: float) -> Piece:
    return Piece(height)


def _word(x: float, down: float, words: str, style: Style) -> Paint:
    def paint(canvas: Any, top: float) -> None:  # noqa: ANN401 - reportlab has no types
        canvas.setFillColor(TONES[style.tone])
        at = x
        for name, piece in face(style.weight).pieces(words):
            canvas.setFont(name, style.size)
            canvas.drawString(at, top - down, piece)
            at += face(style.weight).width(piece, style.size)

    return paint


def _right(x: float, down: float, words: str, style: Style) -> Paint:
    return _word(x - face(style.weight).width(words, style.size), down, words, style)


def _box(x: float, width: float, height: float) -> Paint:
    def paint(canvas: Any, top: float) -> None:  # noqa: ANN401 - reportlab has no types
        canvas.setFillColor("#eef3f9")
        canvas.roundRect(x, top - height, width, height, 4, stroke=0, fill=1)

    return paint


def _picture(drawing: Drawing, node: Node) -> Piece:
    letters = (face(REGULAR).name, face(BOLD).name)
    return Piece(drawing.height, [(node, lambda canvas, top: OnCanvas(canvas, letters).paint(drawing, LEFT, top))])


class Column(NamedTuple):
    """A column of a table on paper."""

    x: float
    width: float
    right: bool


def _columns(table: Table) -> list[Column]:
    """Return widths by what stands in a column: words share what numbers leave."""
    bold = face(BOLD)
    least = 62.0 if len(table.columns) <= 5 else 40.0
    widths = []
    for at, head in enumerate(table.columns):
        longest = max((face(REGULAR).width(_said(row[at]), IN_TABLE.size) for row in table.rows), default=0.0)
        if at < table.words:
            widths.append(max(190.0 / table.words, longest + 10))
        else:
            widest = max((bold.width(word, HEAD.size) for word in head.split()), default=0.0)
            widths.append(max(least, longest + 12, widest + 10))
    numbers = sum(widths[table.words :])
    room = WIDTH - numbers
    words = sum(widths[: table.words])
    if words > room and table.words > 1 and sum(widths[: table.words - 1]) < room * 0.5:
        widths[table.words - 1] = room - sum(widths[: table.words - 1])  # names keep their width, sentences wrap
    elif words > room:
        widths[: table.words] = [wide * room / words for wide in widths[: table.words]]
    edges = [LEFT]
    for wide in widths:
        edges.append(edges[-1] + wide)
    return [Column(one, other - one, at >= table.words) for at, (one, other) in enumerate(pairwise(edges))]


def _row(cells: Sequence[Sequence[str]], columns: Sequence[Column], style: Style, node: Node, scope: str) -> Piece:
    high = max(len(lines) for lines in cells) * style.leading + 2.6
    row = node.grow("TR")
    piece = Piece(high)
    last = columns[-1].x + columns[-1].width
    piece.parts.append((None, _rule(last, high, "line" if scope == "Column" else "grid")))
    for at, (lines, column) in enumerate(zip(cells, columns, strict=True)):
        head = scope == "Column" or at == 0
        cell = row.grow("TH", scope=scope) if head else row.grow("TD")
        for down, line in enumerate(lines):
            base = style.size + 0.9 + down * style.leading
            paint = (
                _right(column.x + column.width, base, line, style)
                if column.right
                else _word(column.x, base, line, style)
            )
            piece.parts.append((cell, paint))
    return piece


def _rule(right: float, down: float, tone: str) -> Paint:
    def paint(canvas: Any, top: float) -> None:  # noqa: ANN401 - reportlab has no types
        canvas.setStrokeColor(TONES[tone])
        canvas.setLineWidth(0.5)
        canvas.setDash()
        canvas.line(LEFT, top - down, right, top - down)

    return paint


def _said(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.2f}".replace(".", ",")
    return f"{value:,}".replace(",", ".") if isinstance(value, int) else value


def _frame(canvas: Any, title: str, status: str, number: int) -> None:  # noqa: ANN401 - reportlab has no types
    _rule(RIGHT, 0, "grid")(canvas, 58)
    _word(LEFT, 0, status, SMALL)(canvas, 44)
    _right(RIGHT, 0, str(number), Style(BOLD, 9, 12, "ink"))(canvas, 44)
    _word(LEFT, 0, title, SMALL)(canvas, 806)
