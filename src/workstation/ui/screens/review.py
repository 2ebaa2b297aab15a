"""Reading a call again: the call left, the talk about it or the form right. For learning, never a ranking."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workstation.domain.calls import Call
from workstation.domain.changes import Changes
from workstation.domain.ids import CallId
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import NotReady
from workstation.domain.reviews import Review
from workstation.forms.review_form import ReviewForm
from workstation.ui.choice import Choice
from workstation.ui.look import Look
from workstation.ui.parts import column, label, row
from workstation.ui.said import full_day
from workstation.ui.screen import Screen
from workstation.ui.screens.call_reading import CallReading
from workstation.ui.screens.review_points import PointsPane
from workstation.ui.screens.review_talk import TalkPane
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Then = Callable[[], None]
ON_CALL = ("", "narrative", "safety", "urgency", "help_offered", "referrals", "callback_agreed", "qualifiers",
           "relation_to_victim", "contact_age", "contact_gender", "contact_municipality")  # fmt: skip
ON_PERSON = ("problem_type", "violence_forms", "main_form", "context_family", "age_group", "gender", "outcomes")


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A call, the talk about it, and the form it is read with. `own`: it is shown to the counsellor who took it.

    `begun` is a remark that was being written: field and text.
    """

    call: Call
    review: Review | None
    form: ReviewForm
    own: bool
    begun: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True)
class Given:
    """One answer to a point of a version of the form; None: not looked at after all."""

    point: str
    answer: str | None
    version: int


@dataclass(frozen=True, slots=True)
class ReviewWork:
    """What the screen asks for; everything in the lane, in the order it was asked.

    `answer` keeps one answer and gives all of them as they are then.
    """

    fetch: Callable[[CallId, Callable[[ReviewView], None], Sorry], None]
    comment: Callable[[CallId, str, str, Then, Sorry], None]
    keep_half: Callable[[CallId, str, str], None]
    answer: Callable[[CallId, Given, Callable[[Mapping[str, str]], None], Sorry], None]
    close: Callable[[CallId, Then, Sorry], None]
    place_name: Callable[[str], str]
    me: Callable[[], str]


class ReviewScreen(Screen):
    """Shows the call `show_call` was told. Every answer and every second of writing is kept at once."""

    name = "review"

    def __init__(self, work: ReviewWork, codebook: Codebook, look: Look, text: Words) -> None:
        super().__init__()
        self._work, self._text = work, text
        self._id: CallId | None = None
        self._view: ReviewView | None = None
        self._given = 0  # answers so far; what was looked up before the last of them says nothing about it
        self._heading = label("", "h")
        self.header = self._heading
        self._purpose = label("", "muted", wrap=True)
        self.reading = CallReading(codebook, text, work.place_name)
        self.talk = TalkPane(look, text)
        self.points = PointsPane(text)
        self.choice = Choice(text("review.choice"), [(one, text(f"review.{one}")) for one in ("talk", "form")])
        self._stack = QStackedWidget()
        for pane in (self.talk, self.points):
            self._stack.addWidget(pane)
        self.choice.changed.connect(self.show_side)
        self.talk.sent.connect(self._send)
        self.talk.typed.connect(self._keep_half)
        self.points.answered.connect(self._answered)
        self._lay_out()
        self.choice.put("talk")

    def _lay_out(self) -> None:
        side = QWidget()
        right = column(row(self.choice, None), self._stack, spacing=8)
        right.setStretch(1, 1)
        side.setLayout(right)
        sides = row(self.reading, side, spacing=12)
        sides.setStretch(0, 10)
        sides.setStretch(1, 11)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 4, 12, 6)
        whole.setSpacing(6)
        whole.addWidget(self._purpose)
        whole.addLayout(sides, 1)

    def show_call(self, call: CallId) -> None:
        """Say which call is read; what stood of another one is gone first."""
        if call != self._id:
            self.forget()
        self._id = call

    def show_side(self, name: str) -> None:
        """Show the talk or the form."""
        self.choice.put(name)
        self._stack.setCurrentWidget(self.talk if name == "talk" else self.points)
        if not self.isVisible() or self.choice.isAncestorOf(self.focusWidget()):
            return  # the arrows of the choice move on in it
        if name == "talk":
            self.talk.box.setFocus()
        else:
            self.points.focus_here()

    def arrive(self) -> None:
        """Read the call, and put the caret where one writes."""
        self._fetch(first=self._view is None)
        self.talk.box.setFocus()

    def heard(self, changes: Changes) -> None:
        """Read again when somebody said something about this call."""
        if self._id is not None and ("review", self._id) in changes.touched:
            self._fetch(first=False)

    def forget(self) -> None:
        """Show nothing of any call."""
        self.talk.forget()
        self._id, self._view = None, None
        self.reading.forget()
        self.points.forget()
        self._heading.setText("")
        self._purpose.setText("")
        self.choice.put("talk")
        self._stack.setCurrentWidget(self.talk)
        self.acts = ()

    def send(self) -> None:
        """Place the remark."""
        self.show_side("talk")
        self.talk.send()

    def close_review(self) -> None:
        """End the talk."""
        if self._id is not None and self._view is not None and not self._view.own:
            self._work.close(self._id, lambda: self.hinted.emit(self._text("review.closed"), "ok"), self._sorry)

    def _fetch(self, *, first: bool) -> None:
        if self._id is not None:
            given = self._given
            self._work.fetch(self._id, lambda view: self._show(view, given, first=first), self._sorry)

    def _show(self, view: ReviewView, given: int, *, first: bool) -> None:
        if view.call.id != self._id:
            return
        text, changed = self._text, self._view is None or self._view.call != view.call
        self._view = view
        key = "own_heading" if view.own else "heading"
        day = full_day(view.call.started_at)
        self._heading.setText(text(f"review.{key}", number=view.call.number, day=day))
        self._purpose.setText(text("review.own_purpose" if view.own else "review.purpose"))
        if changed:
            self.reading.show_call(view.call)
            self.talk.offer(self._fields(view.call))
        self.talk.show_talk(view.review, self._work.me(), own=view.own)
        if first and view.begun[1]:
            self.talk.take_up(*view.begun)
        if given == self._given:  # else the last answer brings them all, when it is kept
            answers = view.review.answers if view.review is not None and view.review.answers else {}
            self.points.show_form(view.form, answers, read_only=view.own)
        self.acts = () if view.own else ("review_close",)
        self.acts_changed.emit()

    def _fields(self, call: Call) -> list[tuple[str, str]]:
        text = self._text
        found = [("", text("review.of_whole"))]
        found += [(one, self._field(one)) for one in ON_CALL[1:]]
        for at, _ in enumerate(call.persons, start=1):
            found += [
                (f"{at}.{one}", text("review.person_field", number=at, field=self._field(one))) for one in ON_PERSON
            ]
        return found

    def _field(self, name: str) -> str:
        own = f"review.field.{name}"
        return self._text(own if own in self._text else f"call_page.attribute.{name}")

    def _send(self, field: str, words: str) -> None:
        if self._id is not None:
            self._work.comment(self._id, field, words, self._sent, self._sorry)

    def _sent(self) -> None:
        self.talk.emptied()
        self.hinted.emit(self._text("review.sent"), "ok")

    def _keep_half(self, field: str, words: str) -> None:
        if self._id is not None:
            self._work.keep_half(self._id, field, words)

    def _answered(self, point: str, answer: str | None) -> None:
        call = self._id
        if call is None:
            return
        self._given += 1
        given = self._given

        def kept(answers: Mapping[str, str]) -> None:
            if call == self._id and given == self._given:
                self.points.show_answers(answers)

        self._work.answer(call, Given(point, answer, self.points.version), kept, self._sorry)

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, NotReady):
            self.hinted.emit(self._text(wrong.problems[0].text_key), "warn")
        elif isinstance(wrong, NotAllowed):
            self.forget()
            self.hinted.emit(self._text("coordination.not_yours"), "warn")
        else:
            raise wrong
