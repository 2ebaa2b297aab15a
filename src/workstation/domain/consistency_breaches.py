"""What a consistency rule is given, and what it gives back."""

from dataclasses import dataclass

from workstation.domain.ids import PersonId
from workstation.vocabulary.codebook import Codebook


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a rule may know beside the call. `line_open` None: not known whether the channel was open."""

    codebook: Codebook
    line_open: bool | None = None


@dataclass(frozen=True, slots=True)
class Breach:
    """Where a rule is broken: an attribute of a reported person, or of the call when `person` is None."""

    field: str
    person: PersonId | None = None
