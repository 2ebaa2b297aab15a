"""The rehearsals of a desk: which there are, playing one, the trainer's own scenarios, what the class registered."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, Signal

from workstation.assembly.class_report import write_class_report
from workstation.assembly.naming import LISTS, naming
from workstation.assembly.rehearsal_desk import Prepared, RehearsalDesk, Wish, prepare
from workstation.assembly.tour_desk import TourDesk
from workstation.directory.exact_places import exact_place
from workstation.directory.search import Finder
from workstation.domain import moments
from workstation.domain.changes import Changes
from workstation.store.vault import Vault
from workstation.training import own_scenarios
from workstation.training.class_agreement import Registered
from workstation.training.comparison import Comparison
from workstation.training.own_scenarios import DRAFT, NEW, OWN, RESULTS, Written
from workstation.training.scenario_reading import Reading, read_scenario
from workstation.ui.application import Application
from workstation.ui.background import Lane
from workstation.ui.screens.rehearsal import Offered, RehearsalScreen
from workstation.ui.screens.rehearsal_class import ClassScreen
from workstation.ui.screens.rehearsal_editing import EditingScreen, EditingWork
from workstation.ui.screens.scenario_codes import FoundCode
from workstation.ui.window import Window
from workstation.usecases.keep_setting import keep_setting
from workstation.usecases.read_settings import read_settings
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.finding import find_codes
from workstation.vocabulary.words import words

MOST_OF_A_LIST, MOST_CODES = 3, 12  # codes found for a word


@dataclass(frozen=True)
class Shelf:
    """Where the trainer's texts are kept, by name. Called in the lane."""

    every: Callable[[], dict[str, str]]
    keep: Callable[[str, str | None], Changes]


def shelf_in(vault: Vault) -> Shelf:
    """Return the shelf in somebody's own profile."""
    return Shelf(lambda: read_settings(vault=vault), lambda name, value: keep_setting(name, value, vault=vault))


def shelf_in_memory() -> Shelf:
    """Return a shelf that forgets everything with the program: for rehearsing without a profile."""
    kept: dict[str, str] = {}

    def keep(name: str, value: str | None) -> Changes:
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = value
        return Changes.of("setting", name)

    return Shelf(lambda: dict(kept), keep)


class Rehearsals(QObject):
    """Adds the place "rehearsal" to a window. `resting(bool)`: a rehearsal has the hands; `lock_wished` that nobody
    touched it for long.
    """

    resting = Signal(bool)
    lock_wished = Signal()

    def __init__(
        self, shelf: Shelf, lane: Lane, window: Window, application: Application, book: Codebook,
        finder: Callable[[], Finder],
    ) -> None:  # fmt: skip
        super().__init__(window)
        self._shelf, self._lane, self._window, self._application = shelf, lane, window, application
        self._book, self._finder, self._text = book, finder, words()
        self._written: tuple[Written, ...] = ()
        self._preparing = self._leaving = False
        self.running: RehearsalDesk | TourDesk | None = None
        self._done: tuple[Registered, ...] = ()
        look, text = application.look, self._text
        self._names = names = naming(book, self._place_name, text)
        self.choosing = RehearsalScreen(self._look_up, look, text)
        self.editing = EditingScreen(self._editing_work(), text)
        self.of_class = ClassScreen(self._look_up_class, names, text)
        for screen in (self.choosing, self.editing, self.of_class):
            window.add(screen)
        self.choosing.start_requested.connect(self.start)
        self.choosing.edit_requested.connect(self._edit)
        self.editing.kept.connect(self._kept)
        for command, act in (
            ("rehearsal", partial(window.go, "rehearsal")), ("start_rehearsal", self.choosing.start),
            ("tour", self.start_tour),
            ("edit_scenario", self.choosing.edit), ("class_agreement", partial(window.go, "rehearsal_class")),
            ("class_report", self._write_report),
            ("save_scenario", self.editing.save), ("give_back_scenario", self.editing.give_back),
        ):  # fmt: skip
            window.commands.bind(command, act)

    def leave(self) -> None:
        """Stop a rehearsal that runs; the station is being locked or closed."""
        self._leaving = True
        if self.running is not None:
            self.running.stop()

    # -- playing -----------------------------------------------------------------------------------------------

    def start(self, scenario: str, trainee: str = "") -> None:
        """Prepare a rehearsal in the lane, then show it; asked twice, it starts once."""
        found = [one.scenario for one in self._written]
        at = next((n for n, one in enumerate(found) if one.id == scenario), None)
        if at is None or self._preparing or self.running is not None:
            return
        self._preparing = True
        self._window.notices.say(self._text("rehearsal.preparing"))
        number = len({one.trainee for one in self._done}) + 1
        wish = Wish(found[at], at + 1, trainee or self._text("rehearsal.trainee_default", number=number))
        self._lane.do(lambda: prepare(wish), lambda made: self._show(wish, made), self._not_started)

    def start_tour(self) -> None:
        """Prepare the guided tour in the lane, on the line of the first calm phone call; then show it."""
        if self._preparing or self.running is not None:
            return

        def prepared(written: tuple[Written, ...]) -> tuple[Wish, Prepared]:
            calm = next(one.scenario for one in written if one.scenario.channel == "phone")
            wish = Wish(calm, 1, self._text("tour.name"))
            return wish, prepare(wish)

        self._preparing = True
        self._window.notices.say(self._text("rehearsal.preparing"))
        self._lane.do(
            lambda: prepared(own_scenarios.every_scenario({}, self._book, self._place_of)),
            lambda made: self._show(*made, TourDesk), self._not_started,
        )  # fmt: skip

    def _show(self, wish: Wish, made: Prepared, kind: type[RehearsalDesk] | type[TourDesk] = RehearsalDesk) -> None:
        self._preparing = False
        self._window.notices.clear()
        desk = kind(wish, made, self._application)
        desk.done.connect(self._keep_result)
        desk.over.connect(self._over)
        desk.away.connect(self._away)
        self.running = desk
        self.resting.emit(True)
        desk.show(self._window)
        # two windows at once would be one to type a real call into, and one not
        self._window.hide()

    def _not_started(self, _wrong: Exception) -> None:
        self._preparing = False
        self._window.notices.say(self._text("rehearsal.not_started"))

    def _over(self, again: bool) -> None:
        desk, self.running = self.running, None
        if self._leaving:
            return
        self._window.show()
        self.resting.emit(False)
        self._window.go("rehearsal")
        if desk is not None:
            desk.deleteLater()
            if again:
                self.start(desk.wish.scenario.id, desk.wish.trainee)
            else:
                self._window.notices.say(self._text("rehearsal.own_desk"))

    def _away(self) -> None:
        self.leave()
        self.lock_wished.emit()

    # -- what is kept ------------------------------------------------------------------------------------------

    def _place_of(self, words_: str) -> str | None:
        return exact_place(self._finder().places, words_)

    def _place_name(self, nis: str) -> str:
        try:
            return self._finder().places.name(nis)
        except KeyError:
            return nis

    def _look_up(self, then: Callable[[tuple[Offered, ...]], None]) -> None:
        def look() -> tuple[tuple[Written, ...], tuple[Registered, ...]]:
            kept = self._shelf.every()
            return own_scenarios.every_scenario(kept, self._book, self._place_of), own_scenarios.results(kept)

        def told(found: tuple[tuple[Written, ...], tuple[Registered, ...]]) -> None:
            self._written, self._done = found
            played = [one.scenario for one in self._done]
            if not self._leaving:
                then(tuple(Offered(w.scenario, w.own, played.count(w.scenario.id)) for w in self._written))

        self._lane.do(look, told)

    def _look_up_class(self, then: Callable[[tuple[Registered, ...]], None]) -> None:
        self._lane.do(lambda: own_scenarios.results(self._shelf.every()), then)

    def _write_report(self) -> None:
        """Write the class report beside the other papers; the words say where, and nothing of whom."""
        text, say = self._text, self._window.notices.say
        folder = user_documents_path() / "1712"

        def write() -> Path | None:
            kept = self._shelf.every()
            titles = {one.scenario.id: one.scenario.title for one in self._written}
            return write_class_report(own_scenarios.results(kept), titles, self._names, folder, moments.now(), text)

        def written(path: Path | None) -> None:
            say(text("class_report.written", folder=path.parent) if path else text("class_report.too_few"))

        def sorry(wrong: Exception) -> None:
            if not isinstance(wrong, OSError):
                raise wrong
            say(text("class_report.not_written"))

        self._lane.do(write, written, sorry)

    def _keep_result(self, compared: Comparison) -> None:
        trainee = self.running.wish.trainee if self.running is not None else ""
        one = Registered.of(trainee, compared)
        self._lane.do(lambda: self._shelf.keep(RESULTS, own_scenarios.with_result(self._shelf.every(), one)))

    # -- editing -----------------------------------------------------------------------------------------------

    def _editing_work(self) -> EditingWork:
        return EditingWork(
            read=self._read, keep_draft=self._keep_draft, keep=self._keep, give_back=self._give_back,
            say=self._window.notices.say, naming=self._names, find_code=self._find_code,
        )  # fmt: skip

    def _find_code(self, words_: str) -> tuple[FoundCode, ...]:
        day = moments.local(moments.now()).date()
        found = [
            FoundCode(field, one.code, self._names.field(field), one.label)
            for field, name in LISTS.items()
            for one in find_codes(self._book, name, words_, day)[:MOST_OF_A_LIST]
        ]
        return tuple(found[:MOST_CODES])

    def _read(self, text: str) -> Reading:
        return read_scenario(text, self._book, self._place_of)

    def _edit(self, scenario: str) -> None:
        template = self._text("rehearsal.template.text")

        def show(kept: dict[str, str]) -> None:
            self.editing.open(scenario, own_scenarios.text_to_edit(kept, scenario, self._written, template))
            self._window.go("rehearsal_editing")

        self._lane.do(self._shelf.every, show)

    def _keep_draft(self, scenario: str, text: str) -> None:
        self._lane.do(lambda: self._shelf.keep(DRAFT + (scenario or NEW), text))

    def _keep(self, scenario: str, text: str, then: Callable[[], None]) -> None:
        def keep() -> None:
            self._shelf.keep(OWN + scenario, text)
            for draft in (scenario, NEW):
                self._shelf.keep(DRAFT + draft, None)

        self._lane.do(keep, lambda _: then())

    def _kept(self, scenario: str) -> None:
        self._look_up(lambda _: None)
        self.choosing.choose(scenario)

    def _give_back(self, scenario: str, then: Callable[[str], None]) -> None:
        def give() -> str:
            shipped = own_scenarios.shipped_text(scenario, self._book, self._place_of)
            if shipped:
                for name in (OWN, DRAFT):
                    self._shelf.keep(name + scenario, None)
            return shipped

        self._lane.do(give, then)
