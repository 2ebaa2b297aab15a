"""The review form on screen: every point with four answers, none of which counts for anything."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from workstation.domain.text_versions import place_of
from workstation.forms.review_form import ANSWERS, ReviewForm
from workstation.ui.forms.segments import Segment, Segments
from workstation.ui.parts import Card, emptied, label, row, scrolling
from workstation.vocabulary.words import Words


class PointsPane(QWidget):
    """Shows a version of the form; `answered` gives a point and its answer, None = not looked at after all."""

    answered = Signal(str, object)

    def __init__(self, text: Words) -> None:
        super().__init__()
        self._text = text
        self._form: ReviewForm | None = None
        self._read_only = False
        self._answers: dict[str, str] = {}
        self.points: dict[str, Segments] = {}
        self._count = label("", "muted", wrap=True)
        inside = QWidget()
        self._sections = QVBoxLayout(inside)
        self._sections.setSpacing(8)
        self._area = scrolling(inside)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self._count)
        whole.addWidget(self._area, 1)

    def show_form(self, form: ReviewForm, answers: Mapping[str, str], *, read_only: bool) -> None:
        """Show a form with its answers; the points are made anew only for another version."""
        same = self._form is not None and self._form == form and self._read_only == read_only
        self._form, self._read_only = form, read_only
        if not same:
            self._make(form)
        self.show_answers(answers)

    def show_answers(self, answers: Mapping[str, str]) -> None:
        """Show what is answered now."""
        self._answers = dict(answers)
        for code, segments in self.points.items():
            segments.show_answer(self._answers.get(code))
        self._tell()

    def forget(self) -> None:
        """Show no form."""
        self._form = None
        self._answers = {}
        self.points = {}
        emptied(self._sections)
        self._count.setText("")

    @property
    def version(self) -> int:
        """Which version of the form is shown; 0 is the shipped one."""
        return self._form.version if self._form is not None else 0

    @property
    def answers(self) -> Mapping[str, str]:
        """What was answered, by code of the point."""
        return self._answers

    def _make(self, form: ReviewForm) -> None:
        emptied(self._sections)
        self.points = {}
        for section in form.sections:
            card = Card(label(section.title, "h"), spacing=5)
            for code, said in section.points.items():
                card.column.addLayout(self._row(code, said))
            self._sections.addWidget(card)
        self._sections.addStretch(1)

    def _row(self, code: str, said: str) -> QHBoxLayout:
        text = self._text
        choices = tuple(
            Segment(one, text(f"review.answer_words.{one}"), text(f"review.answer_keys.{one}")) for one in ANSWERS
        )
        segments = Segments(said, choices, text, may_be_open=False)
        segments.answered.connect(partial(self._answered, code))
        segments.moved_on.connect(partial(self._next, code))
        segments.setEnabled(not self._read_only)
        self.points[code] = segments
        line = row(label(said, wrap=True), segments, spacing=12)
        line.setStretch(0, 1)
        return line

    def _answered(self, code: str, answer: object) -> None:
        if isinstance(answer, str):
            self._answers[code] = answer
        else:
            self._answers.pop(code, None)
        self._tell()
        self.answered.emit(code, answer)

    def _next(self, code: str) -> None:
        codes = list(self.points)
        at = codes.index(code) + 1
        if at < len(codes):
            following = self.points[codes[at]]
            following.setFocus()
            self._area.ensureWidgetVisible(following, 0, 60)

    def _tell(self) -> None:
        if self._form is None:
            return
        known = [code for code in self._answers if code in self.points]
        version = str(place_of(self._form.version)) if self._form.version else self._text("review.shipped_version")
        self._count.setText(self._text("review.looked_at", done=len(known), all=len(self.points), version=version))

    def focus_here(self) -> None:
        """Put the focus on the first point that was not looked at."""
        code = next((one for one in self.points if one not in self._answers), next(iter(self.points), None))
        if code is not None:
            self.points[code].setFocus()
