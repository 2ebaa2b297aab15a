"""A rehearsal: the same window as a real desk, put together from other parts. Nothing in a screen knows of it.

Another store (thrown away), another clock (the scenario's), no hub at all, an orange frame, a caller beside them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from workstation.assembly.desk import OpenDesk
from workstation.assembly.desk_screens import DeskScreens
from workstation.assembly.naming import naming
from workstation.domain import moments
from workstation.domain.calls import Call
from workstation.domain.changes import Changes
from workstation.domain.ids import CallId
from workstation.forms.finished import call_of
from workstation.store.marks import owner
from workstation.training.caller_script import CallerScript
from workstation.training.comparison import Comparison, compare, dangers_so_far
from workstation.training.noting import Noting
from workstation.training.rehearsal import RehearsalStore, require_rehearsal
from workstation.training.remarks import remarks
from workstation.training.scenario import Scenario
from workstation.training.simulated_clock import SimulatedClock
from workstation.ui.application import Application
from workstation.ui.background import Lane
from workstation.ui.key_count import KeyCount
from workstation.ui.rehearsal_frame import RehearsalFrame
from workstation.ui.screens.rehearsal_caller import CallerActs, CallerPanel
from workstation.ui.screens.rehearsal_debrief import DebriefScreen, DebriefView, clock
from workstation.ui.trainer_window import TrainerWindow, Watched
from workstation.ui.window import Window
from workstation.usecases.open_call import open_call
from workstation.usecases.open_directory import open_directory
from workstation.usecases.start_shift import start_shift
from workstation.vocabulary.words import words

TICK_MS = 200
LOOKS_PER_SIGHT = 3  # the trainer sees how it stands every 0.6 s
TEAM = "oost_vlaanderen"
SHIFT = timedelta(hours=4)
SETTLE_S = 5.0


@dataclass(frozen=True)
class Wish:
    """What to rehearse: the scenario, its number in the list, what the class calls the trainee."""

    scenario: Scenario
    number: int
    trainee: str


@dataclass(frozen=True)
class Prepared:
    """The other parts, made in a lane; some 1.5 s."""

    store: RehearsalStore
    clock: SimulatedClock
    desk: OpenDesk


def prepare(wish: Wish, running: Callable[[], float] = moments.seconds_running) -> Prepared:
    """Make the throw-away store and open a desk on it, with a shift on the scenario's line."""
    clock_ = SimulatedClock(wish.scenario.begins, running)
    store = RehearsalStore(wish.trainee, TEAM)
    try:
        desk = open_rehearsal(store, wish, clock_)
    except BaseException:
        store.wipe()
        raise
    return Prepared(store, clock_, desk)


def open_rehearsal(store: RehearsalStore, wish: Wish, clock_: SimulatedClock) -> OpenDesk:
    """Return the desk. Raises NotARehearsal for a store of somebody's own."""
    vault = store.vault
    require_rehearsal(vault)
    with vault.reading() as work:
        whose = owner(work.connection)
    finder = open_directory(vault, clock_())
    shift = start_shift(
        whose.counsellor, team=TEAM, line=wish.scenario.channel, planned_end=clock_() + SHIFT, planned_break=None,
        vault=vault, now=clock_,
    )  # fmt: skip
    return OpenDesk(store.folder, vault, whose, finder, clock_, practice=True, seconds=clock_.seconds, shift=shift)


class RehearsalDesk(QObject):
    """One rehearsal in a window of its own. `done(Comparison)` after each; `over(again)` once, when all is wiped;
    `away` that nobody has touched anything for long.
    """

    done = Signal(object)
    over = Signal(bool)
    away = Signal()

    def __init__(self, wish: Wish, prepared: Prepared, application: Application) -> None:
        super().__init__()
        self.wish, self._prepared, self._look = wish, prepared, application.look
        self._text = words()
        self.script, self.noting = CallerScript(wish.scenario), Noting()
        self.lane = Lane("rehearsal")
        self.window = Window([], application.look, self._text, lambda _, then: then(True))
        self.screens = DeskScreens(prepared.desk, self.lane, self.window, application)
        desk = prepared.desk
        self._naming = naming(desk.codebook, desk.place_name, self._text)
        self.debrief = DebriefScreen(self._naming, application.look, self._text)
        self.window.add(self.debrief)
        self.panel = CallerPanel(self.script, wish.number, self._acts(), application.look, self._text)
        self.frame = RehearsalFrame(self.window, self.panel, application.look)
        self._keys = KeyCount(self.screens.intake)
        self._began: float | None = None
        self._timed: list[tuple[str, str]] = []
        self._again = self._ended = False
        self.trainer: TrainerWindow | None = None
        self._looked = 0
        self._tick = QTimer(self)
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(self.tick)
        self._join()

    def _acts(self) -> CallerActs:
        return CallerActs(
            pause=self.pause, faster=lambda: self._speed(1), slower=lambda: self._speed(-1),
            say_next=self.say_next, debrief=self.debrief_now, stop=self.stop, window=self.lead_from_a_window,
        )  # fmt: skip

    def _join(self) -> None:
        acts, bind = self._acts(), self.window.commands.bind
        for command, act in (
            ("caller_next", acts.say_next), ("caller_pause", acts.pause), ("caller_faster", acts.faster),
            ("caller_slower", acts.slower), ("caller_way_1", lambda: self.panel.choose(0)),
            ("caller_way_2", lambda: self.panel.choose(1)), ("debrief", acts.debrief), ("stop_rehearsal", acts.stop),
            ("rehearse_again", self.again), ("trainer_window", self.lead_from_a_window),
        ):  # fmt: skip
            bind(command, act)
        self.panel.chosen.connect(self._choose)
        self.panel.improvised.connect(self._improvise)
        self.panel.remarked.connect(self._remark)
        self.screens.intake.filed.connect(self._filed)
        self.screens.lock_wished.connect(self.away)
        self.window.cover.covered.connect(lambda _: self.frame.raise_edge())
        self.window.closing.connect(self._close)

    def show(self, like: Window | None = None) -> None:
        """Show the window, as large as another; the telephone rings."""
        self.window.resize(like.size() if like is not None else self.window.size().expandedTo(self.window.size()))
        self.window.show()
        self.window.unlocked(True)
        self.window.go("home")
        self.panel.show_state(ringing=True)
        self._tick.start()

    # -- the talk ----------------------------------------------------------------------------------------------

    @property
    def seconds(self) -> float:
        """Seconds since the contact was taken; 0 before."""
        return self._prepared.clock.seconds() - self._began if self._began is not None else 0.0

    def tick(self) -> None:
        """Let the caller speak, and look at what the trainee noted meanwhile."""
        call = self.screens.intake.call
        if call is None:
            return
        if self._began is None:
            self._began = self._prepared.clock.seconds()
        page, focus = self.screens.intake.page, QApplication.focusWidget()
        in_note = focus is page.note
        in_form = focus is not None and not in_note and page.isAncestorOf(focus)
        self.noting.look(call.draft, self.seconds, in_form=in_form, in_note=in_note)
        if self.script.tick(self.seconds) or self.script.choices or self.script.over:
            self.panel.show_said()
        self._looked += 1
        if self._looked % LOOKS_PER_SIGHT == 0:
            self._show_trainer()

    def pause(self) -> None:
        """Stand still, or go on."""
        self.script.paused = not self.script.paused
        clock_ = self._prepared.clock
        (clock_.pause if self.script.paused else clock_.go_on)()
        self.panel.show_state(ringing=self._began is None)

    def say_next(self) -> None:
        """Let the caller say the next line at once."""
        if self._began is not None:
            self.script.say_next(self.seconds)
            self.panel.show_said()

    def _speed(self, steps: int) -> None:
        self.script.change_speed(steps)
        self.panel.show_state(ringing=self._began is None)

    def _choose(self, to: str) -> None:
        self.script.choose(to)
        self.panel.show_said()

    def _improvise(self, said: str) -> None:
        self.script.improvise(said, self.seconds)
        self.panel.show_said()

    def _remark(self, said: str) -> None:
        self._timed.append((clock(self.seconds), said))
        if self.trainer is not None:
            self.trainer.show_remark(clock(self.seconds), said)
        self.window.notices.say(self._text("rehearsal.remark_kept", at=clock(self.seconds)))

    # -- the trainer's window ----------------------------------------------------------------------------------

    def lead_from_a_window(self) -> None:
        """Open the trainer's own window, or close it; the controls go with him."""
        if self.trainer is not None:
            self.trainer.close()
            return
        self.trainer = made = TrainerWindow(self.script, self._acts(), self._naming.field, self._look, self._text)
        for signal, act in (
            (made.chosen, self._choose), (made.improvised, self._improvise), (made.remarked, self._remark),
            (made.closed, self._trainer_gone),
        ):  # fmt: skip
            signal.connect(act)
        for at, said in self._timed:
            made.show_remark(at, said)
        self.panel.lead_elsewhere(elsewhere=True)
        self._show_trainer()
        made.stand_beside(self.window)

    def _trainer_gone(self) -> None:
        made, self.trainer = self.trainer, None
        if made is not None:
            made.deleteLater()
        if not self._ended and self.compared is None:
            self.panel.lead_elsewhere(elsewhere=False)

    def _show_trainer(self) -> None:
        """Show how it stands; the answers are compared as if the call ended now."""
        if self.trainer is None:
            return
        call, good, rows = self.screens.intake.call, 0, 0
        if call is not None:
            at = self._prepared.clock()
            so_far = call_of(call.draft, number="", ended_at=at, filed_at=at, counsellor="", shift=None, edition="")
            compared = compare(so_far, self.wish.scenario, self.script, self.noting, self.seconds)
            good, rows = len(compared.good), len(compared.rows)
        self.trainer.show_state(
            Watched(
                self.seconds, self.noting.in_form_s, self.noting.in_note_s, self._keys.keys, good, rows,
                dangers_so_far(self.wish.scenario, self.script, self.noting),
            )
        )  # fmt: skip

    # -- the end -----------------------------------------------------------------------------------------------

    def _filed(self, changes: Changes) -> None:
        desk = self._prepared.desk
        call = next((id_ for kind, id_ in changes.touched if kind == "call"), None)
        if call is not None:
            self.lane.do(
                lambda: open_call(CallId(call), desk.counsellor, vault=desk.vault, now=desk.now).call, self._talk_over
            )

    def debrief_now(self) -> None:
        """Go to the debriefing with what there is, filed or not."""
        call = self.screens.intake.call
        if call is None:
            return
        call.end()
        at: datetime = self._prepared.clock()
        draft = call.with_note()
        self.noting.look(draft, self.seconds)
        self._talk_over(call_of(draft, number="", ended_at=at, filed_at=at, counsellor="", shift=None, edition=""))

    def _talk_over(self, call: Call) -> None:
        self._tick.stop()
        if self.trainer is not None:
            self.trainer.close()
        self.noting.keys = self._keys.keys
        compared = compare(call, self.wish.scenario, self.script, self.noting, self.seconds)
        view = DebriefView(
            compared,
            remarks(compared, self._text, self._naming.field, self._naming.code),
            call.narrative,
            tuple(self._timed),
        )
        self.debrief.show_view(view)
        self.window.call_running(False)
        self.window.notices.clear()
        self.panel.rest()
        self.frame.rest()
        self.window.go("rehearsal_debrief")
        self.done.emit(compared)

    @property
    def compared(self) -> Comparison | None:
        """What came of it; None as long as it goes on."""
        return self.debrief.shown.done if self.debrief.shown else None

    def again(self) -> None:
        """Stop, and wish the same once more."""
        self._again = True
        self.window.close()

    def stop(self) -> None:
        """Close the window; everything of the rehearsal is wiped."""
        self.window.close()

    def _close(self) -> None:
        if self._ended:
            return
        self._ended = True
        self._tick.stop()
        if self.trainer is not None:
            self.trainer.close()
        self._keys.stop()
        self.screens.leave()
        self.window.unlocked(False)
        self.lane.wait(SETTLE_S)
        self.lane.close()
        # the next window is shown before this one is gone, or the program would end with its last window
        self.over.emit(self._again)
        self._prepared.store.wipe()
