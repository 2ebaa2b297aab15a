"""One page to read before a call is filed: what stands there, what is open, where it leads. Enter files it."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.forms.draft import Draft
from workstation.ui.half_texts import NOWHERE, HalfTexts, Halves, Texts
from workstation.ui.parts import Card, button, emptied, heading, label, row, scrolling
from workstation.ui.screens.intake_open import OpenPoint
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words


class PointRow(QWidget):
    """One open point: the words jump to the field, beside it what else can be done about it."""

    def __init__(self, point: OpenPoint, page: "Review", text: Words) -> None:
        super().__init__()
        self.point, self.reason_of = point, ""
        self._page = page
        self.setProperty("clear", "1")
        self.jump = button(point.words, lambda: page.jump_requested.emit(point.problem), kind="row")
        self.jump.setAccessibleName(text("live.review.jump_name", what=point.words))
        self.jump.installEventFilter(self)
        line = row(self.jump, spacing=6)
        line.setStretch(0, 1)
        if point.may_stay_unknown:
            for word, act, key in (("leave", self._leave_unknown, "O"), ("refuse", self._refuse, "R")):
                made = button(text(f"live.review.{word}"), act, key=key)
                made.setProperty("seg", "1")
                made.setAccessibleName(f"{text(f'live.review.{word}')}: {point.words}")
                line.addWidget(made)
        if point.problem.severity == "soft" and point.problem.rule:
            self._reason = Line(text("live.review.reason_name", what=point.words), text("live.review.reason"))
            # the whole question must be read in the field
            self._reason.setMinimumWidth(18 * self.fontMetrics().horizontalAdvance("m"))
            self._reason.setMaximumWidth(24 * self.fontMetrics().horizontalAdvance("m"))
            self._reason.returnPressed.connect(self._set_aside)
            self.reason_of = f"{point.problem.rule}.{point.problem.person or ''}"
            self.put(page.reasons)
            self._reason.textEdited.connect(lambda typed: page.reason_typed(self.reason_of, typed))
            line.addWidget(self._reason)
        self.setLayout(line)

    def _leave_unknown(self) -> None:
        self._page.leave_open_requested.emit(self.point.problem, "contact_does_not_know")

    def _refuse(self) -> None:
        self._page.leave_open_requested.emit(self.point.problem, "refused")

    def put(self, reasons: Texts) -> None:
        """Go on with the reason that was begun for this point."""
        if self.reason_of and not self._reason.text():
            self._reason.setText(reasons.get(self.reason_of, ""))

    def _set_aside(self) -> None:
        self._page.reason_given(self.reason_of)
        self._page.set_aside_requested.emit(self.point.problem, self._reason.text())

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Let O and R answer, and the arrows walk."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        letter = event.text().lower()
        if self.point.may_stay_unknown and letter and letter in "o?r-":
            (self._refuse if letter in "r-" else self._leave_unknown)()
            return True
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._page.walk(self, 1 if event.key() == Qt.Key.Key_Down else -1)
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._page.jump_requested.emit(self.point.problem)
            return True
        return False


class Review(QWidget):
    """The page. It lies where the columns of the call were; Escape goes back, nothing is lost."""

    file_requested = Signal()
    back_requested = Signal()
    jump_requested = Signal(object)
    leave_open_requested = Signal(object, str)
    set_aside_requested = Signal(object, str)

    def __init__(self, text: Words, halves: Halves = NOWHERE) -> None:
        super().__init__()
        self._text = text
        self.reasons: Texts = {}
        self._half = HalfTexts(halves, lambda: dict(self.reasons), self._go_on, self)
        self._sentence = label("", "reading", wrap=True)
        self._persons = label("", "", wrap=True)
        self._ready = label(text("live.review.nothing_open"), "ok")
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(1)
        self._points: list[PointRow] = []
        self._follow = label("", "", wrap=True)
        self._given = label("", "", wrap=True)
        self._names = label("", "warn", wrap=True)
        self._state = label("", "warn")
        self.file = button(text("live.review.file"), self.file_requested.emit, kind="primary", key="Enter")
        self.back = button(text("live.review.back"), self.back_requested.emit, key="Esc")
        self.file.installEventFilter(self)
        left = Card(
            heading(text("live.review.read_back")),
            self._sentence,
            label(text("live.card.people"), "h"),
            self._persons,
            label(text("live.review.referrals"), "h"),
            self._given,
            label(text("live.review.follow"), "h"),
            self._follow,
            self._names,
            None,
            spacing=8,
        )
        right = Card(
            heading(text("live.review.open"), keys=("↑", "↓", "O", "R")), self._ready, scrolling(self._inside)
        )
        right.column.setStretch(2, 1)
        self._lay_out(left, right)

    def _lay_out(self, left: Card, right: Card) -> None:
        both = row(left, right, spacing=9)
        both.setStretch(0, 5)
        both.setStretch(1, 6)
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.setSpacing(7)
        page.addLayout(both, 1)
        page.addLayout(row(self._state, None, self.back, self.file))

    def show_review(
        self, sentence: str, persons: tuple[str, ...], points: tuple[OpenPoint, ...], draft: Draft
    ) -> None:
        """Show the page for a draft as it is now, keeping the place in the list."""
        text = self._text
        self._come_to(f"call.{draft.id}.review")
        self._sentence.setText(sentence)
        self._persons.setText("\n".join(persons) or text("live.person.none_yet"))
        self._given.setText(
            "\n".join(str(r["service_name"]) for r in draft.referrals) or text("live.review.no_referrals")
        )
        self._follow.setText(_follow(draft, text))
        at = next((i for i, one in enumerate(self._points) if one.isAncestorOf(self.focusWidget() or self)), None)
        emptied(self._rows)
        self._points = [PointRow(point, self, text) for point in points]
        for one in self._points:
            self._rows.addWidget(one)
        self._rows.addStretch(1)
        self._ready.setVisible(not points)
        blocking = sum(point.problem.severity != "soft" for point in points)
        self.file.setEnabled(not blocking)
        words = "live.review.one_left" if blocking == 1 else "live.review.cannot"
        self._state.setText(text(words, count=blocking) if blocking else "")
        self._settle(at, blocking)

    def _come_to(self, place: str) -> None:
        if place != self._half.place:
            self._half.leave()
            self.reasons = {}
            self._half.come_to(place)

    def _go_on(self, begun: Texts) -> None:
        self.reasons = begun | self.reasons
        for one in self._points:
            one.put(self.reasons)

    def reason_typed(self, of: str, words: str) -> None:
        """Keep why a point does not hold, while it is being written."""
        self.reasons[of] = words
        self._half.typed()

    def reason_given(self, of: str) -> None:
        """Let go of a reason that goes into the call."""
        self.reasons.pop(of, None)
        self._half.keep()

    def remind(self, names: int) -> None:
        """Say how many names or numbers stand in the note; it stops nothing."""
        key = "text_help.remind_one" if names == 1 else "text_help.remind"
        self._names.setText(self._text(key, count=names) if names else "")

    def _settle(self, at: int | None, blocking: int) -> None:
        if self._points and (blocking or at is not None):
            self._points[min(at or 0, len(self._points) - 1)].jump.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.file.setFocus(Qt.FocusReason.OtherFocusReason)

    def walk(self, from_row: PointRow, step: int) -> None:
        """Go to the next open point, past the last one to the button that files."""
        at = self._points.index(from_row) + step
        if at < 0:
            return
        if at < len(self._points):
            self._points[at].jump.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.file.isEnabled():
            self.file.setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Enter on the button files; Up goes to the open points."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.file_requested.emit()
            return True
        if event.key() == Qt.Key.Key_Up and self._points:
            self._points[-1].jump.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return False

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape goes back to the call."""
        if event.key() == Qt.Key.Key_Escape:
            self.back_requested.emit()
        else:
            super().keyPressEvent(event)


def _follow(draft: Draft, text: Words) -> str:
    agreed = draft.answers.get("callback_agreed")
    if agreed == "no":
        return text("live.review.no_callback")
    if agreed != "yes":
        why = draft.missing.get("callback_agreed", "not_asked")
        empty = "refused" if why == "refused" else "unknown" if agreed or why != "not_asked" else "not_asked"
        return text("live.review.callback", moment=text(f"common.{empty}"))
    moment = draft.answers.get("safe_moment")
    said = text("live.review.callback", moment=moment) if moment else text("live.review.callback_open")
    planned = any(kind == "follow_up_planned" for _, kind in draft.marks)
    return f"{said}\n{text('live.review.planned' if planned else 'live.review.not_planned')}"
