"""What every question on a sheet needs to know: codes, places, words and the day they must be valid on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from workstation.forms.spec import Value
from workstation.ui.forms.keys import digits
from workstation.ui.forms.suggestions import Offer
from workstation.ui.forms.type_ahead import Find, Label
from workstation.vocabulary.codebook import Code, Codebook
from workstation.vocabulary.words import Words

FindCodes = Callable[[str, str, date], tuple[Code, ...]]
OLDEST = 130


class PlaceOffer(Protocol):
    """What a found place must say of itself (`directory.places.PlaceHit` does)."""

    @property
    def nis_code(self) -> str:
        """The municipality of today."""

    @property
    def label(self) -> str:
        """The name, never the same for two places."""

    @property
    def postcode(self) -> str:
        """One postcode, or an empty text."""


@dataclass(frozen=True)
class Asking:
    """Handed to every kind of question. `day` is the local day of the call that is shown."""

    codebook: Codebook
    text: Words
    find_codes: FindCodes
    find_places: Callable[[str], tuple[PlaceOffer, ...]]
    place_name: Callable[[str], str]
    day: Callable[[], date]

    def offer_of(self, code: Code) -> Offer:
        """Return a code as a line under a box."""
        return Offer(code.code, code.label, code.shortcode or "", code.definition)

    def codes(self, name: str) -> tuple[Find, Label]:
        """Return how the codes of a list are found, and how one is shown."""

        def find(text: str) -> tuple[Offer, ...]:
            found = self.find_codes(name, text, self.day()) if text else self.codebook.offered(name, self.day())
            return tuple(self.offer_of(code) for code in found)

        return find, lambda value: self.codebook.label(name, str(value))

    def ages(self, name: str) -> tuple[Find, Label]:
        """Return how an age is found: a whole number of years, or a band of a list."""
        bands, label = self.codes(name)

        def find(text: str) -> tuple[Offer, ...]:
            years = digits(text)
            if years is not None and len(years) <= 3 and int(years) <= OLDEST:
                return (Offer(int(years), self.text("live.years", years=int(years))),)
            return bands(text)

        def show(value: Value) -> str:
            return self.text("live.years", years=value) if isinstance(value, int) else label(value)

        return find, show

    def places(self) -> tuple[Find, Label]:
        """Return how a place is found, and how its municipality is shown."""

        def find(text: str) -> tuple[Offer, ...]:
            if not text:
                return ()
            found = self.find_places(digits(text) or text)
            return tuple(Offer(place.nis_code, place.label, place.postcode) for place in found)

        return find, lambda value: self.place_name(str(value))

    def unknown_code(self, name: str | None) -> str | None:
        """Return the list's own code for "asked, not known", None where it has none."""
        return "unknown" if name and self.codebook.get(name, "unknown") else None
