"""The page of a running call: three columns. Whatever is filled in, the note keeps its place."""

from itertools import pairwise

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from workstation.domain.calls import SAFETY_QUESTIONS
from workstation.domain.moments import local
from workstation.domain.problems import Problem
from workstation.forms.intake import INTAKE, PERSON
from workstation.ui.forms.asking import Asking
from workstation.ui.forms.autosave import SaveState
from workstation.ui.forms.prose import ProseEdit
from workstation.ui.forms.sheet import Question, Sheet, questions_of, stops
from workstation.ui.forms.words_box import WordsBox
from workstation.ui.parts import Card, OneLine, column, heading, label, scrolling
from workstation.ui.screens.intake_call import OpenCall
from workstation.ui.screens.intake_cards import (
    CALL_QUESTIONS,
    FOLLOW,
    LATER,
    CallerCard,
    FollowCard,
    GuideCard,
    LaterCard,
    SafetyCard,
)
from workstation.ui.screens.intake_checklist import Checklist
from workstation.ui.screens.intake_open import OpenPoint
from workstation.ui.screens.intake_parts import IntakeParts
from workstation.ui.screens.intake_people import PERSON_QUESTIONS, PeopleCard
from workstation.ui.screens.intake_refer import ReferCard
from workstation.ui.screens.intake_side import Side
from workstation.ui.screens.intake_steps import StepsCard
from workstation.ui.screens.intake_text_help import TextHelp
from workstation.ui.screens.intake_texts import TextsPane

GAP = 8
LEAST = 17  # lines of text: lower than this nobody can make the page of a call
TIGHT = 20  # under this referring keeps to its search line until somebody looks there
LOW = 29  # lines of text: under this help and what follows scroll with the left column
NARROW = 48  # letters: a left column under this asks one thing a row
CROWDED = 30  # under this a line about an earlier call and the list of services do not both fit
ROOMY = 38  # from here a card of steps and referring fit under each other
HIGH = 46  # lines of text: from here there is room for the five steps of a conversation


class QuickLine(WordsBox):
    """The snelcode line."""

    run = Signal(str)

    def __init__(self, asking: Asking) -> None:
        super().__init__(asking.text("live.quick.name"))
        self.setPlaceholderText(asking.text("live.hint.quick"))
        self.setMaxLength(2000)
        self.returnPressed.connect(lambda: self.run.emit(self.text()))


class CallPage(QWidget):
    """Everything one asks and writes during a call. `turned` when another call comes into view, `told` at changes."""

    turned = Signal()
    told = Signal()

    def __init__(self, parts: IntakeParts, asking: Asking) -> None:
        super().__init__()
        text = asking.text
        self.call_sheet = Sheet(INTAKE, questions_of(INTAKE, CALL_QUESTIONS, asking), asking, parts.tell)
        self.person_sheet = Sheet(PERSON, questions_of(PERSON, PERSON_QUESTIONS, asking), asking, parts.tell)
        self.caller = CallerCard(self.call_sheet, text)
        self.people = PeopleCard(self.person_sheet, asking, parts.relation_of)
        self.safety = SafetyCard(self.call_sheet, text)
        self.follow = FollowCard(self.call_sheet, text)
        self.later = LaterCard(self.call_sheet, text)
        self.refer = ReferCard(text)
        self.checklist = Checklist(text)
        self.guide = GuideCard(text)
        self.side = Side()
        self._guests: list[QWidget] = []
        self.side.turned.connect(self._give_way)
        self.steps = StepsCard(parts.step_cards, text)
        self.texts = TextsPane(text)
        self.note = ProseEdit(text("live.label.intake.narrative"))
        self.note.setPlaceholderText(text("live.hint.narrative"))
        self.quick = QuickLine(asking)
        self._words = label("", "muted")
        self.unsaved = OneLine("tag_warn")
        self.unsaved.hide()
        self._text = text
        self._low: bool | None = None
        self._taken = False  # the place of steps and referring, by what stands beside the call
        self._ordered: tuple[object, ...] = ()
        self._lay_out()
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.setInterval(400)
        self._count.timeout.connect(self._count_words)
        self.note.told.connect(self._count.start)
        self.call: OpenCall | None = None
        self.help = TextHelp(self, parts.texts, text)

    # -- lay-out -----------------------------------------------------------------------------------------------

    def _lay_out(self) -> None:
        inside = QWidget()
        self._left = QVBoxLayout(inside)
        self._left.setContentsMargins(0, 0, 0, 0)
        self._left.setSpacing(GAP)
        for card in (self.caller, self.people, self.later):
            self._left.addWidget(card)
        self._left.addStretch(1)
        self._inside = inside
        self._left_area = scrolling(inside)
        # text help takes the place of the form, never that of the note
        self._left_side = QStackedWidget()
        self._left_side.addWidget(self._left_area)
        self._left_side.addWidget(self.texts)
        self._lay_out_columns()

    def _lay_out_columns(self) -> None:
        note = Card(
            heading(
                self._text("live.card.note"),
                self.unsaved,
                self._words,
                label(self._text("live.note.stamp"), "muted"),
                label("F7", "key"),
                keys=("F2",),
            ),
            self.note,
            self.quick,
        )
        note.column.setStretch(1, 1)
        self._centre = column(note, spacing=GAP)
        self._centre.setStretch(0, 1)
        # a card of steps takes its room from what comes after it, never from the questions of safety
        self.safety.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        right = self._right_column()
        columns = QHBoxLayout(self)
        columns.setContentsMargins(0, 0, 0, 0)
        columns.setSpacing(GAP)
        columns.addWidget(self._left_side, 33)
        columns.addLayout(self._centre, 38)
        columns.addLayout(right, 29)
        self._arrange(low=False)

    def _right_column(self) -> QVBoxLayout:
        right = column(
            self.safety, self.checklist, self.side, self.steps, self.refer, self.guide, spacing=GAP
        )  # fmt: skip
        for one in (self.side, self.refer):
            right.setStretchFactor(one, 1)
        self.steps.opened.connect(self._make_room_for_steps)
        self.refer.folded_changed.connect(self._share_right)
        self._right = right
        return right

    def _arrange(self, *, low: bool) -> None:
        if low == self._low:
            return
        self._low = low
        before: QBoxLayout = self._centre if low else self._left
        before.removeWidget(self.follow)
        if low:
            self._left.insertWidget(self._left.count() - 2, self.follow)
        else:
            self._centre.addWidget(self.follow)
        self._order_tabs()

    def _make_room_for_steps(self) -> None:
        # where both fit, both stay
        lines = self.height() / max(1, self.fontMetrics().height())
        roomy, tight = lines > ROOMY, lines < TIGHT
        self._right.setStretchFactor(self.steps, 1 if self.steps.card is not None else 0)
        ended = self.call is not None and self.call.ended_at is not None
        crowded = lines < CROWDED and any(not one.isHidden() for one in self._guests)
        self.refer.fold(folding=tight or crowded or ((self.steps.card is not None or ended) and not roomy))
        # afterwards what is open needs the room more than a card nobody opened
        wanted = self.steps.card is not None or self.steps.choice.hasFocus()
        self.steps.setVisible(not self._taken and (wanted or not tight) and (wanted or roomy or not ended))

    def _share_right(self, folded: bool) -> None:
        """Give referring what is free in the right column, unless it keeps to its search line."""
        self._right.setStretchFactor(self.refer, 0 if folded else 1)

    def take_in(self, part: QWidget, *, first: bool) -> None:
        """Put something above the questions of safety, or quietly under them: the note does not move for it."""
        self._right.insertWidget(0 if first else self._right.indexOf(self.checklist) + 1, part)
        self._guests.append(part)

    def make_room(self) -> None:
        """Lay the right column out again: something that stands there for a while came or went."""
        self._make_room_for_steps()

    def _give_way(self, taken: bool) -> None:
        self._taken = taken
        self.refer.setVisible(not taken)
        self._make_room_for_steps()

    def _order_tabs(self) -> None:
        """Make Tab go as one reads: left, middle, right. Again whenever boxes were added."""
        shape = (self._low, *self.people.shape)
        if shape == self._ordered:
            return
        self._ordered = shape
        follow = stops(self.call_sheet, FOLLOW)
        caller = ("relation_to_victim", "contact_age", "contact_gender", "contact_municipality", "contact_name")
        chain = [
            *stops(self.call_sheet, caller),
            *self.people.in_order(),
            *(follow if self._low else ()),
            *stops(self.call_sheet, LATER),
            self.note,
            self.quick,
            *(() if self._low else follow),
            *stops(self.call_sheet, SAFETY_QUESTIONS),
            self.steps.choice,
            self.refer.search,
        ]
        for one, other in pairwise(chain):
            QWidget.setTabOrder(one, other)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the cards of afterwards the place that fits the height."""
        super().resizeEvent(event)
        lines = self.height() / max(1, self.fontMetrics().height())
        self._arrange(low=lines < LOW)
        self.guide.setVisible(lines > HIGH and self.steps.card is None)
        self._make_room_for_steps()
        letters = self._left_area.viewport().width() / max(1, self.fontMetrics().horizontalAdvance("n"))
        for card in (self.caller, self.people, self.follow, self.later):
            card.rows.arrange(narrow=letters < NARROW)

    def showEvent(self, event: QShowEvent) -> None:
        """Lay out once more: heights that follow from widths are known only now."""
        super().showEvent(event)
        QTimer.singleShot(0, self._inside.updateGeometry)

    def hasHeightForWidth(self) -> bool:
        """Return that what is in the columns never asks the window for height (Qt)."""
        return False

    def minimumSizeHint(self) -> QSize:
        """Return a size that leaves every column usable; what does not fit scrolls."""
        return QSize(super().minimumSizeHint().width(), LEAST * self.fontMetrics().height())

    # -- showing -----------------------------------------------------------------------------------------------

    def show_call(self, call: OpenCall) -> None:
        """Show this call, its note where it was left."""
        self.call = call
        self.note.show_note(call.note)
        self.quick.show_answer(" ".join(call.draft.unrecognised) or None)
        self._count_words()
        self.side.close_card()
        self.refresh()
        self.turned.emit()

    def refresh(self) -> None:
        """Show what the draft says now."""
        if self.call is None:
            return
        draft = self.call.draft
        self.call_sheet.show(draft)
        for card in (self.caller, self.people, self.follow, self.refer, self.steps):
            card.show_draft(draft)
        self._order_tabs()
        self.checklist.setVisible(self.call.ended_at is not None)
        self.checklist.quick.setVisible(not draft.persons)
        self._make_room_for_steps()
        if not self.quick.hasFocus():
            self.quick.show_answer(" ".join(draft.unrecognised) or None)
        self.told.emit()

    def show_points(self, points: tuple[OpenPoint, ...]) -> None:
        """Mark what is open, but only when the conversation is over."""
        ended = self.call is not None and self.call.ended_at is not None
        self.checklist.show_points(points)
        wanted = [point.problem for point in points if point.problem.severity != "soft"] if ended else []
        selected = self.call.draft.selected if self.call else None
        of_call = frozenset(p.field for p in wanted if p.person is None)
        of_person = frozenset(p.field for p in wanted if p.person is not None and p.person == selected)
        self.call_sheet.mark_open(of_call)
        self.person_sheet.mark_open(of_person)
        for card in (self.caller, self.follow, self.later):
            card.rows.mark_open(of_call)
        self.people.rows.mark_open(of_person)

    def show_saved(self, state: SaveState) -> None:
        """Say at the note itself that it is not saved, as long as that lasts."""
        failing = state.kind == "failing" and state.at is not None
        if failing and state.at is not None:
            self.unsaved.setText(self._text("live.save.failing_long", at=f"{local(state.at):%H:%M}"))
            self.unsaved.setToolTip(self.unsaved.text())
        self.unsaved.setVisible(failing)
        self._words.setVisible(not failing)  # there is room for one of the two

    def _count_words(self) -> None:
        count = sum(len(line.split()) for line in self.note.note.lines)
        self._words.setText(self._text("live.note.words", count=count) if count else "")

    # -- going somewhere ---------------------------------------------------------------------------------------

    def question(self, problem: Problem) -> Question | None:
        """Return the box in which a problem is mended; None when it has no box of its own."""
        if problem.person is not None and problem.field in self.person_sheet.questions:
            return self.person_sheet.questions[problem.field]
        return self.call_sheet.questions.get(problem.field)

    def persons_in_words(self) -> tuple[str, ...]:
        """Return each person in a line: who, the problem, the forms of violence, what followed."""
        return self.people.in_words(self.call.draft) if self.call else ()

    def leave_open(self, problem: Problem, reason: str) -> None:
        """Keep that this was asked and not answered."""
        if self.call is not None:
            sheet = self.person_sheet if problem.person else self.call_sheet
            sheet.leave_open(self.call.draft, problem.field, reason, problem.person)

    def go_to(self, widget: QWidget) -> None:
        """Put the caret there, and scroll it into view."""
        if not self.side.isHidden() and any(one.isAncestorOf(widget) for one in (self.steps, self.refer)):
            self.side.close_card()
        if self._inside.isAncestorOf(widget):
            self.show_help(helping=False)
        if self.steps.isAncestorOf(widget):
            self.steps.show()
        widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self._inside.isAncestorOf(widget):
            self._left_area.ensureWidgetVisible(widget, 0, 30)

    @property
    def helping(self) -> bool:
        """Whether text help stands where the form stands."""
        return self._left_side.currentWidget() is self.texts

    def show_help(self, *, helping: bool) -> None:
        """Show text help in the place of the form, or the form again."""
        self._left_side.setCurrentWidget(self.texts if helping else self._left_area)

    @property
    def panes(self) -> tuple[QWidget, ...]:
        """The panes F6 walks through, in reading order."""
        people = self.people.strip if self.people.strip.isVisibleTo(self) else self.people
        return (
            self.call_sheet.questions["relation_to_victim"],
            people,
            self.note,
            self.quick,
            self.call_sheet.questions["urgency"],
            self.safety,
            self.refer.search,
        )
