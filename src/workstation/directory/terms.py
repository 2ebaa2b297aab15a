"""Every word by which a service can be asked for, and how much each says about which service."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from workstation.directory.folding import words_of
from workstation.directory.gazetteer import EXACT, Gazetteer
from workstation.directory.topics import Meaning, Synonym
from workstation.domain.services import Service

# how much a word says: its place in the entry, from the name of the service down to its description
_NAME, _PHONE, _MEANING, _TOPIC, _TOPIC_WORD, _DESCRIPTION = 3.2, 6.0, 3.0, 2.8, 1.6, 0.8
_LENGTHENED = 4
_NEXT_MEANING = 0.8  # each further meaning of a word says this much less
LONGEST_PHRASE = 5

# said often, means nothing to a directory
_SAID_OFTEN = """
ik je jij hij zij ze we wij jullie u mij me hem haar hen hun mijn jouw zijn onze ons de het een dit dat die deze er
en of maar want dus als dan dat in op aan bij van voor naar met door om over tot te uit onder na is was ben bent
wordt word werd worden heeft heb hebt had kan kun kunnen wil willen moet moeten mag mogen zal zou gaat gaan komt
komen doet doen niet geen wel ook nog al heel veel zoek zoekt zoeken vraag vraagt wie wat waar hoe wanneer meer
iemand iets daar hier hulp rond tegen mevrouw meneer buurvrouw buurman buren vriend vriendin ex via alles
"""
SILENT = frozenset(_SAID_OFTEN.split())


@dataclass(slots=True)
class Term:
    """What one word or phrase says: services (by number) with a weight, wishes and kinds of people."""

    weights: dict[int, float] = field(default_factory=dict)
    meanings: list[Meaning] = field(default_factory=list)

    def say(self, service: int, weight: float) -> None:
        """Note that this term speaks of a service; the heaviest reason counts."""
        self.weights[service] = max(weight, self.weights.get(service, 0.0))


@dataclass(frozen=True, slots=True)
class Concept:
    """What one word or phrase of a question may mean, taken together. `fit` 100 = it stands in the directory."""

    weights: dict[int, float]
    meanings: tuple[Meaning, ...]
    fit: float

    @property
    def only_wishes(self) -> bool:
        """Whether this asks nothing of the topic: `nu`, `gratis`, `frans`."""
        return bool(self.meanings) and all(m.kind in {"wish", "language", "audience"} for m in self.meanings)


class Terms:
    """The vocabulary of one directory. `is_place` tells which words name places: in a description they say little."""

    def __init__(
        self, services: Sequence[Service], synonyms: Iterable[Synonym], is_place: Callable[[str], bool]
    ) -> None:
        self._terms: dict[str, Term] = {}
        self._phrases: set[str] = set()
        self._by_category: dict[str, list[int]] = {}
        self._by_topic: dict[str, list[int]] = {}
        self._by_id = {str(service.id): number for number, service in enumerate(services)}
        for number, service in enumerate(services):
            self._by_category.setdefault(service.category, []).append(number)
            for topic in service.topics:
                self._by_topic.setdefault(topic, []).append(number)
            self._describe(number, service, is_place)
        for topic, numbers in self._by_topic.items():
            self._phrase(words_of(topic), numbers, _TOPIC, (Meaning("topic", topic),))
        for synonym in synonyms:
            self._mean(synonym)
        self._gazetteer = Gazetteer((key, (key,)) for key in self._terms)
        self.concept = lru_cache(maxsize=4096)(self._concept)

    def is_phrase(self, words: Sequence[str]) -> bool:
        """Return whether several words together are one term, in any order."""
        return "".join(words) in self._phrases or "".join(sorted(words)) in self._phrases

    def knows(self, key: str) -> bool:
        """Return whether a word stands in the vocabulary as it is."""
        return key in self._terms

    def phrase(self, words: Sequence[str]) -> Concept:
        """Return what a phrase means (see `is_phrase`)."""
        key = "".join(words)
        term = self._terms[key if key in self._phrases else "".join(sorted(words))]
        return Concept(term.weights, tuple(term.meanings), EXACT)

    def _concept(self, key: str, *, unfinished: bool) -> Concept:
        """Return what a word may mean: exactly, as a beginning, or with a typing error."""
        fits = self._gazetteer.look_up(key, unfinished=len(key) > (1 if unfinished else 3))
        if not unfinished:  # Dutch lengthens words: verkracht, verkrachting
            fits = {name: fit for name, fit in fits.items() if len(name) <= len(key) + _LENGTHENED}
        best = max(fits.values(), default=0.0)
        weights: dict[int, float] = {}
        meanings: list[Meaning] = []
        for name, fit in fits.items():
            if fit < best - 25.0:
                continue
            share = 1.0 if fit == EXACT else 0.75 * fit / EXACT
            for service, weight in self._terms[name].weights.items():
                weights[service] = max(weights.get(service, 0.0), share * weight)
            if fit == best and fit >= 75.0:
                meanings.extend(m for m in self._terms[name].meanings if m not in meanings)
        return Concept(weights, tuple(meanings), best)

    def _term(self, key: str) -> Term:
        return self._terms.setdefault(key, Term())

    def _describe(self, number: int, service: Service, is_place: Callable[[str], bool]) -> None:
        for word in words_of(service.name):
            if word not in SILENT:
                self._term(word).say(number, _NAME)
        for topic in service.topics:
            for word in words_of(topic):
                if word not in SILENT:
                    self._term(word).say(number, _TOPIC_WORD)
        for word in words_of(service.description):
            if len(word) > 3 and word not in SILENT and not is_place(word):
                self._term(word).say(number, _DESCRIPTION)
        if service.phone:
            self._term("".join(sign for sign in service.phone if sign.isdigit())).say(number, _PHONE)

    def _phrase(
        self, words: tuple[str, ...], numbers: Iterable[int], weight: float, means: tuple[Meaning, ...]
    ) -> None:
        loud = tuple(word for word in words if word not in SILENT)
        spellings = {"".join(words)}
        # "geen geld" must not come down to "geld", nor "ik heb mijn kind geslagen" to "kind geslagen"
        if len(loud) > 1 and "ik" not in words:
            spellings |= {"".join(loud), "".join(sorted(loud))}
        for spelling in spellings:
            term = self._term(spelling)
            for number in numbers:
                term.say(number, weight)
            term.meanings.extend(m for m in means if m not in term.meanings)
            if len(words) > 1:
                self._phrases.add(spelling)

    def _mean(self, synonym: Synonym) -> None:
        weight = _MEANING
        for meaning in synonym.means:
            self._phrase(synonym.words, self._meant(meaning), weight, (meaning,))
            weight *= _NEXT_MEANING

    def _meant(self, meaning: Meaning) -> list[int]:
        if meaning.kind == "topic":
            return self._by_topic.get(meaning.value, [])
        if meaning.kind == "category":
            return self._by_category.get(meaning.value, [])
        number = self._by_id.get(meaning.value) if meaning.kind == "service" else None
        return [] if number is None else [number]
