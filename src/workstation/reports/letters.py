"""Letters on paper: the embedded fonts, how wide a word is, and what to do with signs no font of ours can draw."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from threading import Lock
from typing import Any

from workstation import resources
from workstation.vocabulary.words import Words

# Atkinson Hyperlegible has 343 signs; Source Sans Pro brings Greek, Cyrillic, Vietnamese, arrows and ticks
FILES = {
    "regular": ("AtkinsonHyperlegible-Regular.ttf", "SourceSansPro-Regular.ttf"),
    "bold": ("AtkinsonHyperlegible-Bold.ttf", "SourceSansPro-Bold.ttf"),
    # reports of figures: narrower, digits of equal width
    "report": ("SourceSansPro-Regular.ttf", "AtkinsonHyperlegible-Regular.ttf"),
    "report_bold": ("SourceSansPro-Bold.ttf", "AtkinsonHyperlegible-Bold.ttf"),
}

# joiners, soft hyphens, byte order marks and variation selectors carry no text of their own
_INVISIBLE = dict.fromkeys((0xAD, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, *range(0xFE00, 0xFE10)))
_ALIKE = {
    0x09: "    ", 0x0B: "\n", 0x0C: "\n", 0x0D: "\n", 0x85: "\n", 0x2028: "\n", 0x2029: "\n", 0x2011: "-",
    0x202F: "\u00a0",
}  # fmt: skip
_SHORT_RUN = 3

_registering = Lock()


@dataclass(frozen=True)
class Face:
    """One weight. `widths` are thousandths of the letter size, per sign, over both fonts together."""

    name: str
    reserve: str
    widths: dict[str, float]
    strange: re.Pattern[str]

    def width(self, text: str, size: float) -> float:
        """Return the width in points of a text that `readable` has passed."""
        return sum(map(self.widths.__getitem__, text)) * size / 1000

    def pieces(self, text: str) -> Iterator[tuple[str, str]]:
        """Yield (font name, text): the reserve font where the first one has no such sign."""
        done = 0
        for found in self.strange.finditer(text):
            if found.start() > done:
                yield self.name, text[done : found.start()]
            yield self.reserve, found.group()
            done = found.end()
        if done < len(text):
            yield self.name, text[done:]


@cache
def _font(file: str) -> Any:  # noqa: ANN401 - reportlab has no types
    # once in the life of the program: a font registered again loses what pages in the making have used of it
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(file.removesuffix(".ttf"), str(resources.path("fonts", file)))
    pdfmetrics.registerFont(font)
    return font


@cache
def _load(weight: str) -> Face:
    widths: dict[str, float] = {}
    names = []
    own: set[str] = set()
    for file in FILES[weight]:
        font = _font(file)
        names.append(font.fontName)
        signs = {chr(c): float(w) for c, w in font.face.charWidths.items() if c >= 0x20 and not 0x7F <= c < 0xA0}
        own = own or set(signs)
        widths = signs | widths
    return Face(names[0], names[1], widths, re.compile(f"[^{re.escape(''.join(sorted(own)))}]+"))


def face(weight: str = "regular") -> Face:
    """Return a face; the font files are read once in the life of the program."""
    with _registering:
        return _load(weight)


@cache
def _undrawable() -> re.Pattern[str]:
    """Match a run of signs that the regular or the bold face lacks; single spaces inside a run belong to it."""
    known = set(face("regular").widths) & set(face("bold").widths)
    sign = f"[^{re.escape(''.join(sorted(known)))}\n]"
    return re.compile(f"{sign}(?:[ \u00a0]?{sign})*")


def _kind(sign: str) -> str:
    if ord(sign) >= 0x1F000 or unicodedata.category(sign) == "So":
        return "emoji"
    if unicodedata.category(sign)[0] == "C":
        return "control"
    first = unicodedata.name(sign, "?").split()[0].split("-")[0].lower()
    return first if first in ("arabic", "hebrew", "cjk", "hiragana", "katakana", "hangul", "thai") else "other"


def _stand_in(run: str, text: Words) -> str:
    """Return what is printed for signs we cannot draw: each one named if they are few, else how many and which."""
    signs = [sign for sign in run if not sign.isspace()]
    kinds = {_kind(sign) for sign in signs}
    if len(signs) <= _SHORT_RUN:
        return "".join(
            text("summary.sign.emoji", name=unicodedata.name(sign, f"U+{ord(sign):04X}").lower())
            if _kind(sign) == "emoji"
            else text("summary.sign.one", code=f"{ord(sign):04X}")
            for sign in signs
        )
    kind = kinds.pop() if len(kinds) == 1 else "other"
    return text("summary.sign.many", count=len(signs), kind=text(f"summary.sign.kind.{kind}"))


def readable(raw: str, text: Words) -> str:
    """Return the text with every sign drawable, line ends as newline, and an honest note where a sign is not.

    Nothing is left out silently: control characters, emoji, lone surrogates and scripts our fonts lack become a
    note in square brackets. Only joiners and soft hyphens, which show nothing by themselves, are dropped.
    """
    if raw.isascii() and raw.isprintable():
        return raw
    plain = unicodedata.normalize("NFC", raw).replace("\r\n", "\n").translate(_INVISIBLE).translate(_ALIKE)
    return _undrawable().sub(lambda found: _stand_in(found.group(), text), plain)
