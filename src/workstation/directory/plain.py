"""What was found, as plain dictionaries for scripts: the same results, in the same order, as on screen."""

from typing import Any

from workstation.directory.hits import Found, Glance, Hit
from workstation.directory.opening import Opening
from workstation.directory.places import PlaceHit
from workstation.directory.speaking import say
from workstation.domain.moments import as_text
from workstation.domain.services import Service
from workstation.vocabulary.words import Words

Plain = dict[str, Any]


def found_as_plain(found: Found, text: Words) -> Plain:
    """Return an answer of `find_service`; what is not known is None, never an empty text."""
    return {
        "text": found.text,
        "at": as_text(found.at),
        "edition": found.edition,
        "places": [_place(place) for place in found.places],
        "puzzling": list(found.puzzling),
        "hits": [hit_as_plain(hit, text) for hit in found.hits],
        "glance": glance_as_plain(found.glance) if found.glance else None,
    }


def hit_as_plain(hit: Hit, text: Words) -> Plain:
    """Return one hit."""
    return {
        **_service(hit.service),
        "reasons": list(hit.reasons),
        "warnings": list(hit.warnings),
        "opening": _opening(hit.opening) | {"words": hit.opening_words},
        "freshness": {
            "confidence": hit.freshness.confidence,
            "link": hit.freshness.link,
            "checked_on": hit.freshness.checked_on or None,
            "months": hit.freshness.months,
            "words": hit.freshness.words,
        },
        "place": _place(hit.place) if hit.place else None,
        "say": say(hit.service, text),
        "score": hit.score,
    }


def glance_as_plain(glance: Glance) -> Plain:
    """Return a municipality at a glance."""
    return {
        "nis_code": glance.nis_code,
        "asked": glance.asked,
        "municipality": glance.municipality,
        "province": glance.province or None,
        "lines": [
            {
                "category": line.category,
                "words": line.words,
                "link": line.link,
                "id": line.service.id if line.service else None,
                "name": line.service.name if line.service else None,
                "phone": (line.service.phone or None) if line.service else None,
            }
            for line in glance.lines
        ],
    }


def _service(service: Service) -> Plain:
    return {
        "id": service.id,
        "version": service.version,
        "category": service.category,
        "name": service.name,
        "description": service.description or None,
        "phone": service.phone or None,
        "email": service.email or None,
        "website": service.website or None,
        "address": service.address or None,
        "postcode": service.postcode or None,
        "opening_hours": service.opening_hours or None,
        "audience": list(service.audience),
        "topics": list(service.topics),
        "languages": list(service.languages),
        "cost": service.cost or None,
        "anonymous": service.anonymous or None,
    }


def _opening(opening: Opening) -> Plain:
    return {"open": opening.open, "changes_at": as_text(opening.changes_at) if opening.changes_at else None}


def _place(place: PlaceHit) -> Plain:
    return {
        "label": place.label,
        "name": place.name,
        "kind": place.kind,
        "nis_code": place.nis_code,
        "former_nis": place.former_nis,
        "municipality": place.municipality,
        "postcodes": list(place.postcodes),
    }
