"""Why a service stands in the list, and what to mind before naming it, in Dutch."""

from workstation.directory.asking import Question
from workstation.directory.freshness import Freshness
from workstation.directory.naming import named
from workstation.directory.opening import said
from workstation.directory.places import Places
from workstation.directory.ranking import DANGER_LINES, Candidate, Circumstances
from workstation.domain.services import Service
from workstation.vocabulary.words import Words

_WIDE = ("flanders+brussels", "flanders", "brussels", "belgium", "wallonia")


def reasons(candidate: Candidate, question: Question, now: Circumstances, text: Words) -> tuple[str, ...]:
    """Return the reasons, the weightiest first."""
    service = candidate.service
    name = service.name.casefold()
    found = []
    if "danger" in now.wishes and service.id in DANGER_LINES:
        found.append(text("directory.reason.danger"))
    found.append(where(candidate, text))
    if topic := next((one for one in question.topics if one in service.topics and one not in name), None):
        found.append(text("directory.reason.topic", topic=topic))
    if candidate.opening.open is not None:
        found.append(said(candidate.opening, now.at, text))
    found.extend(whom(service, now, text))
    if "anonymous" in now.wishes and service.anonymous == "yes":
        found.append(text("directory.reason.anonymous"))
    return tuple(reason for reason in found if reason)


def where(candidate: Candidate, text: Words) -> str:
    """Return which place or region it serves, as far as is known."""
    service, place = candidate.service, candidate.place
    if candidate.link in {"verified", "likely", "unverified"} and place:
        return text("directory.reason.serves", place=_town(place.name, place.municipality))
    if candidate.link == "elsewhere" and place:
        return text("directory.reason.elsewhere", place=place.municipality)
    if candidate.link == "unknown_near" and place:
        return text("directory.reason.unknown_near", place=place.municipality)
    if service.coverage in _WIDE:
        return text(f"directory.reason.{service.coverage.replace('+', '_and_')}")
    return text("directory.reason.local") if service.coverage == "coverage.csv" else ""


def _town(name: str, municipality: str) -> str:
    return name if name == municipality else f"{name} ({municipality})"


def whom(service: Service, now: Circumstances, text: Words) -> list[str]:
    """Return for whom it is, where that is not everyone, and in which language, where that is not Dutch."""
    found: list[str] = []
    if "all" not in service.audience:
        found.extend(named("audience", audience, text) for audience in service.audience)
    elif "professionals" in service.audience and now.audiences & {"professionals"}:
        found.append(text("directory.audience.professionals"))
    if "nl" not in service.languages or now.languages:
        found.extend(named("language", language, text) for language in service.languages if language != "nl")
    return found


def warnings(
    candidate: Candidate, freshness: Freshness, places: Places, text: Words, *, doubted: bool
) -> tuple[str, ...]:
    """Return what to mind before naming this service, the weightiest first."""
    service = candidate.service
    found: list[str] = []
    if doubted:
        found.append(text("directory.warning.doubted"))
    if not service.phone:
        found.append(text("directory.warning.no_phone"))
    elif service.confidence == "unverified":
        found.append(text("directory.warning.unverified_phone"))
    if candidate.link == "unverified" and candidate.place:
        found.append(text("directory.warning.link", place=places.name(candidate.place.nis_code)))
    if candidate.link in {"unknown", "unknown_near"}:
        found.append(text("directory.warning.no_area"))
    if freshness.months is not None and freshness.stale:
        found.append(text("directory.warning.old", years=freshness.months // 12))
    if service.audience == ("professionals",):
        found.append(text("directory.warning.professionals"))
    return tuple(found)
