"""What the exchange wants of the keys; `sealing/keyring.py` gives it, tests of the exchange alone seal nothing."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from workstation.store.opened import Opener
from workstation.store.outbox import Seal
from workstation.store.records import View
from workstation.store.vault import Work


class Keys(Protocol):
    """What the sealing gives: how a value is closed before it leaves, and opened when it came."""

    def may_leave(self, work: Work) -> frozenset[str] | None:
        """Return the kinds of records that may leave now, None for all: without a key only lists of members."""

    def waiting_for(self, work: Work) -> Mapping[str, frozenset[str]]:
        """Return the streams that wait for a key, with the kinds of records that may go there all the same."""

    def sealing(self, work: Work) -> Seal:
        """Return what seals a change."""

    def opening(self, work: Work) -> Opener:
        """Return what opens a record; everything it refuses becomes an alarm."""

    def took_in(self, work: Work, records: Iterable[str]) -> set[str]:
        """Look at new records for keys and lists of members; return the records that can be opened only now."""

    def came_back(self, work: Work, views: Iterable[View]) -> set[str]:
        """Accept own values that the hub shows as they left; return the records of which everything is so."""

    def missing(self, work: Work, gone: Iterable[str]) -> None:
        """Notice what the hub has taken away and should not have."""
