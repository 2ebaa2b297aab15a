"""The command that searches the referral directory; the same search as on screen, without any profile."""

import argparse
from collections.abc import Iterator
from datetime import datetime

from workstation.commandline.answers import Answer, Refused
from workstation.directory.hits import Hit
from workstation.directory.plain import found_as_plain
from workstation.directory.reading import shipped_directory
from workstation.directory.search import Finder, finder_of
from workstation.domain import moments
from workstation.usecases.find_service import find_service
from workstation.vocabulary.words import words


def act(asked: argparse.Namespace) -> Answer:
    """Search, or bring the directory out or in."""
    if asked.act == "find":
        return find(asked)
    # late: a search never touches the cipher
    from workstation.commandline import directory_files

    return directory_files.take_out(asked) if asked.act == "export" else directory_files.bring_in(asked)


def find(asked: argparse.Namespace) -> Answer:
    """Search, for now or for a moment given, near a place or in all of Flanders and Brussels."""
    text, finder = words(), finder_of(shipped_directory())
    near = _place(finder, asked.near)
    found = find_service(" ".join(asked.text), finder, _moment(asked.at), near=near)
    lines = [line for hit in found.hits for line in _said(hit)] or [text("commandline.nothing_found")]
    return Answer(tuple(lines), found_as_plain(found, text))


def _said(hit: Hit) -> Iterator[str]:
    yield f"{hit.service.name}  {hit.service.phone}".rstrip()
    yield "    " + " · ".join((*hit.reasons, *hit.warnings, hit.freshness.words))


def _moment(typed: str | None) -> datetime:
    if typed is None:
        return moments.now()
    try:
        found = datetime.fromisoformat(typed)
    except ValueError:
        raise Refused("commandline.bad_moment") from None
    return found if found.tzinfo else found.replace(tzinfo=moments.BRUSSELS)


def _place(finder: Finder, typed: str | None) -> str | None:
    if typed is None:
        return None
    hits = finder.places.find(typed)
    if not hits:
        raise Refused("commandline.no_such_place")
    return hits[0].nis_code
