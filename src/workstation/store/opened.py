"""A record of the exchange in clear, as the shelves take it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from workstation.domain.envelopes import Json
from workstation.store.records import View


@dataclass(frozen=True, slots=True)
class Opened:
    """A record in clear. `refused`: fields that did not pass; `keyless`: fields whose key has not come yet."""

    fields: Mapping[str, Json]
    refused: frozenset[str] = frozenset()
    keyless: frozenset[str] = frozenset()


Opener = Callable[[View], Opened]
Misshapen = Callable[[str, str], None]
