"""What text help in a call is given: services by their id, abbreviations, and a way to copy."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from workstation.domain.services import Service


@dataclass(frozen=True)
class TextParts:
    """All in the window's thread, each within a few milliseconds.

    `service` is None for one the directory no longer has, `sentence` what is said of one. `long_form`: None = no
    abbreviation. `known`: words with a capital that name nobody (municipalities).
    """

    service: Callable[[str], Service | None] = lambda _id: None
    sentence: Callable[[Service], str] = lambda service: service.name
    long_form: Callable[[str], str | None] = lambda _short: None
    copy: Callable[[str], None] = lambda _words: None
    known: Callable[[], Collection[str]] = tuple
