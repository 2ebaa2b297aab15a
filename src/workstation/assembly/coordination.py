"""The coordinator's desk: its panes, and the screens that open from them."""

from collections.abc import Callable, Mapping
from functools import cached_property, partial
from pathlib import Path

from workstation.assembly.desk import OpenDesk
from workstation.assembly.halves import halves_of
from workstation.assembly.reviews import ReviewDesk
from workstation.assembly.team_talk import TeamTalkDesk
from workstation.assembly.upkeep import UpkeepDesk
from workstation.domain.changes import Changes
from workstation.domain.ids import CallId
from workstation.domain.permissions import Action, decide
from workstation.ui.background import Lane
from workstation.ui.look import Look
from workstation.ui.paper import Do
from workstation.ui.screen import Screen
from workstation.ui.screens.coordination import CoordinationScreen
from workstation.ui.screens.review import ReviewScreen
from workstation.ui.screens.review_form_editing import ReviewFormScreen
from workstation.ui.screens.section_pane import DeskPane, SectionPane
from workstation.ui.screens.team_card import TeamCard
from workstation.ui.window import Window

MakePane = Callable[[], DeskPane]
NOTHING_MORE: Mapping[str, MakePane] = {}


class Coordination:
    """Makes the panes and the screens, and joins them. `window` must know the screens before anything is opened."""

    def __init__(self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None], look: Look) -> None:
        self._desk, self._lane, self._look, self._heard = desk, lane, look, heard
        self.reviews = ReviewDesk(desk, lane, heard)
        self.talk = TeamTalkDesk(desk, lane, heard)
        self.upkeep = UpkeepDesk(desk, lane, heard)
        self.card = TeamCard(self.talk.card(self.read_again), desk.text)
        self._window: Window | None = None

    # made when somebody first goes there: most sittings never do
    @cached_property
    def review(self) -> ReviewScreen:
        """The talk about one call."""
        return ReviewScreen(self.reviews.screen(), self._desk.codebook, self._look, self._desk.text)

    @cached_property
    def form(self) -> ReviewFormScreen:
        """The form one looks back with."""
        return ReviewFormScreen(self.reviews.form(), self._desk.text)

    def offered(self) -> bool:
        """Return whether this role has a coordinator's desk (in a practice profile: who may rehearse)."""
        return self._may("coordinate")

    def _may(self, act: Action) -> bool:
        desk = self._desk.counsellor
        return decide(desk.role, act, "practice" if desk.practice else "own") == "yes"

    # what a pane or a screen draws with is imported when it is made
    def _workload(self) -> DeskPane:
        from workstation.ui.screens.workload_pane import WorkloadPane
        from workstation.usecases.look_up_workload import Workload, look_up_workload

        desk = self._desk

        def look() -> Workload:
            return look_up_workload(desk.counsellor, vault=desk.vault, now=desk.now)

        return WorkloadPane(lambda then, sorry: self._lane.do(look, then, sorry), self._look, desk.text)

    def panes(self) -> dict[str, MakePane]:
        """Return how the panes are made, in the order of the screen: one's own load for whoever takes calls, the rest
        for who coordinates.
        """
        load: dict[str, MakePane] = {"workload": self._workload} if self._may("figures") else {}
        if not self.offered():
            return load
        sections = (
            self.reviews.section(self.read_again, lambda: self._go("review_form")),
            self.talk.discussion(lambda: self._go("team_paper")), self.talk.signals(), self.talk.announcements(),
        )  # fmt: skip
        halves = halves_of(self._desk, self._lane)
        made: dict[str, MakePane] = {
            one.name: partial(SectionPane, one, self._look, self._desk.text, halves) for one in sections
        }
        return made | {"upkeep": self._upkeep_pane} | load

    def _upkeep_pane(self) -> DeskPane:
        from workstation.ui.screens.upkeep import UpkeepPane

        files = self.upkeep.work(lambda: self._go("directory_files"))
        return UpkeepPane(files, self._look, self._desk.text)

    def screen(
        self, oversight: Callable[[], Screen], more: Mapping[str, MakePane] = NOTHING_MORE
    ) -> CoordinationScreen:
        """Return the desk itself, with panes that other roles have too."""
        return CoordinationScreen(self.panes() | dict(more), oversight, self._desk.text)

    def stand_in(self, window: Window, do: Do, folder: Path) -> None:
        """Put the screens that open from the desk in the window, and bind their acts. `do`: the lane of paper."""
        self._window = window

        def paper() -> Screen:
            from workstation.ui.screens.team_paper import PaperWork, TeamPaperScreen

            work = PaperWork(
                self.talk.draw_discussion, self.talk.copy_discussion, do, folder, halves_of(self._desk, self._lane)
            )  # fmt: skip
            made = TeamPaperScreen(work, self._look, self._desk.text)
            bind("team_paper_save", made.save_copy)
            bind("team_paper_print", made.print_copy)
            return made

        def files() -> Screen:
            from workstation.assembly.directory_files import DirectoryFiles
            from workstation.ui.screens.directory_files import DirectoryFilesScreen

            return DirectoryFilesScreen(DirectoryFiles(self._desk, do, self._heard).work(), folder, self._desk.text)

        bind = window.commands.bind
        made: dict[str, Callable[[], Screen]] = {
            "review": lambda: self.review, "review_form": lambda: self.form, "team_paper": paper,
            "directory_files": files,
        }  # fmt: skip
        for name, make in made.items():
            window.promise(name, make)
        bind("coordination", lambda: self._go("coordination"))
        bind("review_talk", lambda: self.review.show_side("talk"))
        bind("review_points", lambda: self.review.show_side("form"))
        bind("review_send", lambda: self.review.send())  # noqa: PLW0108 - not made yet
        bind("review_close", lambda: self.review.close_review())  # noqa: PLW0108
        bind("review_form_keep", lambda: self.form.save())  # noqa: PLW0108

    def read_again(self, call: str) -> None:
        """Open the talk about a call."""
        self.review.show_call(CallId(call))
        self._go("review")

    def _go(self, screen: str) -> None:
        if self._window is not None:
            self._window.go(screen)
