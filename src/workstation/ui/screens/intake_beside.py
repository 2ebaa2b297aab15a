"""Joins a running call to what came before it and what comes after it: codes, threads, likenesses, follow-ups."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from workstation.domain.ids import CallId
from workstation.domain.likeness import Facts, Likeness
from workstation.domain.moments import Now, as_text
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.forms.likeness import facts_of
from workstation.ui.parts import label
from workstation.ui.screens.intake_call import OpenCall
from workstation.ui.screens.intake_earlier import AlikeCard, EarlierWork, GivenCard, RecogniseCard, Thread
from workstation.ui.screens.intake_page import CallPage
from workstation.ui.screens.plan_card import PlanCard
from workstation.vocabulary.words import Words

RECOGNISED, GIVEN, PLANNED = "caller_recognised", "code_given", "follow_up_planned"
LOOK_MS = 700  # after the last answer; a key stroke never waits for it, and no look is made for every letter


class Beside(QObject):
    """Holds what was opened in which call, as long as it is open. Nothing of it is kept anywhere.

    `said(words, undo)`: for the notices, undo may be None. `call_requested(call, reason)`: "" = it must be asked.
    `back_wished`: the columns of the call must come into view again.
    """

    said = Signal(str, object)
    call_requested = Signal(str, str)
    case_requested = Signal(str, str)
    back_wished = Signal()

    def __init__(self, page: CallPage, work: EarlierWork, plan: PlanCard, now: Now, text: Words) -> None:
        super().__init__(page)
        self._page, self._work, self._now, self._text = page, work, now, text
        self.recognise, self.given, self.alike, self.plan = (
            RecogniseCard(work, text),
            GivenCard(work, text),
            AlikeCard(text),
            plan,
        )
        self.careful = label(text("earlier.careful"), "careful", wrap=True)
        page.take_in(self.careful, first=True)
        page.take_in(self.alike, first=False)
        self._threads: dict[str, Thread] = {}
        self._linked: set[str] = set()
        self._waved: dict[str, frozenset[str]] = {}
        self._facts: Facts | None = None
        self._found: Likeness | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(LOOK_MS)
        self._soon.timeout.connect(self._look)
        self._connect()
        self._turned()

    def _connect(self) -> None:
        page = self._page
        page.turned.connect(self._turned)
        page.told.connect(self._heard)
        page.side.turned.connect(lambda _taken: self._make_room())
        for card in (self.recognise, self.given, self.plan):
            card.left.connect(self._back_to_note)
        self.recognise.opened.connect(self._opened)
        self.recognise.read.connect(lambda call: self.call_requested.emit(call, self._why()))
        self.recognise.case_wished.connect(self._ask_for_case)
        self.recognise.link_wished.connect(self._link)
        self.plan.kept.connect(self._planned)
        self.alike.looked.connect(self.look_at_alike)
        self.alike.waved_away.connect(self.wave_away)

    def acts_by_command(self) -> dict[str, Callable[[], object]]:
        """Return what each command does, to be bound by the window."""
        return {
            "caller_code": self.ask_for_code,
            "give_code": self.give_code,
            "plan_in_call": self.plan_follow_up,
            "alike_look": self.look_at_alike,
            "alike_away": self.wave_away,
        }

    @property
    def _call(self) -> OpenCall | None:
        return self._page.call

    # -- acts --------------------------------------------------------------------------------------------------

    def ask_for_code(self) -> None:
        """Ask for the caller's three words, or show the thread they opened."""
        if self._call is not None:
            self._show(self.recognise)
            self.recognise.begin()

    def give_code(self) -> None:
        """Make a code for the caller and show it, once."""
        call = self._saved(GIVEN)
        if call is not None:
            self._show(self.given)
            self.given.begin(CallId(call.draft.id))

    def plan_follow_up(self) -> None:
        """Plan what comes after this call."""
        call = self._call
        if call is None:
            return
        answers = call.draft.answers
        channel = str(answers.get("channel") or "phone")
        self._show(self.plan)
        self.plan.begin(
            CallId(call.draft.id), safe_moment=str(answers.get("safe_moment") or ""), channel=channel
        )  # fmt: skip
        self._saved("")
        self.plan.when.setFocus()

    def look_at_alike(self) -> None:
        """Open the call that looks alike, under the rules of reading."""
        if self._found is not None:
            self.call_requested.emit(self._found.call, "")

    def wave_away(self) -> None:
        """Say that it is another; it is not offered again in this call."""
        call = self._call
        if call is not None and self._found is not None:
            self._waved[call.draft.id] = self._waved.get(call.draft.id, frozenset()) | {self._found.call}
            self._show_alike(call.draft.id, None)
            self._facts = None
            self._heard()

    def forget(self) -> None:
        """Keep nothing of anybody."""
        self._threads.clear()
        self._linked.clear()
        self._waved.clear()
        self._turned()

    # -- the call in view --------------------------------------------------------------------------------------

    def _turned(self) -> None:
        call = self._call
        self._soon.stop()
        self._facts = None
        self.given.forget()
        self.plan.forget()
        thread = self._threads.get(call.draft.id) if call else None
        self.careful.setVisible(thread is not None)
        self.recognise.show_thread(thread, linked=call is not None and call.draft.id in self._linked)
        self._show_alike(call.draft.id if call else "", None)
        self._heard()

    def _heard(self) -> None:
        call = self._call
        if call is None:
            return
        facts = facts_of(call.draft, call.day)
        if facts != self._facts:
            self._facts = facts
            self._soon.start()

    def _look(self) -> None:
        call, facts = self._call, self._facts
        if call is None or facts is None:
            return
        draft = call.draft.id
        if not facts.places or draft in self._threads:
            self._show_alike(draft, None)
            return
        besides = self._waved.get(draft, frozenset()) | {draft}
        self._work.similar(facts, besides, lambda found: self._show_alike(draft, found))

    def _show_alike(self, draft: str, found: Likeness | None) -> None:
        call = self._call
        if call is None or call.draft.id == draft or not draft:
            self._found = found
            self._make_room()

    def _make_room(self) -> None:
        # what was asked for by hand comes before what offers itself
        self.alike.show_likeness(self._found if self._page.side.card is None else None)
        self._page.make_room()

    # -- the thread --------------------------------------------------------------------------------------------

    def _opened(self, thread: Thread) -> None:
        call = self._saved(RECOGNISED)
        if call is None:
            return
        self._threads[call.draft.id] = thread
        self.careful.setVisible(True)
        self._show_alike(call.draft.id, None)
        self.recognise.show_thread(thread, linked=call.draft.id in self._linked)
        if self.recognise.isVisible():
            self.recognise.begin()

    def _link(self) -> None:
        call = self._saved(RECOGNISED)
        thread = self._threads.get(call.draft.id) if call else None
        if call is None or thread is None:
            return
        draft = call.draft.id

        def linked() -> None:
            self._linked.add(draft)
            self._show_linked(draft)
            self.said.emit(self._text("earlier.linked_now"), lambda: self._unlink(draft))

        self._work.link(CallId(draft), thread.case.id, linked, self._sorry)

    def _unlink(self, draft: str) -> None:
        def unlinked() -> None:
            self._linked.discard(draft)
            self._show_linked(draft)
            self.said.emit(self._text("earlier.unlinked"), None)

        self._work.unlink(CallId(draft), unlinked, self._sorry)

    def _show_linked(self, draft: str) -> None:
        call = self._call
        if call is not None and call.draft.id == draft:
            self.recognise.show_thread(self._threads.get(draft), linked=draft in self._linked)

    def _why(self) -> str:
        thread = self._threads.get(self._call.draft.id) if self._call else None
        return thread.reason if thread else ""

    def _ask_for_case(self) -> None:
        thread = self._threads.get(self._call.draft.id) if self._call else None
        if thread is not None:
            self.case_requested.emit(thread.case.id, thread.reason)

    # -- the side ----------------------------------------------------------------------------------------------

    def _show(self, card: QWidget) -> None:
        if not self._page.isVisible():
            self.back_wished.emit()
        if card is not self.given:
            self.given.forget()
        self._page.side.open(card)

    def _back_to_note(self) -> None:
        self.given.forget()
        self._page.side.close_card()
        self._page.go_to(self._page.note)

    def _planned(self) -> None:
        self._saved(PLANNED)
        self.said.emit(self._text("follow_up.kept"), None)
        self._back_to_note()

    def _saved(self, mark: str) -> OpenCall | None:
        """Return the call in view, with its draft on the way to the disk: what is kept about it needs it there."""
        call = self._call
        if call is None:
            return None
        if mark and not any(kind == mark for _, kind in call.draft.marks):
            call.draft.mark(as_text(self._now()), mark)
        call.saving.hand_over()
        return call

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, NotReady):
            self.said.emit(self._text(wrong.problems[0].text_key), None)
        elif isinstance(wrong, NotAllowed):
            self.said.emit(self._text(wrong.text_key), None)
        elif isinstance(wrong, KeyError):
            self.said.emit(self._text("earlier.not_there"), None)
        else:
            raise wrong
