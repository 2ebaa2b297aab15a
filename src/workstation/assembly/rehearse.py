"""Rehearsing without a profile: a window with the scenarios alone. Nothing is kept when it is closed."""

from collections.abc import Callable
from pathlib import Path

from workstation.assembly.rehearsals import Rehearsals, shelf_in_memory
from workstation.directory.reading import shipped_directory
from workstation.directory.search import finder_of
from workstation.store.hardening import harden_process
from workstation.ui.application import Application
from workstation.ui.background import Lane
from workstation.ui.window import Window
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words


class RehearsalStation:
    """The program when it only rehearses. `scenario` begins one at once; None: it is chosen."""

    def __init__(self, scenario: str | None = None, look_file: Path | None = None) -> None:
        self.application = Application(look_file)
        self.lane = Lane("rehearsals")
        text, finder = words(), finder_of(shipped_directory())
        self.window = Window([], self.application.look, text, lambda _, then: then(True))
        self.rehearsals = Rehearsals(
            shelf_in_memory(), self.lane, self.window, self.application, shipped_codebook(), lambda: finder
        )
        self._scenario = scenario
        self.window.closing.connect(self.close)
        self.application.guard(lambda _: self.window.notices.warn("defect", text("window.defect")))

    def show(self, ready: Callable[[], None] = lambda: None) -> None:
        """Show what there is to rehearse."""
        self.window.resize(1366, 768)
        self.window.show()
        self.window.unlocked(True)
        self.window.go("rehearsal")
        if self._scenario is not None:
            # after the list: both go through the one lane
            self.lane.do(lambda: None, lambda _: self.rehearsals.start(self._scenario or ""))
        ready()

    def close(self) -> None:
        """Stop what runs; the window is going."""
        self.rehearsals.leave()
        self.lane.close()


def run_rehearsal(scenario: str | None = None, look_file: Path | None = None) -> int:
    """Open the window and stay until it is closed; return the exit code."""
    harden_process()
    station = RehearsalStation(scenario, look_file)
    station.show()
    return station.application.qt.exec()
