"""What a key does within the call in view: persons, danger, time stamps, snelcode, the next open field."""

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QApplication, QWidget

from workstation.domain.moments import as_text
from workstation.domain.problems import Problem
from workstation.forms.draft import Draft
from workstation.ui.screens.intake_call import OpenCall
from workstation.ui.screens.intake_danger import danger_since
from workstation.ui.screens.intake_open import OpenPoint
from workstation.ui.screens.intake_page import CallPage
from workstation.ui.screens.intake_parts import IntakeParts
from workstation.vocabulary.words import Words

THE_CALLER_IS_ONE = frozenset({"self", "victim_and_perpetrator"})


class Acts(QObject):
    """Acts on one page and the call it shows. `said` carries a sentence and whether the act can be undone."""

    said = Signal(str, bool)

    def __init__(self, page: CallPage, parts: IntakeParts, text: Words) -> None:
        super().__init__(page)
        self._page, self._parts, self._text = page, parts, text
        people = page.people
        people.add_requested.connect(self.add_person)
        people.remove_requested.connect(self.remove_person)
        people.contact_requested.connect(self.caller_is_person)
        people.chosen.connect(self._select)
        people.related.connect(self._relate)
        page.quick.run.connect(self._run_snelcode)
        page.quick.answered.connect(self._keep_quick)
        page.call_sheet.answered.connect(self._answered)

    @property
    def _call(self) -> OpenCall | None:
        return self._page.call

    @property
    def _draft(self) -> Draft | None:
        return self._page.call.draft if self._page.call else None

    # -- persons -----------------------------------------------------------------------------------------------

    def add_person(self) -> None:
        """Add a person who shares the household of the selected one, and go to the first question about him."""
        draft = self._draft
        if draft is None:
            return
        caller = draft.answers.get("relation_to_victim") in THE_CALLER_IS_ONE and draft.contact_person is None
        draft.add_person(is_contact=caller)
        self._page.refresh()
        self._page.go_to(self._page.person_sheet.questions["age"])
        self.said.emit(self._text("live.person.added", number=len(draft.persons)), True)

    def remove_person(self, person: str = "") -> None:
        """Take a person away; one key brings him back."""
        draft = self._draft
        person = person or (draft.selected or "" if draft else "")
        if draft is None or not person:
            return
        number = [one.id for one in draft.persons].index(draft.person(person).id) + 1
        draft.remove_person(person)
        self._page.refresh()
        self.said.emit(self._text("live.person.removed", number=number), True)

    def step_person(self, step: int) -> None:
        """Go to the next or the previous person, and stay in the same question."""
        draft = self._draft
        if draft is None or not draft.persons:
            return
        ids = [one.id for one in draft.persons]
        at = ids.index(draft.person(draft.selected).id) if draft.selected else 0
        self._select(ids[(at + step) % len(ids)])

    def _select(self, person: str) -> None:
        draft = self._draft
        if draft is None or draft.selected == person:
            return
        self._settle()
        draft.select(person)
        self._page.refresh()

    def _settle(self) -> None:
        # what is half typed about one person must not land with another
        focused = QApplication.focusWidget()
        for question in self._page.person_sheet.questions.values():
            if question is focused or (isinstance(focused, QWidget) and question.isAncestorOf(focused)):
                question.clearFocus() if question is focused else focused.clearFocus()
                question.setFocus(Qt.FocusReason.OtherFocusReason)

    def caller_is_person(self) -> None:
        """Say that the caller is the selected person, or take that back."""
        draft = self._draft
        if draft is None or draft.selected is None:
            return
        draft.set_contact(None if draft.person(draft.selected).is_contact else draft.selected)

    def _relate(self, other: str, relation: object) -> None:
        draft = self._draft
        if draft is not None and draft.selected:
            draft.relate(draft.selected, str(relation) if relation else None, other)

    def _answered(self, name: str, value: object) -> None:
        draft = self._draft
        if draft is None or name != "relation_to_victim" or value not in THE_CALLER_IS_ONE:
            return
        if not draft.persons:
            draft.add_person(is_contact=True)

    # -- writing -----------------------------------------------------------------------------------------------

    def time_stamp(self) -> None:
        """Put the time of the call into the note, on a line of its own when the caret is at the end."""
        call = self._call
        if call is None:
            return
        note = self._page.note
        cursor = note.textCursor()
        before = "\n" if cursor.atEnd() and not cursor.atBlockStart() else ""
        cursor.insertText(before + self._text("live.note.stamped", at=call.clock))
        note.setTextCursor(cursor)
        self._page.go_to(note)

    def danger(self) -> None:
        """Start or stop the steps of danger. Adds to the note; opens nothing, and the caret stays where it is."""
        call = self._call
        if call is None:
            return
        draft, since = call.draft, danger_since(call.draft)
        if since is None:
            self._parts.tell(draft, "immediate_danger", "yes", None)
            self.said.emit(self._text("live.danger.said_on"), False)
        else:
            self.said.emit(self._text("live.danger.off", at=call.clock), False)
        draft.mark(as_text(self._parts.now()), "danger_off" if since else "danger_on")
        self._page.note.stamp(self._text(f"live.danger.stamp_{'off' if since else 'on'}", at=call.clock) + "\n")

    def tick_step(self, step: str) -> None:
        """Note that a step of danger was taken, or take that back."""
        draft = self._draft
        since = danger_since(draft) if draft else None
        if draft is None or since is None:
            return
        taken = [mark for mark in draft.marks if mark[1] == step and mark[0] >= since]
        if taken:
            draft.marks.remove(taken[-1])
            draft.touched()
        else:
            draft.mark(as_text(self._parts.now()), step)

    def stamp(self, kind: str) -> None:
        """Keep a moment: a step of a card was ticked, or taken back."""
        if (draft := self._draft) is not None:
            draft.mark(as_text(self._parts.now()), kind)

    def write_down(self, card: str, what: str) -> None:
        """Begin a line in the note for what this step must leave on record, and put the caret there."""
        call = self._call
        if call is not None:
            self._page.note.stamp(self._text("steps.line", at=call.clock, card=card, what=what))
            self._page.go_to(self._page.note)
            self._page.note.moveCursor(QTextCursor.MoveOperation.End)

    # -- snelcode ----------------------------------------------------------------------------------------------

    def quick_code(self) -> None:
        """Go to the snelcode line, behind what still stands there."""
        quick = self._page.quick
        self._page.go_to(quick)
        if quick.text() and not quick.text().endswith(" "):
            quick.setText(quick.text() + " ")
        quick.end(False)

    def _keep_quick(self, words: object) -> None:
        draft = self._draft
        if draft is not None:
            draft.unrecognised = str(words or "").split()
            draft.touched()

    def _run_snelcode(self, line: str) -> None:
        call = self._call
        if call is None or not line.strip():
            return
        filled, left = self._parts.run_snelcode(call.draft, line, call.day)
        self._page.quick.show_answer(left or None)
        self._page.refresh()
        if left:
            self.said.emit(self._text("live.quick.left", what=left), bool(filled))
        elif filled:
            self.said.emit(self._text("live.quick.done", what=", ".join(filled)), True)

    # -- what stays open ---------------------------------------------------------------------------------------

    def leave_open(self, problem: Problem, reason: str) -> None:
        """Keep that this was asked and not answered."""
        self._page.leave_open(problem, reason)

    def set_aside(self, problem: Problem, reason: str) -> None:
        """Keep why a soft rule does not hold here."""
        if self._draft is not None and problem.rule:
            self._draft.set_aside(problem.rule, reason, person=problem.person)

    # -- going -------------------------------------------------------------------------------------------------

    def go_to_problem(self, problem: Problem) -> None:
        """Go to the field in which this is mended."""
        draft = self._draft
        if draft is None:
            return
        known = {one.id for one in draft.persons}
        if problem.person in known and problem.person != draft.selected:
            self._select(str(problem.person))
        box = self._page.question(problem)
        if box is not None:
            self._page.go_to(box)
        elif problem.field == "persons" and not draft.persons:
            self.add_person()
        else:
            self._page.go_to(self._page.note)

    def next_open(self, points: tuple[OpenPoint, ...]) -> None:
        """Go to the open field after the one the caret is in, then round again."""
        focused = QApplication.focusWidget()
        boxes = [self._page.question(point.problem) for point in points]
        at = next((i for i, box in enumerate(boxes) if box is not None and _holds(box, focused)), -1)
        if points:
            self.go_to_problem(points[(at + 1) % len(points)].problem)

    def walk_panes(self, step: int) -> None:
        """Go to the next or previous pane."""
        panes = self._page.panes
        focused = QApplication.focusWidget()
        at = next((i for i, pane in enumerate(panes) if _holds(pane, focused)), -1 if step > 0 else 0)
        self._page.go_to(panes[(at + step) % len(panes)])


def _holds(widget: QWidget, focused: QWidget | None) -> bool:
    return focused is not None and (widget is focused or widget.isAncestorOf(focused))
