"""What the intake screen is given: callables and words, never the vault."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from workstation.directory.hits import Glance, Hit
from workstation.domain.changes import Changes
from workstation.domain.problems import Problem
from workstation.forms.draft import Body, Draft
from workstation.forms.step_cards import StepCard
from workstation.ui.forms.asking import Asking, FindCodes, PlaceOffer
from workstation.ui.forms.autosave import Do
from workstation.ui.forms.sheet import Tell
from workstation.ui.half_texts import NOWHERE, Halves
from workstation.ui.screens.intake_text_parts import TextParts
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words


@dataclass(frozen=True)
class IntakeParts:
    """The callables of the live screen.

    In the lane (may be slow, may raise): `save` keeps a draft, `discard` forgets one by id, `finish` files a call as
    it ended (draft, moment of ending, seconds of wrapping up or None) and forgets its draft; NotReady = the
    counsellor can mend it. `reopen` gives a filed call's draft back to the drafts.
    In the window's thread (each within a few milliseconds): all others. `tell` keeps an answer and what follows
    from it. `run_snelcode` reads a line into the draft and returns (what was filled in, what was not understood).
    `suggest` is about the selected person of a draft; `find_services` takes a text and that draft.
    """

    codebook: Codebook
    do: Do
    save: Callable[[Body], object]
    discard: Callable[[str], object]
    finish: Callable[[Draft, datetime, int | None], Changes]
    find_codes: FindCodes
    find_places: Callable[[str], tuple[PlaceOffer, ...]]
    place_name: Callable[[str], str]
    find_services: Callable[[str, Draft], tuple[Hit, ...]]
    suggest: Callable[[Draft], tuple[Hit, ...]]
    at_a_glance: Callable[[str], Glance | None]
    sentence: Callable[[Hit], str]
    run_snelcode: Callable[[Draft, str, date], tuple[tuple[str, ...], str]]
    tell: Tell
    open_points: Callable[[Draft], tuple[Problem, ...]]
    read_back: Callable[[Draft], str]
    relation_of: Callable[[Draft, str, str], str | None]
    outcome_of: Callable[[str], str]
    reopen: Callable[[str], object]
    now: Callable[[], datetime]
    monotonic: Callable[[], float]
    step_cards: tuple[StepCard, ...] = ()
    texts: TextParts = field(default_factory=TextParts)
    halves: Halves = NOWHERE

    def asking(self, text: Words, day: Callable[[], date]) -> Asking:
        """Return what every question needs to know."""
        return Asking(self.codebook, text, self.find_codes, self.find_places, self.place_name, day)


# the facts of a new call before the shift says otherwise: anonymous is what a caller is until a name is given
PRESET: Body = {"channel": "phone", "anonymous": "yes"}
