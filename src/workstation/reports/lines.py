"""Breaks a text into lines: ragged right, long Dutch words hyphenated, words without end cut."""

from collections.abc import Iterator
from functools import cache
from typing import Protocol

from workstation.reports.letters import Face

# hyphenate only where the line would otherwise stay emptier than this part of its width: hyphens slow reading
_EMPTY = 0.22
_MARKS = "(),.;:!?\"'«»“”‘’"


class _Hyphenator(Protocol):
    def positions(self, word: str) -> list[int]: ...


@cache
def _hyphenator() -> _Hyphenator:
    import pyphen

    found: _Hyphenator = pyphen.Pyphen(lang="nl_NL", left=3, right=3, cache=False)
    return found


class Breaker:
    """Breaks texts at one size and width. It remembers word widths, so it lives no longer than its page."""

    def __init__(self, face: Face, size: float) -> None:
        self.face = face
        self.size = size
        self._space = face.width(" ", size)
        self._known: dict[str, float] = {}

    def _width(self, word: str) -> float:
        found = self._known.get(word)
        if found is None:
            found = self._known[word] = self.face.width(word, self.size)
        return found

    def lines(self, text: str, width: float, *, sparing: bool = False) -> Iterator[str]:
        """Yield the lines of a text that `readable` has passed; an empty line stays an empty line.

        `sparing` True: hyphenate only words wider than the column, as befits a table.
        """
        worth = width if sparing else _EMPTY * width
        for paragraph in text.split("\n"):
            yield from self._paragraph(paragraph.rstrip(), width, worth)

    def _paragraph(self, paragraph: str, width: float, worth: float) -> Iterator[str]:
        line: list[str] = []
        used = 0.0
        space, known = self._space, self._known
        for word in paragraph.split(" "):
            wide = known.get(word)
            if wide is None:
                wide = self._width(word)
            if line and used + space + wide <= width:
                line.append(word)
                used += space + wide
                continue
            rest, room = word, width - used - space if line else width
            if line and (wide > width or room > worth):
                head, rest = self._hyphenated(word, room)
                if head:
                    line.append(head)
            if line:
                yield " ".join(line)
            *whole, rest = self._cut(rest, width)
            yield from whole
            line, used = [rest], self._width(rest)
        yield " ".join(line)

    def _hyphenated(self, word: str, room: float) -> tuple[str, str]:
        """Return the part that still fits, with its hyphen, and the rest; ("", word) where none fits."""
        bare = word.rstrip(_MARKS)
        if 6 <= len(bare) <= 60 and bare.lstrip(_MARKS).isalpha():
            for at in reversed(_hyphenator().positions(bare)):
                head = word[:at] + "-"
                if self._width(head) <= room:
                    return head, word[at:]
        return "", word

    def _cut(self, word: str, width: float) -> Iterator[str]:
        """Yield pieces of a word no wider than the column: at a hyphenation point, else anywhere."""
        while len(word) <= 60 and self._width(word) > width:
            head, rest = self._hyphenated(word, width)
            if not head:
                break
            yield head
            word = rest
        if self._width(word) <= width:
            yield word
            return
        factor = self.size / 1000
        start, used = 0, 0.0
        for at, sign in enumerate(word):
            wide = self.face.widths[sign] * factor
            if used + wide > width and at > start:
                yield word[start:at]
                start, used = at, 0.0
            used += wide
        yield word[start:]
