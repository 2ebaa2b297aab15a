"""Finds services: one box, any order of words, ranked with reasons."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from types import MappingProxyType

from workstation.directory.asking import Question, Reader
from workstation.directory.folding import key_of, words_of
from workstation.directory.freshness import freshness
from workstation.directory.glance import glance
from workstation.directory.hits import Glance, Hit
from workstation.directory.opening import UNKNOWN, hours_of, opening, said
from workstation.directory.places import PlaceHit, Places
from workstation.directory.ranking import DANGER_LINES, NEARNESS, Candidate, Circumstances, matched, score_of
from workstation.directory.reading import DirectoryEdition
from workstation.directory.reasons import reasons, warnings
from workstation.directory.suggestions import SuggestionRow, shipped_suggestions, wanted
from workstation.directory.terms import Terms
from workstation.directory.told import told_reasons, told_score, told_warnings
from workstation.directory.topics import shipped_synonyms
from workstation.domain.ids import ServiceId
from workstation.domain.moments import local_day
from workstation.domain.services import Coverage, Service
from workstation.domain.upkeep import Feedback
from workstation.vocabulary.words import Words, words

_REGIONS = {
    "flanders": {"flanders"},
    "brussels": {"brussels"},
    "flanders+brussels": {"flanders", "brussels"},
    "wallonia": {"wallonia"},
    "belgium": {"flanders", "brussels", "wallonia"},
}
_PLANNED = "none"
_ELSEWHERE_SHOWN = 3


class Finder:
    """Searches one state of the directory, in memory; make a new one when an entry changes (some 0.1 s, in a worker).

    `doubted` are the services with a remark that nobody has settled yet: they say so and stand lower. `told` is what
    callers told afterwards.
    Planned services (coverage `none`) are never found: nobody can be referred to them.
    """

    def __init__(
        self,
        places: Places,
        services: Iterable[Service],
        coverage: Iterable[Coverage],
        *,
        doubted: frozenset[ServiceId] = frozenset(),
        edition: str = "",
        text: Words | None = None,
        told: Mapping[ServiceId, Feedback] = MappingProxyType({}),
    ) -> None:
        self.places = places
        self.edition = edition
        self._services = tuple(one for one in services if one.coverage != _PLANNED)
        self._numbers = {service.id: number for number, service in enumerate(self._services)}
        self._doubted = doubted
        self._told = told
        self._text = text or words()
        self._serving: dict[str, dict[int, str]] = {}
        for link in coverage:
            if link.service in self._numbers:
                self._serving.setdefault(link.nis_code, {})[self._numbers[link.service]] = link.confidence
        self._specs = [hours_of(service) for service in self._services]
        self._wide = {number for number, one in enumerate(self._services) if one.coverage in _REGIONS}
        self._words = [frozenset(words_of(service.name)) for service in self._services]
        terms = Terms(self._services, shipped_synonyms(), lambda word: bool(places.exactly(word)))
        self._reader = Reader(places, terms)

    def __len__(self) -> int:
        return len(self._services)

    def service(self, service: ServiceId) -> Service:
        """Return a service one can be referred to. Raises KeyError, also for a planned one."""
        return self._services[self._numbers[service]]

    def serving(self, nis: str, category: str) -> frozenset[ServiceId]:
        """Return the services of a category that the directory links to a municipality, also a former one."""
        links = self._serving.get(self.places.successor(nis), {})
        every = (self._services[number] for number in links)
        return frozenset(service.id for service in every if service.category == category)

    def read(self, text: str) -> Question:
        """Return how a text is understood: which places, which words puzzle."""
        return self._reader.read(text)

    def find(
        self, text: str, *, at: datetime, near: str | None = None, limit: int = 20, danger: bool = False
    ) -> tuple[Hit, ...]:
        """Return the services a text asks for, the best first.

        `near` is the code of a municipality, also a former one, that holds unless the text names a place. Raises
        KeyError for a code that was never one. `danger` puts 101 and 112 first, as do words of danger in the text.
        """
        question = self._reader.read(text)
        if near and not question.places:
            question = Question((self._hit_of(near),), question.concepts, question.leanings, question.puzzling)
        now = self._circumstances(question, at, danger=danger)
        if not (question.places or question.concepts or question.leanings or danger):
            return ()
        found = [self._weighed(number, question, now) for number in self._asked(question, now)]
        return tuple(self._hit(one, question, now) for one in _kept(found, question, now)[:limit])

    def suggest(
        self,
        near: str | None,
        problem_types: Iterable[str] = (),
        *,
        minor: bool = False,
        at: datetime,
        forms: Iterable[str] = (),
        danger: bool = False,
        limit: int = 8,
    ) -> tuple[Hit, ...]:
        """Return the services to think of first, without a word typed.

        `problem_types` and `forms` are codes of the codebook (problem_type, violence_form), `minor` says that the
        person is not of age. Without `near` only services for the whole region are named.
        """
        question = Question((self._hit_of(near),) if near else ())
        audience = frozenset({"minors"}) if minor else frozenset()
        now = Circumstances(at, local_day(at), audience, wishes=frozenset({"danger"}) if danger else frozenset())
        region = self.places.region(near) if near else ""
        first = DANGER_LINES if danger else ()
        order = dict.fromkeys((*first, *wanted(self._suggestions(), problem_types, forms, region, minor=minor)))
        found: dict[int, Hit] = {}
        for target in order:
            for one in self._serving_here(target, question, now):
                found.setdefault(one.number, self._hit(one, question, now))
        return tuple(found.values())[:limit]

    def at_a_glance(self, nis: str) -> Glance:
        """Return what serves a municipality, kind by kind; a former one through its successor. Raises KeyError."""
        here = self.places.successor(nis)
        links = {self._services[number]: link for number, link in self._serving.get(here, {}).items()}
        return glance(nis, self.places, links, self._text)

    # -- which services

    @staticmethod
    def _suggestions() -> tuple[SuggestionRow, ...]:
        return shipped_suggestions()

    def _asked(self, question: Question, now: Circumstances) -> Iterable[int]:
        if not question.concepts and (question.places or "danger" not in now.wishes):
            near = (number for place in question.places for number in self._serving.get(place.nis_code, ()))
            return self._wide | set(near)
        numbers = {number for concept in question.concepts for number in concept.weights}
        if "danger" in now.wishes:
            numbers |= {self._numbers[line] for line in map(ServiceId, DANGER_LINES) if line in self._numbers}
        return numbers

    def _serving_here(self, target: str, question: Question, now: Circumstances) -> Iterator[Candidate]:
        numbers = (
            (self._numbers[ServiceId(target)],)
            if target in self._numbers
            else self._serving.get(question.places[0].nis_code, {})
            if question.places
            else ()
        )
        for number in numbers:
            one = self._weighed(number, question, now)
            fits = target in {one.service.id, one.service.category}
            if fits and one.link != "elsewhere" and (one.service.id == target or one.place):
                yield one

    def _weighed(self, number: int, question: Question, now: Circumstances) -> Candidate:
        service = self._services[number]
        link, place = self._link(number, question.places)
        spec = self._specs[number]
        one = Candidate(number, service, link, place, opening(spec, now.at) if spec else UNKNOWN)
        if link == "elsewhere":
            one.matched = matched(number, question)
            return one  # weighed later, and seldom: see _kept
        one.score = score_of(one, question, now) - (4.0 if service.id in self._doubted else 0.0)
        # in danger nothing that callers told may move 101 or 112
        one.score += 0.0 if service.id in DANGER_LINES else told_score(self._told.get(service.id))
        return one

    def _link(self, number: int, places: tuple[PlaceHit, ...]) -> tuple[str, PlaceHit | None]:
        """Return the nearest link of a service to any reading of the place."""
        if not places:
            return ("unknown" if not self._services[number].coverage else "region"), None
        if len(places) == 1:
            return self._link_to(number, places[0]), places[0]
        links = [self._link_to(number, place) for place in places]
        at = min(range(len(places)), key=lambda at: NEARNESS[links[at]])
        return links[at], places[at]

    def _link_to(self, number: int, place: PlaceHit) -> str:
        service = self._services[number]
        if link := self._serving.get(place.nis_code, {}).get(number):
            return link
        if service.coverage in _REGIONS:
            return "region" if self.places.region(place.nis_code) in _REGIONS[service.coverage] else "elsewhere"
        if service.coverage:
            return "elsewhere"
        here = self.places.municipality(place.nis_code)
        near = {key_of(here.arrondissement), key_of(here.name)}
        return "unknown_near" if near & self._words[number] else "unknown"

    # -- what to say of them

    def _hit_of(self, nis: str) -> PlaceHit:
        here = self.places.successor(nis)
        name = self.places.name(here)
        return PlaceHit(here, name, name, "municipality", label=name)

    def _circumstances(self, question: Question, at: datetime, *, danger: bool) -> Circumstances:
        wishes = question.asks("wish") | (frozenset({"danger"}) if danger else frozenset())
        return Circumstances(at, local_day(at), question.asks("audience"), question.asks("language"), wishes)

    def _hit(self, one: Candidate, question: Question, now: Circumstances) -> Hit:
        link = one.link if one.link in {"verified", "likely", "unverified"} else None
        fresh = freshness(one.service, link, now.day, self._text)
        told = self._told.get(one.service.id)
        doubted = one.service.id in self._doubted
        minded = warnings(one, fresh, self.places, self._text, doubted=doubted)
        return Hit(
            service=one.service,
            reasons=(*reasons(one, question, now, self._text), *told_reasons(told, self._text)),
            opening=one.opening,
            freshness=fresh,
            score=round(one.score, 2),
            opening_words=said(one.opening, now.at, self._text),
            warnings=(*told_warnings(told, self._text), *minded),
            place=one.place,
        )


def _kept(found: list[Candidate], question: Question, now: Circumstances) -> list[Candidate]:
    """Return the candidates in order; from elsewhere only a few, and only where they answer more of the question."""
    here = [one for one in found if one.link != "elsewhere"]
    most = max((one.matched for one in here), default=0)
    away = [one for one in found if one.link == "elsewhere" and one.matched > most]
    for one in away:
        one.score = score_of(one, question, now)
    return sorted((*here, *sorted(away, key=_order)[:_ELSEWHERE_SHOWN]), key=_order)


def _order(one: Candidate) -> tuple[float, str]:
    return -one.score, one.service.name


def finder_of(
    edition: DirectoryEdition,
    services: Iterable[Service] | None = None,
    doubted: frozenset[ServiceId] = frozenset(),
    told: Mapping[ServiceId, Feedback] = MappingProxyType({}),
) -> Finder:
    """Return a finder over an edition; `services` replaces its entries where this station has corrected ones."""
    places = Places(edition.municipalities, edition.places)
    entries = edition.services if services is None else services
    return Finder(places, entries, edition.coverage, doubted=doubted, edition=edition.edition, told=told)
