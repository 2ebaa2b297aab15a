"""Registration sets in and out, in a lane of their own; a call that begins stops them at once."""

from collections.abc import Callable, Sequence
from pathlib import Path

from workstation.assembly.desk import OpenDesk
from workstation.domain.changes import Changes
from workstation.domain.permissions import NotAllowed, require
from workstation.ui.background import Lane
from workstation.ui.collecting import settle, undisturbed
from workstation.ui.screens.registration_sets import Ended, FaultLine, Moved, SetsWork, Then
from workstation.usecases.export_registrations import export_registrations
from workstation.usecases.import_registrations import Cancelled, FaultySet, import_registrations
from workstation.usecases.registration_files import Fault
from workstation.usecases.registration_reports import write_faults, write_rest
from workstation.usecases.signed_export import signed_export
from workstation.usecases.years_with_calls import years_with_calls

FAULTS, REST = "fouten.csv", "niet-ingelezen.csv"


class RegistrationSets:
    """What the screen asks for. `in_call` is asked from the lane: whoever takes a call has the store for herself."""

    def __init__(
        self, desk: OpenDesk, lane: Lane, in_call: Callable[[], bool], announce: Callable[[Changes], None]
    ) -> None:
        self._desk, self._lane, self._in_call, self._announce = desk, lane, in_call, announce
        self._stopped = False

    def work(self) -> SetsWork:
        """Return what the screen needs."""
        return SetsWork(years=self._years, bring_in=self._bring_in, take_out=self._take_out, stop=self.stop)

    def stop(self) -> None:
        """Stop what runs, at its next thousand rows."""
        self._stopped = True

    def _years(self, then: Callable[[Sequence[int]], None]) -> None:
        self._lane.do(lambda: years_with_calls(vault=self._desk.vault), then)

    def _watching(self, moved: Moved) -> Moved:
        self._stopped = False

        def told(done: int, of: int | None = None) -> None:
            if self._stopped or self._in_call():
                raise Cancelled
            moved(done, of)

        return told

    def _bring_in(self, folder: Path, skip: bool, moved: Moved, then: Then) -> None:
        told = self._watching(moved)

        def ended(result: tuple[Ended, Changes]) -> None:
            then(result[0])
            if result[1].touched:
                self._announce(result[1])

        self._lane.do(lambda: self.brought_in(folder, told, skip=skip), ended, lambda wrong: then(self._sorry(wrong)))

    def brought_in(self, folder: Path, told: Moved, *, skip: bool) -> tuple[Ended, Changes]:
        """Bring a set in; the full list of faults is also written beside the folder."""
        desk, text = self._desk, self._desk.text
        require(desk.counsellor, "bring_in", "practice" if desk.practice else "team")
        beside = folder.resolve().parent
        settle("figures")
        try:
            with undisturbed():
                done = import_registrations(folder, desk.vault, desk.codebook, desk.now, told, skip_faulty=skip)
        except FaultySet as faulty:
            write_faults(faulty.faults, beside / FAULTS, text)
            words = text("registration_sets.faulty", faults=len(faulty.faults), file=beside / FAULTS)
            return Ended(words, "warn", self._lines(faulty.faults), may_skip=True), Changes()
        if done.faults:
            write_faults(done.faults, beside / FAULTS, text)
            write_rest(folder, done, beside / REST)
        words = text(
            "registration_sets.brought_in", calls=done.calls, persons=done.persons, known=done.known,
            left_out=done.skipped,
        )  # fmt: skip
        return Ended(words, "ok", self._lines(done.faults)), done.changes

    def _take_out(self, year: int, folder: Path, moved: Moved, then: Then) -> None:
        told = self._watching(moved)
        self._lane.do(lambda: self.taken_out(year, folder, told), then, lambda wrong: then(self._sorry(wrong)))

    def taken_out(self, year: int, folder: Path, told: Moved) -> Ended:
        """Write the set of a year."""
        desk = self._desk
        with undisturbed():
            done = export_registrations(
                desk.vault, desk.codebook, year, folder, lambda rows: told(rows, None), desk=desk.counsellor,
                now=desk.now, request=signed_export(year, desk.counsellor, vault=desk.vault, now=desk.now),
            )  # fmt: skip
        words = desk.text(
            "registration_sets.taken_out", calls=done.calls, persons=done.persons, outcomes=done.outcomes,
            folder=folder,
        )  # fmt: skip
        return Ended(words, "ok")

    def _lines(self, faults: Sequence[Fault]) -> tuple[FaultLine, ...]:
        text = self._desk.text
        return tuple(
            FaultLine(one.file, one.line, one.column, one.value, text(f"registrations.fault.{one.reason}"))
            for one in faults
        )

    def _sorry(self, wrong: Exception) -> Ended:
        text = self._desk.text
        if isinstance(wrong, Cancelled):
            return Ended(text("registration_sets.stopped"), "muted")
        if isinstance(wrong, NotAllowed):
            return Ended(text(wrong.text_key), "warn")
        return Ended(text("registration_sets.failed"), "warn")
