"""A sheet of paper: frame, columns, footer. Texts become bands, bands become pages, pages become PDF bytes."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from workstation.domain.moments import local
from workstation.reports.letters import face, readable
from workstation.reports.lines import Breaker
from workstation.vocabulary.words import Words

A4 = (595.28, 841.89)
LEFT, RIGHT, TOP, BOTTOM = 59.0, 536.0, 792.0, 70.0
WIDTH = RIGHT - LEFT
MARGIN = 54.0  # the column for time stamps, left of running text

_BETWEEN = 14.0  # between two columns of a grid

Colour = tuple[float, float, float]
INK: Colour = (0.11, 0.14, 0.18)
QUIET: Colour = (0.33, 0.38, 0.43)
LINE: Colour = (0.82, 0.85, 0.87)
ACCENT: Colour = (0.05, 0.36, 0.39)
DANGER: Colour = (0.62, 0.11, 0.15)


@dataclass(frozen=True, slots=True)
class PrintStamp:
    """What makes one print traceable: the number in the print register, who made it, when (aware).

    `practice` True: made in a rehearsal or a practice profile, and said so on each page.
    """

    number: str
    staff_number: str
    at: datetime
    practice: bool = False


class Style(NamedTuple):
    """How a text looks: weight, size and leading in points, colour."""

    weight: str
    size: float
    leading: float
    colour: Colour


BODY = Style("regular", 10.5, 15.5, INK)
STRONG = Style("bold", 10.5, 15.5, INK)
ALARM = Style("bold", 10.5, 15.5, DANGER)
EMPTY = Style("regular", 10.5, 15.5, QUIET)
LABEL = Style("regular", 8.5, 12, QUIET)
SMALL = Style("regular", 9, 13, QUIET)
HEADING = Style("bold", 12.5, 17, ACCENT)
TITLE = Style("bold", 21, 27, INK)
LETTER = Style("regular", 12, 18.5, INK)
LETTER_STRONG = Style("bold", 12, 18.5, INK)


class Ink(NamedTuple):
    """One line of text in a band: `down` is the baseline's distance from the top of the band."""

    x: float
    down: float
    style: Style
    text: str


class Box(NamedTuple):
    """One filled rectangle in a band."""

    x: float
    down: float
    width: float
    height: float
    colour: Colour


class Band(NamedTuple):
    """A horizontal strip that is never cut: a line of text, a row of a grid."""

    height: float
    ink: tuple[Ink, ...] = ()
    boxes: tuple[Box, ...] = ()


class Cell(NamedTuple):
    """A label with its value below."""

    label: str
    value: str
    style: Style = BODY


def _inked(band: Band) -> float:
    return max((ink.down + 5 for ink in band.ink), default=band.height)


def gap(height: float) -> Band:
    """Return empty room."""
    return Band(height)


class Typesetter:
    """Makes bands of texts. One lives as long as one document."""

    def __init__(self, text: Words) -> None:
        self._text = text
        self._breakers: dict[tuple[str, float], Breaker] = {}

    def lines(self, raw: str, style: Style, width: float, *, sparing: bool = False) -> Iterator[str]:
        """Yield the lines of a raw text; `sparing` as in `Breaker.lines`."""
        key = (style.weight, style.size)
        if key not in self._breakers:
            self._breakers[key] = Breaker(face(style.weight), style.size)
        return self._breakers[key].lines(readable(raw, self._text), width, sparing=sparing)

    def prose(self, raw: str, style: Style = BODY, *, x: float = LEFT, width: float = WIDTH) -> list[Band]:
        """Return a band for each line."""
        down = style.leading - (style.leading - style.size) * 0.62
        return [
            Band(style.leading, (Ink(x, down, style, line),) if line else ())
            for line in self.lines(raw, style, width)
        ]

    def noted(self, note: str, raw: str, style: Style = BODY) -> list[Band]:
        """Return prose with a moment ("14:02:10") in the margin beside its first line; "" = no moment."""
        bands = self.prose(raw, style, x=LEFT + MARGIN, width=WIDTH - MARGIN)
        first = bands[0]
        beside = Ink(LEFT, style.leading - (style.leading - style.size) * 0.62, SMALL, readable(note, self._text))
        return [Band(first.height, (beside, *first.ink)), *bands[1:]] if note else bands

    def heading(self, raw: str) -> list[Band]:
        """Return a heading with room above and a hairline below."""
        words = self.prose(raw, HEADING)
        return [gap(12), *words, Band(8.5, boxes=(Box(LEFT, 2.5, WIDTH, 0.6, LINE),))]

    def grid(self, cells: Sequence[Cell], *, columns: int = 3, x: float = LEFT, width: float = WIDTH) -> list[Band]:
        """Return rows of cells; a longer value spans columns, a very long one gets lines of its own."""
        step = (width + _BETWEEN) / columns
        bands: list[Band] = []
        row: list[tuple[float, float, Cell]] = []
        used = 0
        for cell in cells:
            span = self._span(cell, step, columns)
            if row and (not span or used + span > columns):
                bands.append(self._row(row))
                row, used = [], 0
            if span:
                row.append((x + used * step, span * step - _BETWEEN, cell))
                used += span
            else:
                bands += self._alone(cell, x, width)
        return [*bands, self._row(row)] if row else bands

    def _span(self, cell: Cell, step: float, columns: int) -> int:
        """Return over how many columns the value takes at most two lines; 0 = it never does."""
        said = readable(cell.value, self._text)
        wide, size = face(cell.style.weight), cell.style.size
        if len(said) > 400:  # longer than two full lines at any size we use
            return 0
        # a word wider than its column would be cut, so it is given more columns first
        whole, widest = wide.width(said.replace("\n", " "), size), 0.0
        for span in range(1, columns + 1):
            room = span * step - _BETWEEN
            if whole <= room and "\n" not in said:
                return span
            widest = widest or max((wide.width(word, size) for word in said.split()), default=0.0)
            if widest <= room or span == columns:
                lines = self.lines(cell.value, cell.style, room, sparing=True)
                if sum(1 for _ in lines) <= 2:
                    return span
        return 0

    def _alone(self, cell: Cell, x: float, width: float) -> list[Band]:
        label = self._row([(x, width, Cell(cell.label, ""))])
        first, *others = self.prose(cell.value, cell.style, x=x, width=width)
        joined = Band(12.5 + first.height, (*label.ink, *(one._replace(down=one.down + 12.5) for one in first.ink)))
        return [joined, *others, gap(6)]

    def _row(self, cells: Sequence[tuple[float, float, Cell]]) -> Band:
        ink: list[Ink] = []
        height = 0.0
        for x, width, cell in cells:
            down = 10.0
            for line in self.lines(cell.label, LABEL, width, sparing=True):
                ink.append(Ink(x, down, LABEL, line))
                down += LABEL.leading
            down += 2.2
            for line in self.lines(cell.value, cell.style, width, sparing=True):
                ink.append(Ink(x, down, cell.style, line))
                down += cell.style.leading - 1.5
            height = max(height, down - 5.5)
        return Band(height, tuple(ink))

    def card(self, bands: Sequence[Band], colour: Colour = ACCENT) -> list[Band]:
        """Return the bands with a coloured edge at their left, unbroken from the first to the last."""
        edged = [b._replace(boxes=(*b.boxes, Box(LEFT, 0, 2.4, b.height, colour))) for b in bands]
        # the room below the last line belongs to what follows, not to the card
        last = bands[-1]._replace(boxes=(*bands[-1].boxes, Box(LEFT, 0, 2.4, max(2.0, _inked(bands[-1])), colour)))
        return [*edged[:-1], last]


class Sheet:
    """Pages being filled from top to bottom. `title` goes into the file, `running` atop the second page and on."""

    def __init__(self, stamp: PrintStamp, text: Words, *, title: str, running: str) -> None:
        self._stamp = stamp
        self._text = text
        self._title = title
        self._running = self._one_line(running)
        self._pages: list[list[tuple[float, Band]]] = [[]]
        self._y = TOP

    def _one_line(self, raw: str) -> str:
        plain = " ".join(readable(raw[:200], self._text).split())
        return plain if len(plain) <= 90 else plain[:89] + "…"

    @property
    def _room(self) -> float:
        return self._y - BOTTOM

    def turn(self) -> None:
        """Begin a new page, if there is anything on this one."""
        if self._pages[-1]:
            self._turn()

    def _turn(self) -> None:
        self._pages.append([])
        self._y = TOP - 4

    def _put(self, band: Band) -> None:
        self._pages[-1].append((self._y, band))
        self._y -= band.height

    def flow(self, bands: Sequence[Band]) -> None:
        """Place bands, at least two together on either side of a page's end."""
        for at, band in enumerate(bands):
            left = len(bands) - at
            follows = bands[at + 1].height if left > 1 and (at == 0 or left == 2) else 0
            if band.height + follows > self._room:
                self._turn()
            self._put(band)

    def block(self, bands: Sequence[Band], *, then: float = 0) -> None:
        """Place bands on one page if they fit on any page, with `then` points of room for what follows them."""
        height = sum(band.height for band in bands)
        if height + then > self._room and height + then <= TOP - BOTTOM:
            self._turn()
        for band in bands:
            if band.height > self._room:
                self._turn()
            empty = not band.ink and not band.boxes
            if empty and not self._pages[-1] and len(self._pages) > 1:
                continue  # no room is left above the first words of a page
            self._put(band)

    def finish(self) -> bytes:
        """Return the PDF. The same bands and stamp give the same bytes."""
        from reportlab.pdfgen.canvas import Canvas

        out = io.BytesIO()
        # without initialFontName an unembedded Helvetica stays in the file
        canvas = Canvas(
            out, pagesize=A4, invariant=1, pageCompression=1, initialFontName=face().name, lang="nl-BE",
        )  # fmt: skip
        canvas.setTitle(self._title)
        canvas.setAuthor("")
        canvas.setSubject("")
        canvas.setCreator("")
        canvas.setProducer("")
        canvas.setViewerPreference("DisplayDocTitle", "true")
        for number, page in enumerate(self._pages, 1):
            _draw(canvas, [*page, *self._frame(number)])
            canvas.showPage()
        canvas.save()
        return out.getvalue()

    def _frame(self, number: int) -> list[tuple[float, Band]]:
        quiet, loud = Style("regular", 8.5, 12, QUIET), Style("bold", 8.5, 12, INK)
        secrecy = self._text("summary.footer.secrecy")
        moment = local(self._stamp.at)
        mark = self._text(
            "summary.footer.mark", number=self._stamp.number, staff=self._stamp.staff_number,
            at=f"{moment:%d/%m/%Y %H:%M}",
        )  # fmt: skip
        mark = self._one_line(mark)
        page = self._text("summary.footer.page", page=number, pages=len(self._pages))
        after = LEFT + face("bold").width(secrecy + "   ", 8.5)
        at_right = RIGHT - face().width(page, 8.5)
        ink = [Ink(LEFT, 13, loud, secrecy), Ink(after, 13, quiet, mark), Ink(at_right, 13, quiet, page)]
        frame = [(58.0, Band(20, tuple(ink), (Box(LEFT, 0, WIDTH, 0.6, LINE),)))]
        if self._stamp.practice:
            word = self._text("summary.footer.practice")
            wide = face("bold").width(word, 10)
            frame.append((A4[1] - 22, Band(16, (Ink((A4[0] - wide) / 2, 11, Style("bold", 10, 12, DANGER), word),))))
        if number > 1:
            frame.append(
                (TOP + 26, Band(16, (Ink(LEFT, 10, quiet, self._running),), (Box(LEFT, 17, WIDTH, 0.6, LINE),)))
            )
        return frame


def pages_in(pdf: bytes) -> int:
    """Return how many pages a PDF has."""
    import pikepdf

    with pikepdf.open(io.BytesIO(pdf)) as document:
        return len(document.pages)


def _draw(canvas: object, page: list[tuple[float, Band]]) -> None:
    for top, band in page:
        for box in band.boxes:
            canvas.setFillColorRGB(*box.colour)  # type: ignore[attr-defined]  # reportlab has no types
            canvas.rect(box.x, top - box.down - box.height, box.width, box.height, stroke=0, fill=1)  # type: ignore[attr-defined]
    words = canvas.beginText()  # type: ignore[attr-defined]
    font: tuple[str, float] | None = None
    colour: Colour | None = None
    for top, band in page:
        for ink in band.ink:
            weight, size, _, wanted = ink.style
            if colour != wanted:
                words.setFillColorRGB(*wanted)
                colour = wanted
            x, here = ink.x, face(weight)
            plain = here.strange.search(ink.text) is None
            for name, piece in ((here.name, ink.text),) if plain else here.pieces(ink.text):
                if font != (name, size):  # setting a font again costs as much as drawing a word
                    words.setFont(name, size)
                    font = (name, size)
                words.setTextOrigin(x, top - ink.down)
                words.textOut(piece)
                x += 0 if plain else here.width(piece, size)
    canvas.drawText(words)  # type: ignore[attr-defined]
