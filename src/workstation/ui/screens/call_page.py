"""The page of one filed call: what was written stays; codes can be corrected with a reason, text can be added."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.directory.places import PlaceHit
from workstation.domain.calls import Call
from workstation.domain.changes import Changes
from workstation.domain.ids import CallId
from workstation.domain.permissions import NotAllowed, ReasonNeeded
from workstation.domain.problems import NotReady
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.look import Look
from workstation.ui.parts import Card, button, column, emptied, heading, label, row, scrolling, set_property
from workstation.ui.said import clock, full_day
from workstation.ui.screen import Screen
from workstation.ui.screens.call_correction import CorrectionCard
from workstation.ui.screens.call_facts import (
    circumstances_card,
    contact_card,
    follow_up_card,
    person_card,
    readings_card,
    referrals_card,
    safety_card,
    timeline_card,
)
from workstation.ui.screens.call_side import FACTS, CallCard, CallSide
from workstation.ui.screens.case_card import CaseCard, CaseWork
from workstation.ui.screens.opening_reason import OpeningReason
from workstation.ui.screens.team_card import TeamCard
from workstation.ui.text_fields import Prose
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
NAMED = {"yes": "call_page.anonymous", "no": "call_page.named"}
RETURNING = "returning_caller"  # whoever calls may only say so: nothing is confirmed


@dataclass(frozen=True, slots=True)
class Revised:
    """One correction made since filing, to be shown in the time line."""

    at: datetime
    counsellor: str
    reason: str


@dataclass(frozen=True, slots=True)
class CallView:
    """A filed call and what happened to it since. `readings`: when it was read and by whom, oldest first.

    `case`: id and number of the one the call is in. `steps`: the words of each mark that is a step of a card.
    `own`: whoever looks took it. `sealed`: a few people alone may read it.
    """

    call: Call
    revisions: tuple[Revised, ...] = ()
    copies: int = 0
    readings: tuple[tuple[datetime, str], ...] = ()
    case: tuple[str, str] | None = None
    steps: Mapping[str, str] = field(default_factory=dict)
    own: bool = True
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class CallWork:
    """`fetch` reads for a reason, and notes it; `add` and `correct` answer when it is kept. All may say why not."""

    fetch: Callable[[CallId, str, Callable[[CallView], None], Sorry], None]
    add: Callable[[CallId, str, Callable[[], None], Sorry], None]
    correct: Callable[[Call, str, Callable[[], None], Sorry], None]
    place_name: Callable[[str], str]
    say: Callable[[str], None]
    places: Callable[[str], tuple[PlaceHit, ...]] = lambda _words: ()
    halves: Halves = NOWHERE


ACTS = ("correct_call", "add_to_call", "print_call")


class CallPage(Screen):
    """Shows the call `show_call` was told; `print_requested` asks for paper."""

    name = "call_page"
    acts: tuple[str, ...] = ACTS
    main_act = "print_call"
    print_requested = Signal(str)

    def __init__(
        self, work: CallWork, codebook: Codebook, look: Look, text: Words, cases: CaseWork | None = None,
        team: TeamCard | None = None, more: tuple[CallCard, ...] = (),
    ) -> None:  # fmt: skip
        super().__init__()
        self._work = work
        self._codebook = codebook
        self._look = look
        self._text = text
        self._id: CallId | None = None
        self._why = ""
        self.reason = OpeningReason(text)
        self.reason.chosen.connect(self._because)
        self._heading = label("", "h")
        self.header = self._heading
        self._careful = label(text("earlier.careful"), "careful", wrap=True)
        self._careful.setVisible(False)
        self.narrative = Prose(text("call_page.narrative"))
        self.narrative.setObjectName("narrative")
        self.narrative.setReadOnly(True)
        set_property(self.narrative, "readonly", "1")
        self.narrative.refused_copy.connect(lambda: work.say(text("call_page.no_copy")))
        self._additions = column(spacing=6)
        self.addition = Prose(text("call_page.addition"), text("call_page.addition_hint"))
        self._half = of_boxes(work.halves, {"addition": self.addition})
        self._add = button(text("call_page.add"), self.add, kind="primary")
        self.correction = CorrectionCard(codebook, text, work.places, work.place_name, work.halves)
        self.correction.wished.connect(self._correct)
        self.case = CaseCard(cases, text) if cases else None
        self.team = team
        self.more = more
        self._facts = column(spacing=8)
        self._lay_out()
        look.changed.connect(self._fit)
        self._fit()

    def _lay_out(self) -> None:
        left, right = self._told_and_added(), self._beside()
        self._gone = label(self._text("call_page.gone_half"), "muted", wrap=True)
        self._sheet = QWidget()
        sides = row(left, right, spacing=10)
        sides.setStretch(0, 11)
        sides.setStretch(1, 10)
        self._sheet.setLayout(sides)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 4, 12, 4)
        whole.setSpacing(6)
        whole.addWidget(self._careful)
        whole.addWidget(self._gone, 0, Qt.AlignmentFlag.AlignTop)
        whole.addWidget(self._sheet, 1)
        self._is_here(True)

    def _told_and_added(self) -> QVBoxLayout:
        text = self._text
        story = Card(heading(text("call_page.narrative")), self.narrative, spacing=6)
        story.column.setStretch(1, 1)
        more = QWidget()
        more.setLayout(self._additions)
        keep = row(self._add, label(text("call_page.addition_stays"), "muted", wrap=True))
        keep.setStretch(1, 1)
        self._adding = Card(heading(text("call_page.addition"), keys=("Ctrl+T",)), more, self.addition, keep)
        left = column(story, self._adding, spacing=8)
        left.setStretch(0, 1)
        if self.team is not None:
            left.addWidget(self.team)
            self.team.setVisible(False)
        return left

    def _beside(self) -> QVBoxLayout:
        facts = QWidget()
        facts.setLayout(self._facts)
        self._area = scrolling(facts, self._text("call_page.facts"))
        panes: list[tuple[str, QWidget]] = [(FACTS, self._area)]
        if self.case is not None:
            panes.append(("case", self.case))
        panes += [(one.name, one) for one in self.more]
        self.side = CallSide(tuple(panes), self._text)
        right = column(self.reason, self.correction, self.side, spacing=8)
        right.setStretch(2, 1)
        right.addStretch(0)
        return right

    def _fit(self) -> None:
        self.addition.setFixedHeight(self._look.px(64))

    def _is_here(self, here: bool) -> None:
        """Offer nothing to write in or to do where the call is not on this station (any more)."""
        self._sheet.setVisible(here)
        self._gone.setVisible(not here)
        self.acts = ACTS if here else ()
        self.acts_changed.emit()

    def show_call(self, call: CallId, reason: str = "") -> None:
        """Say which call to show; what stood of another one is gone first. `reason`: why, when that was said."""
        if call != self._id:
            self.forget()
        self._id = call
        self._is_here(True)
        self._why = reason or self._why
        self._careful.setVisible(self._why == RETURNING)

    def arrive(self) -> None:
        """Read the call and put the caret in the narrative."""
        if self._id is not None:
            self._fetch()
        self.narrative.setFocus()

    def heard(self, changes: Changes) -> None:
        """Read again when this call was written."""
        if self._id is not None and ("call", self._id) in changes.touched:
            self._fetch()

    def forget(self) -> None:
        """Show nothing of any call, and keep no undo history of it."""
        self._half.leave()
        self._id, self._why = None, ""
        self._careful.setVisible(False)
        self.reason.setVisible(False)
        if self.case is not None:
            self.case.forget()
        for one in self.more:
            one.forget()
        self.side.show_pane(FACTS)
        self.side.setVisible(False)
        if self.team is not None:
            self.team.forget()
            self.team.setVisible(False)
        for box in (self.narrative, self.addition):
            box.clear()
            box.document().clearUndoRedoStacks()
        self._heading.setText("")
        self.correction.forget()
        emptied(self._additions)
        emptied(self._facts)

    def _fetch(self) -> None:
        if self._id is not None:
            self._work.fetch(self._id, self._why, self._show, self._not_shown)

    def _because(self, reason: str) -> None:
        self._why = reason
        self._careful.setVisible(reason == RETURNING)
        self.arrive()

    def _not_shown(self, wrong: Exception) -> None:
        if isinstance(wrong, ReasonNeeded):
            self.reason.ask()
        elif isinstance(wrong, NotAllowed):
            self._heading.setText(self._text(wrong.text_key))
        elif isinstance(wrong, KeyError):
            self.forget()  # what was half written is kept with the call, for the day it is here again
            self._heading.setText(self._text("call_page.gone"))
            self._is_here(False)
        else:
            raise wrong

    @property
    def call(self) -> CallId | None:
        """The call in view."""
        return self._id

    def print_call(self) -> None:
        """Ask for paper."""
        if self._id is not None:
            self.print_requested.emit(self._id)

    def show_pane(self, name: str) -> None:
        """Show the case, the follow-ups or how long it is kept, with the caret where one writes there."""
        if self.side.isHidden():
            return
        self.side.show_pane(name)
        card = next((one for one in self.more if one.name == name), None)
        if card is not None:
            card.begin()
        elif name == "case" and self.case is not None:
            self.case.begin()
        else:
            self.narrative.setFocus()

    def begin_addition(self) -> None:
        """Put the caret where an addition is written."""
        self.addition.setFocus()

    def begin_correction(self) -> None:
        """Open the card for correcting codes."""
        self.correction.begin()

    def add(self) -> None:
        """Keep what was added; it stays in the field until it is kept."""
        written = self.addition.toPlainText()
        if self._id is None or not written.strip():
            self.addition.setFocus()
            return
        self._work.add(self._id, written, partial(self._added, self._half.place), self._sorry)

    def _added(self, place: str | None) -> None:
        self._half.done(place)
        if not self.addition.toPlainText():
            self.addition.document().clearUndoRedoStacks()
        self._work.say(self._text("call_page.added"))

    def _correct(self, corrected: Call, reason: str) -> None:
        self._work.correct(corrected, reason, partial(self._corrected, corrected.id), self._sorry)

    def _corrected(self, call: CallId) -> None:
        self.correction.done(call)
        self._work.say(self._text("call_page.corrected"))

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, NotReady):
            said = (
                self._text(one.text_key, **dict(one.values)) if one.text_key in self._text else one.text_key
                for one in wrong.problems
            )
            self.correction.tell(" ".join(said))
            return
        if isinstance(wrong, NotAllowed):
            self._work.say(self._text(wrong.text_key))
            return
        if isinstance(wrong, KeyError):
            self._work.say(self._text("call_page.gone_unkept"))
            return
        raise wrong

    def _show(self, view: CallView) -> None:
        call = view.call
        if call.id != self._id:
            return
        self._half.come_to(f"call.{call.id}")
        from workstation.reports.answers import Sayer  # late: it brings the PDF library along

        sayer = Sayer(self._codebook, self._text, self._work.place_name)
        sealed = (self._text("call_page.sealed"),) if view.sealed else ()
        self._heading.setText(" · ".join((*sealed, self._title(call))))
        if self.narrative.toPlainText() != call.narrative:
            self.narrative.setPlainText(call.narrative or self._text("call_page.no_narrative"))
        self._show_additions(call)
        emptied(self._facts)
        for at, person in enumerate(call.persons, start=1):
            self._facts.addWidget(person_card(call, person, at, sayer))
        for card in (contact_card, safety_card, follow_up_card):
            self._facts.addWidget(card(call, sayer))
        self._facts.addWidget(referrals_card(call, self._text))
        self._facts.addWidget(circumstances_card(call, sayer))
        events = [
            (one.at, self._text("call_page.revised", who=one.counsellor, why=one.reason)) for one in view.revisions
        ]
        self._facts.addWidget(timeline_card(call, events, view.copies, self._text, view.steps))
        if view.readings:
            self._facts.addWidget(readings_card(view.readings, self._text))
        self._facts.addStretch(1)
        self.correction.show_call(call)
        if self.case is not None:
            self.case.show_call(call.id, view.case)
        for one in self.more:
            one.show_call(call)
        self.side.setVisible(True)
        if self.team is not None:
            self.team.show_call(call.id, own=view.own)
            self.team.setVisible(True)

    def _title(self, call: Call) -> str:
        parts = [
            self._text("call_page.heading", number=call.number, day=full_day(call.started_at)),
            f"{clock(call.started_at)}–{clock(call.ended_at)}" if call.ended_at else clock(call.started_at),
            self._codebook.label("channel", call.channel),
            *(self._text(key) for answer, key in NAMED.items() if answer == call.anonymous),
            *(self._codebook.label("call_qualifier", one) for one in call.qualifiers),
        ]
        return " · ".join(parts)

    def _show_additions(self, call: Call) -> None:
        emptied(self._additions)
        for one in call.additions:
            who = self._text("call_page.added_by", day=full_day(one.at), at=clock(one.at), who=one.counsellor)
            self._additions.addWidget(label(who, "muted"))
            self._additions.addWidget(label(one.text, wrap=True))
