"""The live intake screen: the calls that are open, one of them in view. Nothing here ever opens a dialog."""

from collections.abc import Callable
from datetime import date
from functools import partial
from string import ascii_uppercase

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workstation.domain.changes import Changes
from workstation.domain.moments import local
from workstation.domain.problems import Problem
from workstation.forms.draft import Body, Draft
from workstation.ui.forms.autosave import SaveState
from workstation.ui.look import Look
from workstation.ui.screen import Screen
from workstation.ui.screens.intake_acts import Acts
from workstation.ui.screens.intake_call import OpenCall
from workstation.ui.screens.intake_danger import DangerStrip
from workstation.ui.screens.intake_filing import Filing
from workstation.ui.screens.intake_header import Header
from workstation.ui.screens.intake_open import OpenPoint, points_in_words, short_list
from workstation.ui.screens.intake_page import CallPage
from workstation.ui.screens.intake_parts import PRESET, IntakeParts
from workstation.ui.screens.intake_referring import Referring
from workstation.ui.screens.intake_review import Review
from workstation.vocabulary.words import Words

TICK_MS, LOOK_AGAIN_MS = 250, 200


class IntakeScreen(Screen):
    """Takes calls.

    `said(words, undoable)` is for the notices; `save_state_changed(SaveState)` for the top bar; `running(bool)`:
    somebody may be on the line; `gone`: no call is left; `filed(Changes)`: one was filed; `came_back`: open again.
    """

    name = "call"
    acts: tuple[str, ...] = ("end_call", "file_call")
    main_act = "file_call"
    said = Signal(str, bool)
    save_state_changed = Signal(object)
    running = Signal(bool)
    gone = Signal()
    filed = Signal(object)
    came_back = Signal()

    def __init__(self, parts: IntakeParts, look: Look, text: Words) -> None:
        super().__init__()
        self._parts, self._text = parts, text
        self._calls: list[OpenCall] = []
        self._points: tuple[OpenPoint, ...] = ()
        self._preset: Body = dict(PRESET)
        self.page = CallPage(parts, parts.asking(text, self._day))
        questions = self.page.call_sheet.questions
        self.header = self._header = Header(questions["channel"], questions["anonymous"], look, text)
        self.danger = DangerStrip(look, text)
        self.review = Review(text, parts.halves)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.page)
        self._pages.addWidget(self.review)
        self._filing = Filing(parts)
        self._referring = Referring(self.page.refer, parts, text)
        self._acts = Acts(self.page, parts, text)
        box = QVBoxLayout(self)
        box.setContentsMargins(12, 2, 12, 2)
        box.setSpacing(8)
        box.addWidget(self.danger)
        box.addWidget(self._pages, 1)
        self._tick, self._soon, self._again = QTimer(self), QTimer(self), QTimer(self)
        self.save_state_changed.connect(self.page.show_saved)
        self._connect()

    def _day(self) -> date:
        return self.call.day if self.call else local(self._parts.now()).date()

    def _connect(self) -> None:
        self._tick.setInterval(TICK_MS)
        self._tick.timeout.connect(lambda: self._header.tick(self.call))
        for timer, pause, act in ((self._soon, 0, self._refresh), (self._again, LOOK_AGAIN_MS, self._look_again)):
            timer.setSingleShot(True)
            timer.setInterval(pause)
            timer.timeout.connect(act)
        page = self.page
        page.note.told.connect(self._typed)
        page.note.place_changed.connect(self._typed)
        page.note.refused.connect(lambda key: self.said.emit(self._text(key), False))
        page.checklist.jump_requested.connect(self._acts.go_to_problem)
        page.checklist.quick.chosen.connect(self._file_quickly)
        page.checklist.quick.typed_on.connect(self._write_on)
        self.danger.toggled.connect(self._acts.danger)
        self.danger.ticked.connect(self._acts.tick_step)
        page.steps.ticked.connect(self._acts.stamp)
        page.steps.asked.connect(self._acts.write_down)
        page.help.page_wished.connect(self._back)
        self._header.tabs.chosen.connect(lambda at: self._show(self._calls[at]))
        for said in (self._acts.said, self._referring.said, self.page.help.said):
            said.connect(self.said)
        self.review.back_requested.connect(self._back)
        self.review.jump_requested.connect(self._jump)
        self.review.leave_open_requested.connect(self._acts.leave_open)
        self.review.set_aside_requested.connect(self._acts.set_aside)
        for settled in (self.review.leave_open_requested, self.review.set_aside_requested):
            settled.connect(lambda *_: self._look_again())
        self.review.file_requested.connect(self._file)
        self._filing.filed.connect(self._filed)
        self._filing.failed.connect(self._not_filed)
        self._filing.reopened.connect(self._reopened)
        self._filing.too_late.connect(partial(self.said.emit, self._text("live.end.too_late"), False))

    @property
    def call(self) -> OpenCall | None:
        """The call in view."""
        return self.page.call

    @property
    def calls(self) -> tuple[OpenCall, ...]:
        """All open calls."""
        return tuple(self._calls)

    def acts_by_command(self) -> dict[str, Callable[[], object]]:
        """Return what each command of a call does, to be bound by the window."""
        acts, page = self._acts, self.page
        return {
            "narrative": partial(page.go_to, page.note),
            "quick_code": acts.quick_code,
            "refer": partial(page.go_to, page.refer.search),
            "safety": partial(page.go_to, page.safety),
            "next_pane": partial(acts.walk_panes, 1),
            "previous_pane": partial(acts.walk_panes, -1),
            "time_stamp": acts.time_stamp,
            "next_open": self._next_open,
            "danger": acts.danger,
            "danger_step": self.danger.take_next,
            "steps": lambda: page.go_to(page.steps.place),
            "texts": page.help.toggle,
            "add_person": acts.add_person,
            "next_person": partial(acts.step_person, 1),
            "previous_person": partial(acts.step_person, -1),
            "caller_is_person": acts.caller_is_person,
            "remove_person": acts.remove_person,
            **{f"suggestion_{n}": partial(self._referring.refer, n - 1) for n in range(1, 5)},
            "next_call": partial(self._step_call, 1),
            "save_now": self.save_now,
            "end_call": self._end,
            "file_call": self._finish,
        }

    def arrive(self) -> None:
        """Put the caret in the note (listening comes first), or begin a call where none is open."""
        if self.call is None:
            self.begin()
        self.running.emit(True)
        self.page.go_to(self.page.note)

    def leave(self, *, for_home: bool = False) -> None:
        """Another screen is in view: a call whose conversation is over no longer counts as running.

        Going home from a call in which nothing was entered closes it.
        """
        if for_home and self._drop_empty():
            self._show_next()
        self.running.emit(any(call.ended_at is None for call in self._calls))

    def heard(self, changes: Changes) -> None:
        """Look again when the directory changed."""
        if changes.concerns("service", "remark") and self.call is not None:
            self._referring.show_call(self.call)

    def forget(self) -> None:
        """Hand every draft to the lane, then keep nothing of anybody on the screen."""
        for call in self._calls:
            if call.worth_saving:
                call.saving.part()
            call.note.forget()
        self._calls.clear()
        self._filing.forget()
        self._turn_to(self.page)
        self._show_next()

    def begin(self, preset: Body | None = None) -> None:
        """Begin a call now. `preset`: facts of the shift (channel, team) that hold from here on."""
        if preset is not None:
            self._preset = {**PRESET, **preset}
        self._drop_empty()
        fresh = OpenCall.new(self._parts, self._preset)
        if self.call in self._calls and self.call is not None:
            self._stop_first(self.call, fresh)
        self._open(fresh)

    def _stop_first(self, first: OpenCall, fresh: OpenCall) -> None:
        # one listens to one telephone at a time; chats and mails go on side by side
        by_phone = first.draft.answers.get("channel") == fresh.draft.answers.get("channel") == "phone"
        if by_phone and first.ended_at is None:
            first.end()
            self.said.emit(self._text("live.end.stopped_first"), False)

    def take_up(self, body: Body) -> None:
        """Go on with a call that was kept as a draft, exactly where it was left."""
        already = next((call for call in self._calls if call.draft.id == body["id"]), None)
        if already is not None:
            self._show(already)
        else:
            self._drop_empty()
            self._open(OpenCall(Draft.from_body(body), self._parts))

    def undo(self) -> bool:
        """Take the last act back: in the call in view or, where none is open, the filing of the last one."""
        if self.call is None:
            return self.reopen()
        if self.isVisible() and self.page.help.undo():
            return True
        if not self.isVisible() or (act := self.call.draft.undo()) is None:
            return False
        key = f"live.undo.{act}"
        self.said.emit(self._text(key if key in self._text else "live.undo.answer_changed"), False)
        return True

    def reopen(self) -> bool:
        """Open the call filed last again, within ten minutes; return whether there was one to ask for."""
        return self._filing.reopen()

    def _reopened(self, body: Body) -> None:
        self.take_up(body)
        self.said.emit(self._text("live.end.reopened"), False)
        self.came_back.emit()

    def save_now(self) -> None:
        """Hand the draft over at once (it is done all the time anyway)."""
        if self.call is not None:
            self.call.saving.hand_over()

    def _open(self, call: OpenCall) -> None:
        call.letter = min(set(ascii_uppercase) - {one.letter for one in self._calls}, default="")
        self._calls.append(call)
        self.running.emit(True)
        call.changed.connect(self._changed)
        call.saving.state_changed.connect(self._saved)
        self._show(call)

    def _show(self, call: OpenCall) -> None:
        self._turn_to(self.page)
        self.page.show_call(call)
        self._tick.start()
        self._referring.show_call(call)
        self._refresh()
        self._look_again()
        self.save_state_changed.emit(call.saving.state)
        self.page.go_to(self.page.note)

    def _turn_to(self, page: QWidget) -> None:
        self._pages.setCurrentWidget(page)
        # the review has its own two buttons
        self.acts = () if page is self.review else ("end_call", "file_call")
        self.acts_changed.emit()

    def _step_call(self, step: int) -> None:
        if self.call in self._calls and len(self._calls) > 1:
            at = [call is self.call for call in self._calls].index(True)
            self._show(self._calls[(at + step) % len(self._calls)])

    def _close(self, call: OpenCall) -> None:
        if call in self._calls:
            self._calls.remove(call)
        self._show_next()
        if not self._calls:
            self.running.emit(False)
            self.gone.emit()

    def _show_next(self) -> None:
        if self._calls:
            self._show(self._calls[-1])
            return
        self.page.show_call(OpenCall.new(self._parts, {}))
        self.page.call = None
        self._tick.stop()

    def _drop_empty(self) -> bool:
        call = self.call
        if call is None or call.worth_saving:
            return False
        self._calls.remove(call)
        call.saving.stop()
        if call.saving.state.kind != "nothing":
            self._parts.do(lambda: self._parts.discard(call.draft.id))
        return True

    def _changed(self) -> None:
        if self.sender() is self.call:
            self._soon.start()

    def _typed(self) -> None:
        if self.call is not None:
            self.call.touch()

    def _saved(self, state: SaveState) -> None:
        if self.call is not None and self.sender() is self.call.saving:
            self.save_state_changed.emit(state)

    def _refresh(self) -> None:
        if self.call is None:
            return
        self.page.refresh()
        self.danger.show_draft(self.call.draft)
        self._header.show_call(self.call, self._calls)
        self._referring.heard()
        self._again.start()

    def _look_again(self) -> None:
        if self.call is None:
            return
        draft = self.call.draft
        self._points = points_in_words(self._parts.open_points(draft), draft, self._text)
        self.page.show_points(self._points)
        words = short_list(self._points, self._text)
        if self._pages.currentWidget() is self.review:
            self.hinted.emit("", "muted")
            self._show_review()
        elif words:
            self.hinted.emit(self._text("live.hints.later", what=words), "warn" if self.call.ended_at else "muted")
        elif draft.persons or draft.answers.get("qualifiers"):
            self.hinted.emit(self._text("live.hints.complete"), "ok")
        else:
            self.hinted.emit("", "muted")

    def _next_open(self) -> None:
        self._back()
        self._look_again()
        self._acts.next_open(tuple(p for p in self._points if p.problem.severity != "soft") or self._points)

    def _end(self) -> None:
        call = self.call
        if call is None:
            return
        self._back()
        first_time, nothing_said = call.ended_at is None, not call.worth_saving
        call.end()
        self._refresh()
        self._look_again()
        if nothing_said or not first_time:
            self.page.go_to(self.page.checklist.quick)
        if first_time:
            self.said.emit(self._text("live.end.ended", at=f"{local(self._parts.now()):%H:%M}"), True)

    def _write_on(self, words: str) -> None:
        self.page.go_to(self.page.note)
        self.page.note.insertPlainText(words)

    def _file_quickly(self, qualifier: str) -> None:
        call = self.call
        if call is None:
            return
        call.draft.add_code("qualifiers", qualifier)
        self._filing.file(call)

    def _finish(self) -> None:
        if self.call is None:
            return
        if self._pages.currentWidget() is self.review:
            self._file()
            return
        self.call.with_note()
        self._look_again()
        self._turn_to(self.review)
        self._show_review()

    def _show_review(self) -> None:
        if self.call is not None:
            draft = self.call.draft
            self.review.show_review(self._parts.read_back(draft), self.page.persons_in_words(), self._points, draft)
            self.review.remind(self.page.help.names)

    def _back(self) -> None:
        if self._pages.currentWidget() is self.review:
            self._turn_to(self.page)
            self.page.go_to(self.page.note)

    def _jump(self, problem: Problem) -> None:
        self._back()
        self._acts.go_to_problem(problem)

    def _file(self) -> None:
        if self.call is not None and not any(p.problem.severity != "soft" for p in self._points):
            self._filing.file(self.call)

    def _filed(self, call: OpenCall, changes: Changes) -> None:
        kinds = call.draft.answers.get("qualifiers") or ()
        key = next((f"live.end.filed_{kind}" for kind in kinds if f"live.end.filed_{kind}" in self._text), "")  # type: ignore[union-attr]
        self.said.emit(self._text(key or "live.end.filed"), False)
        self._close(call)
        self.filed.emit(changes)

    def _not_filed(self, call: OpenCall, problems: tuple[Problem, ...]) -> None:
        self._show(call)
        if problems:
            self._finish()
        else:
            self.said.emit(self._text("live.review.failed"), False)
