"""Reads the one box: which words are a place, which a topic, a service, an audience or a wish, in any order."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import lru_cache

from workstation.directory.folding import key_of, words_of
from workstation.directory.places import PlaceHit, Places
from workstation.directory.terms import LONGEST_PHRASE, SILENT, Concept, Terms

_SURE_ENOUGH = 70.0  # a name this well matched is taken for the place
_READINGS = 4  # so many places of one name, or beginning alike, are kept


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked for.

    `places` are the readings of the place named, the likeliest first, empty if none was named. `concepts` are the
    parts a service should answer to; `leanings` only change the order. `puzzling` are words nothing is known of.
    """

    places: tuple[PlaceHit, ...] = ()
    concepts: tuple[Concept, ...] = ()
    leanings: tuple[Concept, ...] = ()
    puzzling: tuple[str, ...] = ()

    def asks(self, kind: str) -> frozenset[str]:
        """Return the wishes, audiences or languages named."""
        every = (*self.concepts, *self.leanings)
        return frozenset(m.value for concept in every for m in concept.meanings if m.kind == kind)

    @property
    def topics(self) -> tuple[str, ...]:
        """The topics that the words stand for, the nearest first."""
        means = (m.value for concept in self.concepts for m in concept.meanings if m.kind == "topic")
        return tuple(dict.fromkeys(means))


@dataclass(slots=True)
class _Notes:
    """What has been found so far; a word that is None has been understood."""

    words: list[str | None]
    places: list[PlaceHit] = field(default_factory=list)
    concepts: list[Concept] = field(default_factory=list)
    leanings: list[Concept] = field(default_factory=list)
    puzzling: list[str] = field(default_factory=list)

    def windows(self, *, shortest: int) -> Iterator[tuple[int, int, list[str]]]:
        """Yield start, end and words of each run not yet understood, the longest first."""
        for length in range(LONGEST_PHRASE, shortest - 1, -1):
            for start in range(len(self.words) - length + 1):
                run = [word for word in self.words[start : start + length] if word is not None]
                if len(run) == length:
                    yield start, start + length, run

    def understood(self, start: int, end: int) -> None:
        """Strike words out."""
        self.words[start:end] = [None] * (end - start)

    def note(self, concept: Concept) -> None:
        """Keep a concept where it belongs."""
        (self.leanings if concept.only_wishes else self.concepts).append(concept)


class Reader:
    """Reads texts with the words of one directory."""

    def __init__(self, places: Places, terms: Terms) -> None:
        self._places, self._terms = places, terms
        # "caw limburg" means the province, not the Walloon town
        self._provinces = {key_of(one.province) for one in places.municipalities("flanders")}
        self._likely = lru_cache(maxsize=4096)(places.likely)
        self.read = lru_cache(maxsize=1024)(self._read)

    def _read(self, text: str) -> Question:
        """Return what a text asks for. The last word may still be growing, unless a space follows it."""
        words = list(words_of(text))
        growing = bool(text) and not text[-1].isspace()
        notes = _Notes(list(words))
        self._phrases_and_long_places(notes)
        self._misspelt_long_places(notes)
        loud = _Notes([word for word in notes.words if word is None or word not in SILENT])
        if any(word is not None for word in loud.words):
            notes.words = loud.words
            self._phrases_and_long_places(notes)
        else:
            notes.words = [word for word in notes.words if word is None or self._places.exactly(word)]
        self._whole_places(notes)
        for at, word in enumerate(notes.words):
            if word is not None:
                self._word(notes, word, unfinished=growing and at == len(notes.words) - 1)
        return Question(
            tuple(dict.fromkeys(notes.places)),
            tuple(notes.concepts),
            tuple(notes.leanings),
            tuple(notes.puzzling),
        )

    def _phrases_and_long_places(self, notes: _Notes) -> None:
        for start, end, run in notes.windows(shortest=2):
            if self._terms.is_phrase(run):
                notes.note(self._terms.phrase(run))
                notes.understood(start, end)
            elif all(word.isdigit() for word in run):
                self._telephone(notes, start, end, "".join(run))
            elif not any(word.isdigit() for word in run) and (hits := self._places.exactly("".join(run))):
                self._place(notes, hits, run)
                notes.understood(start, end)

    def _telephone(self, notes: _Notes, start: int, end: int, digits: str) -> None:
        concept = self._terms.concept(digits, unfinished=True)
        if concept.fit >= 80.0:
            notes.note(concept)
            notes.understood(start, end)

    def _misspelt_long_places(self, notes: _Notes) -> None:
        for start, end, run in notes.windows(shortest=2):
            new = [word for word in run if word not in SILENT and word != "sint"]
            if not new or any(self._terms.knows(word) or word.isdigit() for word in new):
                continue
            hits = self._likely("".join(run), unfinished=False)
            if hits and hits[0].fit >= _SURE_ENOUGH:
                self._place(notes, hits[:1], run)
                notes.understood(start, end)

    def _whole_places(self, notes: _Notes) -> None:
        for at, word in enumerate(notes.words):
            exact = self._places.exactly(word) if word else ()
            if word and exact and not (word in self._provinces and self._only_abroad(exact)):
                self._place(notes, exact, [word])
                notes.understood(at, at + 1)
                if word.isdigit() and self._terms.knows(word):
                    notes.note(self._terms.concept(word, unfinished=False))  # 1700: Dilbeek, and a number

    def _word(self, notes: _Notes, word: str, *, unfinished: bool) -> None:
        concept = self._terms.concept(word, unfinished=unfinished)
        if word.isdigit():
            self._digits(notes, word, concept)
            return
        likely = self._likely(word, unfinished=unfinished) if len(word) > 2 and concept.fit < 100.0 else ()
        if likely and likely[0].fit >= self._needed(notes, concept, unfinished=unfinished):
            close = tuple(hit for hit in likely if hit.fit > likely[0].fit - 6.0)
            self._place(notes, close if unfinished else likely[:1], [])
            if concept.weights and unfinished:
                notes.leanings.append(replace(concept, meanings=()))
        elif concept.weights or concept.meanings:
            notes.note(concept)
        else:
            notes.puzzling.append(word)

    @staticmethod
    def _needed(notes: _Notes, concept: Concept, *, unfinished: bool) -> float:
        """Return how well a name must fit to be taken for a place: better where one was already named."""
        if notes.places and concept.fit >= 60.0:
            return concept.fit + 15.0
        return max(60.0 if unfinished else _SURE_ENOUGH, concept.fit)

    def _digits(self, notes: _Notes, word: str, concept: Concept) -> None:
        """Take a beginning of a postcode for a place only where no telephone number begins so."""
        if concept.fit >= 80.0:
            notes.note(concept)
        elif 1 < len(word) < 4 and (hits := self._places.find(word)):
            self._place(notes, hits, [])
        else:
            notes.puzzling.append(word)

    def _place(self, notes: _Notes, hits: tuple[PlaceHit, ...], words: list[str]) -> None:
        notes.places.extend(hits[:_READINGS])
        # Halle is a place, and a part of the name of Veilig Huis Halle-Vilvoorde
        notes.leanings.extend(
            replace(self._terms.concept(word, unfinished=False), meanings=())
            for word in words
            if self._terms.knows(word) and not word.isdigit()
        )

    def _only_abroad(self, hits: tuple[PlaceHit, ...]) -> bool:
        return all(self._places.region(hit.nis_code) == "wallonia" for hit in hits)
