"""The referral directory's screen: finding, places, remarks."""

from collections.abc import Callable
from typing import Protocol

from workstation.assembly.desk import OpenDesk
from workstation.assembly.halves import halves_of
from workstation.directory.hits import Glance, Hit
from workstation.domain.changes import Changes
from workstation.domain.services import Service
from workstation.domain.upkeep import SERVICE_OUTCOMES
from workstation.ui.background import Lane
from workstation.ui.screens.directory import DirectoryWork
from workstation.usecases.note_outcome import note_outcome
from workstation.usecases.remark_on_service import remark_on_service
from workstation.usecases.take_back_outcome import take_back_outcome


class Say(Protocol):
    """How something is said on the line at the bottom; with `undo`, it can be taken back."""

    def __call__(self, words: str, undo: Callable[[], object] | None = None) -> None:
        """Say it."""


class Directory:
    """Answers at once: a search takes a few milliseconds. A remark goes to the lane."""

    def __init__(self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None]) -> None:
        self._desk, self._lane, self._heard = desk, lane, heard

    def work(self, copy: Callable[[str], None], say: Say) -> DirectoryWork:
        """Return what the screen asks for; `say` may be given what takes an act back."""
        return DirectoryWork(
            find=self._find,
            # asked anew each time: the finder is renewed when an entry or a remark was written
            places=lambda words: self._desk.finder.places.find(words),  # noqa: PLW0108
            at_a_glance=self._at_a_glance,
            remark=self._remark,
            copy=copy,
            say=say,
            outcome=lambda service, outcome, weeks: self._outcome(service, outcome, weeks, say),
            halves=halves_of(self._desk, self._lane),
        )

    def _find(self, words: str, near: str | None, then: Callable[[tuple[Hit, ...]], None]) -> None:
        then(self._desk.finder.find(words, at=self._desk.now(), near=near))

    def _at_a_glance(self, nis: str, then: Callable[[Glance], None]) -> None:
        then(self._desk.finder.at_a_glance(nis))

    def _remark(self, service: Service, words: str, then: Callable[[], None]) -> None:
        desk = self._desk

        def told(changes: Changes) -> None:
            then()
            self._heard(changes)

        self._lane.do(
            lambda: remark_on_service(service, words, desk.whose.counsellor, vault=desk.vault, now=desk.now), told
        )

    def _outcome(self, service: Service, outcome: str, weeks: int | None, say: Say) -> None:
        desk = self._desk
        told = next(one for one in SERVICE_OUTCOMES if one == outcome)

        def take_back() -> None:
            self._lane.do(
                lambda: take_back_outcome(service.id, told, vault=desk.vault, now=desk.now, weeks=weeks), self._heard
            )

        def kept(changes: Changes) -> None:
            self._heard(changes)
            say(desk.text("directory_screen.outcome_kept"), take_back)

        self._lane.do(
            lambda: note_outcome(service.id, told, vault=desk.vault, now=desk.now, weeks=weeks), kept
        )  # fmt: skip
