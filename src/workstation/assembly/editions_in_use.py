"""Editions that came, or whose day has begun, come into use at a calm moment: while no call is open."""

from collections.abc import Callable

from workstation.assembly.desk import OpenDesk
from workstation.domain.changes import Changes
from workstation.domain.moments import local_day
from workstation.ui.background import Lane
from workstation.usecases.codebook_in_force import codebook_in_force
from workstation.usecases.open_directory import FROM_HUB
from workstation.vocabulary.codebook import Codebook


class EditionsInUse:
    """A call keeps the codebook it began with; nobody has to open the program again. `busy`: a call is open."""

    def __init__(self, desk: OpenDesk, lane: Lane, busy: Callable[[], bool], say: Callable[[str], None]) -> None:
        self._desk, self._lane, self._busy, self._say = desk, lane, busy, say
        self._day, self._came = local_day(desk.now()), False
        self._directory = ""

    def heard(self, changes: Changes) -> None:
        """Learn that an edition came: of the codebook, or of the directory, which searches use from now on."""
        self._came |= changes.concerns("codebook")
        named = (one for kind, one in changes.touched if kind == "service" and one.startswith(FROM_HUB))
        self._directory = next(named, self._directory)
        self.look()

    def look(self) -> None:
        """Use what came, if this is a calm moment; else at the next one."""
        if self._busy():
            return
        if self._directory:
            # what a station that works alone never loads
            from workstation.ui.screens.bring_out import edition_words

            words = edition_words(self._directory, self._desk.text)
            self._directory = ""
            self._say(self._desk.text("sync.edition.directory_in_use", edition=words))
        today = local_day(self._desk.now())
        if self._came or today != self._day:
            self._came, self._day = False, today
            self._lane.do(lambda: codebook_in_force(today, vault=self._desk.vault), self._use)

    def _use(self, found: Codebook) -> None:
        if found.edition == self._desk.codebook.edition:
            return
        if self._busy():
            self._came = True
            return
        self._desk.codebook.become(found)
        self._say(self._desk.text("sync.edition.codebook_in_use"))
