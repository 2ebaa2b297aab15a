"""The screens of an open desk: made once after unlocking, each given what it asks for, joined in one place."""

from collections.abc import Callable
from dataclasses import replace
from functools import cached_property, partial

from platformdirs import user_documents_path
from PySide6.QtCore import QObject, Signal

from workstation.assembly.beside import EarlierContacts
from workstation.assembly.calls import Calls
from workstation.assembly.cases import Cases
from workstation.assembly.coordination import Coordination
from workstation.assembly.desk import OpenDesk
from workstation.assembly.directory import Directory
from workstation.assembly.editions_in_use import EditionsInUse
from workstation.assembly.follow_ups import FollowUpDesk
from workstation.assembly.halves import halves_of
from workstation.assembly.keeping import KeepingDesk
from workstation.assembly.late_screens import LateScreens
from workstation.assembly.shifts import Shifts
from workstation.assembly.texts import Texts
from workstation.domain.changes import Changes
from workstation.domain.ids import CallId
from workstation.ui.announcer import Announcer
from workstation.ui.application import Application
from workstation.ui.background import Lane
from workstation.ui.clipboard import A_MAIL
from workstation.ui.idle_lock import IdleLock
from workstation.ui.screens.call_page import CallPage
from workstation.ui.screens.calls import CallsScreen
from workstation.ui.screens.case import CaseScreen
from workstation.ui.screens.coordination import CoordinationScreen
from workstation.ui.screens.directory import DirectoryScreen
from workstation.ui.screens.home import HomeScreen
from workstation.ui.screens.intake import IntakeScreen
from workstation.ui.screens.intake_parts import IntakeParts
from workstation.ui.screens.intake_wiring import IntakeWiring
from workstation.ui.screens.oversight import OversightScreen
from workstation.ui.screens.shift_end import ShiftEndScreen
from workstation.ui.screens.shift_start import ShiftStartScreen
from workstation.ui.screens.summary import SummaryScreen
from workstation.ui.window import Window

PAPERS = user_documents_path() / "1712"  # where files go that somebody asked for


class DeskScreens(QObject):
    """Everything one can see once the vault is open. `lock_wished` by key or because nobody was there."""

    lock_wished = Signal()

    def __init__(self, desk: OpenDesk, lane: Lane, window: Window, application: Application) -> None:
        super().__init__(window)
        self._desk, self._lane, self._window, self._application = desk, lane, window, application
        look, text, book = application.look, desk.text, desk.codebook
        # making pages takes longer than keeping text: it waits in a lane of its own
        self._paper = Lane("paper")
        self._announcer = Announcer()
        self._calls = Calls(desk, lane, self._announce)
        self._directory = Directory(desk, lane, self._announce)
        self._shifts = Shifts(desk, lane, lambda: self._calls.after_danger, lambda: window.situation.in_call)
        self.intake = IntakeScreen(self._intake_parts(), look, text)
        self.home = HomeScreen(self._shifts.home, book, look, text, desk.now)
        self.calls = CallsScreen(self._calls.look_up, desk.place_name, book, look, text, desk.now)
        self._team = Coordination(desk, lane, self._announce, look)
        self._case_screens()
        self.directory = DirectoryScreen(
            self._directory.work(application.clipboard.copy, window.notices.say), look, text, desk.now
        )
        self.summary = SummaryScreen(
            self._calls.summary, self._calls.copy, self._paper.do, text, PAPERS, halves_of(desk, lane)
        )
        self.shift_start, self.shift_end = self._shift_screens()
        self.late = LateScreens(desk, lane, self._paper, window, PAPERS)
        for screen in (
            self.home, self.intake, self.calls, self.page, self.directory, self.summary, self.shift_start,
            self.shift_end, self.case, self.follow_ups,
        ):  # fmt: skip
            window.add(screen)
        self.late.promise(look, self._texts, self._announce)
        window.promise("coordination", lambda: self.coordination)
        self._wiring = IntakeWiring(self.intake, window, text)
        self._idle = IdleLock(application.qt, lambda: window.situation.in_call)
        self._join()
        self._bind()

    def _intake_parts(self) -> IntakeParts:
        self._texts = Texts(self._desk, self._lane, self._announce, self._window.notices.say)
        copy = partial(self._application.clipboard.copy, longest=A_MAIL)
        return replace(self._calls.intake(), texts=self._texts.parts(copy))

    def _shift_screens(self) -> tuple[ShiftStartScreen, ShiftEndScreen]:
        desk, book, look = self._desk, self._desk.codebook, self._application.look
        begin = ShiftStartScreen(self._shifts.start_work(), book, look, desk.text)
        return begin, ShiftEndScreen(self._shifts.end_work(), book, look, desk.text, desk.now)

    def _case_screens(self) -> None:
        desk, lane, look, text = self._desk, self._lane, self._application.look, self._desk.text
        earlier, tasks = (
            EarlierContacts(desk, lane, self._announce),
            FollowUpDesk(desk, lane, self._announce, self._window.notices.say),
        )
        cases, keeping = Cases(desk, lane, self._announce, earlier), KeepingDesk(desk, lane, self._announce)
        of_call = tasks.card(earlier.plan_work())
        of_call.settle_wished.connect(self._settle)
        of_call.reopen_wished.connect(tasks.reopen)
        kept = keeping.card()
        self._begin_sealing, self._begin_known = kept.begin_sealing, kept.begin_known
        self.page = CallPage(
            self._calls.work(self._window.notices.say), desk.codebook, look, text, cases.card(), self._team.card,
            (of_call, kept),
        )  # fmt: skip
        self.case, self.follow_ups = CaseScreen(cases.screen(), look, text), tasks.screen(look)

        def panes() -> CoordinationScreen:
            return self._team.screen(lambda: OversightScreen(cases.coordination, text), keeping.panes(look))

        self._desk_panes = panes
        self.beside = earlier.beside(self.intake, self._window)

    @cached_property
    def coordination(self) -> CoordinationScreen:
        """The coordinator's desk, with all its panes; made by the first visit."""
        return self._desk_panes()

    def _join(self) -> None:
        window, text = self._window, self._desk.text
        self._announcer.listen(window.heard)
        self._announcer.listen(self._texts_changed)
        editions = EditionsInUse(self._desk, self._lane, lambda: bool(self.intake.calls), window.notices.say_after)
        self._announcer.listen(editions.heard)
        self.intake.gone.connect(editions.look)
        window.arrived.connect(lambda _screen: editions.look())
        self.intake.filed.connect(self._filed)
        self.home.task_requested.connect(self._settle)
        self.follow_ups.call_requested.connect(self._open_call)
        self.home.draft_requested.connect(self._take_up)
        self.home.call_requested.connect(self._open_call)
        self.home.new_call_requested.connect(self._new_call)
        self.home.review_requested.connect(self._team.read_again)
        self.home.announcement_read.connect(lambda one: self._shifts.announcement_read(one, self.home.arrive))
        self.home.heavy_marked.connect(
            lambda call: self._shifts.heavy(call, lambda: window.notices.say(text("home.heavy_kept")))
        )
        self.calls.opened.connect(self._open_call)
        self.page.print_requested.connect(self._print)
        if self.page.case is not None:
            self.page.case.opened.connect(self._open_case)
        self.case.call_requested.connect(self._open_call)
        self.beside.call_requested.connect(self._open_call)
        self.beside.case_requested.connect(self._open_case)
        self.shift_start.begun.connect(self._shift_begun)
        self.shift_start.postponed.connect(lambda: window.go("home"))
        self.shift_end.ended.connect(lambda: window.go("home"))
        self.shift_end.stayed.connect(lambda: window.go("home"))
        self._idle.expired.connect(self.lock_wished)
        self._idle.warned.connect(self._warn_idle)
        self._idle.calmed.connect(window.notices.clear)
        self._idle.start()

    def _texts_changed(self, changes: Changes) -> None:
        if changes.concerns("own_text"):
            self._texts.cards(self.intake.page.steps.give)
            self._texts.look_again()

    def _bind(self) -> None:
        self._team.stand_in(self._window, self._paper.do, PAPERS)
        bind = self._window.commands.bind
        acts: dict[str, Callable[[], object]] = {
            "new_call": partial(self._new_call, ""),
            "lock": self.lock_wished.emit,
            "take_break": lambda: self._shifts.toggle_break(self.home.arrive),
            "end_shift": self._end_shift,
            "open_draft": self._oldest_draft,
            "heavy_call": self.home.mark_heavy,
            "clear_search": self.calls.clear,
            "print_call": self.page.print_call,
            "add_to_call": self.page.begin_addition,
            "correct_call": self.page.begin_correction,
            "copy_number": self.directory.copy_number,
            "remark": self.directory.begin_remark,
            "start_shift": self.shift_start.start,
            "hand_over": self.shift_end.end,
            "follow_ups": lambda: self._window.go("follow_ups"),
            **{f"call_{one}": partial(self.page.show_pane, one) for one in ("facts", "case", "follow_up", "keeping")},
            **dict.fromkeys(("seal_call", "unseal_call"), partial(self._who_reads, self._begin_sealing)),
            "know_person": partial(self._who_reads, self._begin_known),
            **self.follow_ups.acts_by_command(),
            "codebook": lambda: self._window.go("codebook"),
            "step_cards": lambda: self._window.go("step_cards"),
            "registration_sets": lambda: self._window.go("registration_sets"),
        }
        for command, act in acts.items():
            bind(command, act)
        self.summary.bind(self._window.commands)

    def _who_reads(self, begin: Callable[[], None]) -> None:
        self.page.show_pane("keeping")
        begin()

    def _warn_idle(self, left: int) -> None:
        failing = any(call.saving.state.kind == "failing" for call in self.intake.calls)
        key = "window.idle_warning_unkept" if failing else "window.idle_warning"
        self._window.notices.say(self._desk.text(key, seconds=left))

    def rest(self) -> None:
        """Stop watching the hands: another window of the program has them, and watches them itself."""
        self._idle.stop()

    def wake(self) -> None:
        """Watch the hands again."""
        self._idle.start()

    def keep_everything(self, seconds: float) -> bool:
        """Hand every draft to the lane and return whether all of it is written within some seconds."""
        open_calls = [call for call in self.intake.calls if call.worth_saving]
        for call in open_calls:
            call.saving.hand_over()
        return self._lane.wait(seconds) and all(call.saving.kept for call in open_calls)

    def leave(self) -> None:
        """Hand every draft to the lane and finish what is being put on paper."""
        self._idle.stop()
        self.intake.forget()
        self.beside.forget()
        self.late.stop()
        self._paper.close()

    # -- acts --------------------------------------------------------------------------------------------------

    def _new_call(self, channel: str) -> None:
        preset = self._desk.preset | ({"channel": channel} if channel else {})
        self.intake.begin(preset)
        if self._window.situation.screen != "call":
            self._window.go("call")

    def _take_up(self, draft: str) -> None:
        def show(body: dict[str, object]) -> None:
            self.intake.take_up(body)
            self._window.go("call")

        self._calls.draft(draft, show, lambda _: self.home.arrive())

    def _oldest_draft(self) -> None:
        if self.home.oldest_draft is not None:
            self._take_up(self.home.oldest_draft)

    def _open_call(self, call: str, reason: str = "") -> None:
        self.page.show_call(CallId(call), reason)
        self._window.go("call_page")

    def _settle(self, task: str) -> None:
        self.follow_ups.show_task(task)
        self._window.go("follow_ups")

    def _open_case(self, case: str, reason: str = "") -> None:
        self.case.show_case(case, reason)
        self._window.go("case")

    def _print(self, call: str) -> None:
        self.summary.open(CallId(call))
        self._window.go("summary")

    def _shift_begun(self) -> None:
        self._window.go("home")

    def _end_shift(self) -> None:
        self._window.go("shift_end" if self._desk.shift is not None else "shift_start")

    def _filed(self, changes: Changes) -> None:
        self._announce(changes)

    def listen(self, heard: Callable[[Changes], None]) -> None:
        """Call `heard` after every write."""
        self._announcer.listen(heard)

    def announce(self, changes: Changes) -> None:
        """Something came from elsewhere: the screens look again as after a write of one's own."""
        self._announce(changes)

    def _announce(self, changes: Changes) -> None:
        if changes.concerns("service", "remark", "service_outcome"):
            self._lane.do(self._desk.renew_finder)
        self._announcer.changed(changes)
