"""The cards of the call itself: who rings, safety, help and what follows, and what may wait."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from workstation.domain.calls import SAFETY_QUESTIONS
from workstation.forms.draft import Draft
from workstation.ui.forms.segments import Segments
from workstation.ui.forms.sheet import Question, Sheet
from workstation.ui.parts import Card, heading, label
from workstation.vocabulary.words import Words

CALLER = ("relation_to_victim", "contact_age", "contact_gender", "contact_municipality", "contact_name")
FOLLOW = ("urgency", "help_offered", "callback_agreed", "safe_moment")
LATER = ("qualifiers", "heard_via", "campaign")
CALL_QUESTIONS = ("channel", "anonymous", *CALLER, *SAFETY_QUESTIONS, *FOLLOW, *LATER)
MARGIN = 8


def grid() -> QGridLayout:
    """Return a grid whose second and fourth column take the room."""
    made = QGridLayout()
    made.setContentsMargins(0, 0, 0, 0)
    made.setVerticalSpacing(3)
    made.setHorizontalSpacing(MARGIN)
    made.setColumnStretch(1, 3)
    made.setColumnStretch(3, 2)
    return made


def ask(cells: QGridLayout, where: tuple[int, int, int], form: str, name: str, sheet: Sheet, text: Words) -> QLabel:
    """Put a label and its question in a row, at a column, over so many columns."""
    line, column, span = where
    question = sheet.questions[name]
    made = label(text(f"live.label.{form}.{name}"), "", question)
    made.setTextFormat(Qt.TextFormat.AutoText)
    cells.addWidget(made, line, column)
    cells.addWidget(question, line, column + 1, 1, span)
    return made


class CallerCard(Card):
    """Who rings. The name has a box only when the caller made himself known."""

    def __init__(self, sheet: Sheet, text: Words) -> None:
        cells = grid()
        super().__init__(heading(text("live.card.caller")), cells, spacing=4)
        ask(cells, (0, 0, 1), "intake", "relation_to_victim", sheet, text)
        ask(cells, (0, 2, 1), "intake", "contact_age", sheet, text)
        ask(cells, (1, 0, 1), "intake", "contact_municipality", sheet, text)
        ask(cells, (1, 2, 1), "intake", "contact_gender", sheet, text)
        self._name = (ask(cells, (2, 0, 3), "intake", "contact_name", sheet, text), sheet.questions["contact_name"])

    def show_draft(self, draft: Draft) -> None:
        """Show the name's box or not."""
        for widget in self._name:
            widget.setVisible(draft.answers.get("anonymous") == "no")


class SafetyCard(Card):
    """Six questions in the order of weight. A letter answers and goes to the next."""

    def __init__(self, sheet: Sheet, text: Words) -> None:
        cells = QGridLayout()
        cells.setContentsMargins(0, 0, 0, 0)
        cells.setVerticalSpacing(1)
        cells.setColumnStretch(0, 1)
        super().__init__(heading(text("live.card.safety"), keys=("F5", "J", "N", "O")), cells, spacing=4)
        self._rows: list[Segments] = []
        for line, name in enumerate(SAFETY_QUESTIONS):
            question = sheet.questions[name]
            words = label(text(f"live.label.intake.{name}"), "", question, wrap=True)
            cells.addWidget(words, line, 0)
            cells.addWidget(question, line, 1)
            if isinstance(question, Segments):
                self._rows.append(question)
                question.moved_on.connect(self._go_on)
        self.setFocusProxy(self._rows[0])

    def _go_on(self) -> None:
        at = self._rows.index(self.sender())  # type: ignore[arg-type]  # only rows are connected
        if at + 1 < len(self._rows):
            self._rows[at + 1].setFocus(Qt.FocusReason.TabFocusReason)


class FollowCard(Card):
    """What was offered, how urgent it is, whether somebody rings back; and what may wait."""

    def __init__(self, sheet: Sheet, text: Words) -> None:
        cells = grid()
        super().__init__(heading(text("live.card.follow")), cells, spacing=4)
        ask(cells, (0, 0, 3), "intake", "urgency", sheet, text)
        ask(cells, (1, 0, 3), "intake", "help_offered", sheet, text)
        ask(cells, (2, 0, 1), "intake", "callback_agreed", sheet, text)
        self._moment: tuple[QWidget, Question] = (
            ask(cells, (2, 2, 1), "intake", "safe_moment", sheet, text),
            sheet.questions["safe_moment"],
        )

    def show_draft(self, draft: Draft) -> None:
        """Ask for a safe moment only when ringing back was agreed."""
        for widget in self._moment:
            widget.setVisible(draft.answers.get("callback_agreed") == "yes")


class LaterCard(Card):
    """What may wait until after the call."""

    def __init__(self, sheet: Sheet, text: Words) -> None:
        cells = grid()
        super().__init__(heading(text("live.card.later")), cells, spacing=4)
        ask(cells, (0, 0, 3), "intake", "qualifiers", sheet, text)
        ask(cells, (1, 0, 1), "intake", "heard_via", sheet, text)
        ask(cells, (1, 2, 1), "intake", "campaign", sheet, text)


class GuideCard(Card):
    """Five steps of a good conversation, where the screen has room."""

    def __init__(self, text: Words) -> None:
        lines = "\n".join(text(f"live.guide.{n}") for n in ("one", "two", "three", "four", "five"))
        super().__init__(heading(text("live.card.guide"), keys=("F1",)), label(lines, "muted", wrap=True), spacing=4)
