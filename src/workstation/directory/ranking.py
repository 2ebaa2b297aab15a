"""In which order services are offered: what was asked first, then place, people, hours, and how sure the entry is."""

from dataclasses import dataclass, field
from datetime import date, datetime

from workstation.directory.asking import Question
from workstation.directory.freshness import VERY_OLD_AFTER_MONTHS, months_between
from workstation.directory.opening import Opening
from workstation.directory.places import PlaceHit
from workstation.domain.services import Service

DANGER_LINES = ("nood-101", "nood-112")

# links between a service and a place; the last four are not in the data but found by us
NEARNESS = {
    "verified": 0, "likely": 0, "unverified": 0, "region": 1, "unknown_near": 2, "unknown": 3, "elsewhere": 4,
}  # fmt: skip
_LINK_SCORES = {
    "verified": 14.0, "likely": 13.5, "unverified": 10.0, "region": 7.0, "unknown_near": 6.0, "unknown": -3.0,
    "elsewhere": -14.0,
}  # fmt: skip
_CATEGORY_SCORES = {
    "politie": 1.0, "caw": 1.0, "ocmw": 0.6, "zsg": 0.6, "vk": 0.5, "hulplijn": 0.4, "veilig-huis": -1.0, "ocj": -0.5,
}  # fmt: skip
_LEANING_AT_MOST = 1.5
_LEANING_WHERE_NO_LIST = 5.0  # there the place in the name of the service is all one has
_OTHER_READING = 6.0  # a less likely place of the same name
_WHERE_UNTOLD = -6.0  # without a place, what serves all goes before what serves some
_OWN_LINE = "hulplijn-1712"


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What counts beside the words: the moment, the people, the wishes."""

    at: datetime
    day: date
    audiences: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    wishes: frozenset[str] = frozenset()


@dataclass(slots=True)
class Candidate:
    """A service on its way to becoming a hit."""

    number: int
    service: Service
    link: str
    place: PlaceHit | None
    opening: Opening
    matched: int = 0
    score: float = 0.0
    topics: list[str] = field(default_factory=list)


def matched(number: int, question: Question) -> int:
    """Return how many parts of the question an entry answers."""
    return sum(number in concept.weights for concept in question.concepts)


def words_score(candidate: Candidate, question: Question) -> float:
    """Return how well an entry answers the words; sets how many parts of the question it answers."""
    weight = 0.0
    candidate.matched = matched(candidate.number, question)
    for concept in question.concepts:
        weight += concept.weights.get(candidate.number, 0.0)
    parts = max(1, len(question.concepts))
    score = 24.0 * candidate.matched / parts + 9.0 * weight / parts
    leaning = sum(concept.weights.get(candidate.number, 0.0) for concept in question.leanings)
    most = _LEANING_AT_MOST if NEARNESS[candidate.link] == 0 else _LEANING_WHERE_NO_LIST
    return score + min(most, leaning)


def place_score(candidate: Candidate) -> float:
    """Return how near the service is, less for a less likely reading of the place's name."""
    if candidate.place is None:
        return 0.0 if candidate.service.coverage not in {"coverage.csv", ""} else _WHERE_UNTOLD
    return _LINK_SCORES[candidate.link]


def people_score(service: Service, now: Circumstances) -> float:
    """Return how well a service fits the people and wishes. Nothing asked: Dutch first, professionals' lines last."""
    score = _CATEGORY_SCORES.get(service.category, 0.0)
    audience = set(service.audience)
    if now.audiences:
        if audience & now.audiences:
            score += 5.0
        elif "all" not in audience:
            score -= 7.0
    elif "professionals" in audience and "all" not in audience:
        score -= 2.0
    elif audience == {"minors"}:
        score -= 1.0
    if now.languages:
        score += 12.0 if now.languages & set(service.languages) else -8.0
        score += 6.0 if service.languages and service.languages[0] in now.languages else 0.0
    elif "nl" not in service.languages:
        score -= 9.0
    if "anonymous" in now.wishes:
        score += {"yes": 6.0, "no": -6.0}.get(service.anonymous, 0.0)
    if "free" in now.wishes and service.cost == "gratis":
        score += 2.0
    for way in ("chat", "mail"):
        if way in now.wishes:
            offered = way in f"{service.opening_hours} {service.description}".casefold()
            score += 8.0 if offered or (way == "mail" and service.email) else 0.0
    return score


def hours_score(candidate: Candidate, now: Circumstances) -> float:
    """Return what being open is worth: much when it was asked for, a little always."""
    asked = 10.0 if now.wishes & {"open", "night"} else 1.0
    score = {True: asked, False: -asked, None: 0.0}[candidate.opening.open]
    return score + (6.0 if "night" in now.wishes and "24/7" in candidate.service.opening_spec else 0.0)


def sureness_score(service: Service, day: date) -> float:
    """Return what doubt costs: it moves an entry down, never away."""
    score = {"verified": 2.0, "likely": 0.0}.get(service.confidence, -3.0)
    months = months_between(service.checked_on, day)
    score -= 1.0 if months is None else 2.0 * min(1.0, months / VERY_OLD_AFTER_MONTHS)
    return score - (0.0 if service.phone else 2.5)


def score_of(candidate: Candidate, question: Question, now: Circumstances) -> float:
    """Return the score of a service; 101 and 112 come first in danger."""
    service = candidate.service
    if "danger" in now.wishes and service.id in DANGER_LINES:
        return 1000.0 - DANGER_LINES.index(service.id)
    reading = next((at for at, hit in enumerate(question.places) if hit is candidate.place), 0)
    return (
        words_score(candidate, question)
        + place_score(candidate)
        - _OTHER_READING * reading
        + people_score(service, now)
        + hours_score(candidate, now)
        + sureness_score(service, now.day)
        - (12.0 if service.id == _OWN_LINE else 0.0)  # the caller is already there
    )
