"""Find a service: from the words in the box to ranked services, each with its reasons."""

from datetime import datetime

from workstation.directory.hits import Found
from workstation.directory.search import Finder


def find_service(text: str, finder: Finder, at: datetime, *, near: str | None = None, limit: int = 20) -> Found:
    """Return what a text asks for.

    `near` is the code of the municipality of the person it is about; a place in the text goes before it. Raises
    KeyError for a code that was never one.
    """
    question = finder.read(text)
    hits = finder.find(text, at=at, near=near, limit=limit)
    here = question.places[0].nis_code if question.places else near
    return Found(
        text=text,
        at=at,
        edition=finder.edition,
        hits=hits,
        places=question.places,
        puzzling=question.puzzling,
        glance=finder.at_a_glance(here) if here else None,
    )
