"""The coordinator's desk: its panes, and the screens that open from them."""

from collections.abc import Callable, Mapping
from pathlib import Path

from workstation.assembly.desk import OpenDesk
from workstation.assembly.directory_files import DirectoryFiles
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
from workstation.ui.screens.directory_files import DirectoryFilesScreen
from workstation.ui.screens.review import ReviewScreen
from workstation.ui.screens.review_form_editing import ReviewFormScreen
from workstation.ui.screens.section_pane import DeskPane, SectionPane
from workstation.ui.screens.team_card import TeamCard
from workstation.ui.screens.team_paper import PaperWork, TeamPaperScreen
from workstation.ui.screens.upkeep import UpkeepPane
from workstation.ui.screens.workload_pane import WorkloadPane
from workstation.ui.window import Window
from workstation.usecases.look_up_workload import Workload, look_up_workload

NOTHING_MORE: Mapping[str, DeskPane] = {}


class Coordination:
    """Makes the panes and the screens, and joins them. `window` must know the screens before anything is opened."""

    def __init__(self, desk: OpenDesk, lane: Lane, heard: Callable[[Changes], None], look: Look) -> None:
        self._desk, self._lane, self._look, self._heard = desk, lane, look, heard
        self.reviews = ReviewDesk(desk, lane, heard)
        self.talk = TeamTalkDesk(desk, lane, heard)
        self.upkeep = UpkeepDesk(desk, lane, heard)
        text = desk.text
        self.review = ReviewScreen(self.reviews.screen(), desk.codebook, look, text)
        self.form = ReviewFormScreen(self.reviews.form(), text)
        self.card = TeamCard(self.talk.card(self.read_again), text)
        self._window: Window | None = None

    def offered(self) -> bool:
        """Return whether this role has a coordinator's desk (in a practice profile: who may rehearse)."""
        return self._may("coordinate")

    def _may(self, act: Action) -> bool:
        desk = self._desk.counsellor
        return decide(desk.role, act, "practice" if desk.practice else "own") == "yes"

    def _workload(self) -> WorkloadPane:
        desk = self._desk

        def look() -> Workload:
            return look_up_workload(desk.counsellor, vault=desk.vault, now=desk.now)

        return WorkloadPane(lambda then, sorry: self._lane.do(look, then, sorry), self._look, desk.text)

    def panes(self) -> dict[str, DeskPane]:
        """Return the panes in the order of the screen: one's own load for whoever takes calls, the rest for who
        coordinates.
        """
        load: dict[str, DeskPane] = {"workload": self._workload()} if self._may("figures") else {}
        if not self.offered():
            return load
        sections = (
            self.reviews.section(self.read_again, lambda: self._go("review_form")),
            self.talk.discussion(lambda: self._go("team_paper")), self.talk.signals(), self.talk.announcements(),
        )  # fmt: skip
        made: dict[str, DeskPane] = {one.name: SectionPane(one, self._look, self._desk.text) for one in sections}
        files = self.upkeep.work(lambda: self._go("directory_files"))
        return made | {"upkeep": UpkeepPane(files, self._look, self._desk.text)} | load

    def screen(self, oversight: Screen, more: Mapping[str, DeskPane] = NOTHING_MORE) -> CoordinationScreen:
        """Return the desk itself, with panes that other roles have too."""
        return CoordinationScreen(self.panes() | dict(more), oversight, self._desk.text)

    def stand_in(self, window: Window, do: Do, folder: Path) -> None:
        """Put the screens that open from the desk in the window, and bind their acts. `do`: the lane of paper."""
        self._window = window
        work = PaperWork(self.talk.draw_discussion, self.talk.copy_discussion, do, folder)
        paper = TeamPaperScreen(work, self._look, self._desk.text)
        files = DirectoryFilesScreen(DirectoryFiles(self._desk, do, self._heard).work(), folder, self._desk.text)
        for screen in (self.review, self.form, paper, files):
            window.add(screen)
        bind = window.commands.bind
        bind("coordination", lambda: self._go("coordination"))
        bind("review_talk", lambda: self.review.show_side("talk"))
        bind("review_points", lambda: self.review.show_side("form"))
        bind("review_send", self.review.send)
        bind("review_close", self.review.close_review)
        bind("review_form_keep", self.form.save)
        bind("team_paper_save", paper.save_copy)
        bind("team_paper_print", paper.print_copy)

    def read_again(self, call: str) -> None:
        """Open the talk about a call."""
        self.review.show_call(CallId(call))
        self._go("review")

    def _go(self, screen: str) -> None:
        if self._window is not None:
            self._window.go(screen)
