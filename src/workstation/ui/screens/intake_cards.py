"""The cards of the call itself: who rings, safety, help and what follows, and what may wait."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QLabel

from workstation.domain.calls import SAFETY_QUESTIONS
from workstation.forms.draft import Draft
from workstation.ui.forms.segments import Segments
from workstation.ui.forms.sheet import Sheet
from workstation.ui.parts import Card, OneLine, heading, label, set_property
from workstation.vocabulary.words import Words

CALLER = ("relation_to_victim", "contact_age", "contact_gender", "contact_municipality", "contact_name")
FOLLOW = ("urgency", "help_offered", "callback_agreed", "safe_moment")
LATER = ("qualifiers", "heard_via", "campaign")
CALL_QUESTIONS = ("channel", "anonymous", *CALLER, *SAFETY_QUESTIONS, *FOLLOW, *LATER)
MARGIN = 8
NO_LABEL = frozenset({"context_family"})  # stands beside the setting it belongs to


class Rows(QGridLayout):
    """Questions with their labels. A row of two becomes two rows where the letters leave no room."""

    def __init__(self, form: str, rows: tuple[tuple[str, ...], ...], sheet: Sheet, text: Words) -> None:
        super().__init__()
        self.setContentsMargins(0, 0, 0, 0)
        self.setVerticalSpacing(3)
        self.setHorizontalSpacing(MARGIN)
        self.setColumnStretch(1, 3)
        self._rows, self._sheet = rows, sheet
        self._labels: dict[str, QLabel] = {}
        for name in (name for row in rows for name in row):
            key = f"live.label.{form}.{name}"
            made = label("" if name in NO_LABEL else text(key), "", sheet.questions[name])
            # only this format knows underlined letters; the words are ours
            made.setTextFormat(Qt.TextFormat.AutoText)
            self._labels[name] = made
        self._narrow: bool | None = None
        self.arrange(narrow=False)

    def arrange(self, *, narrow: bool) -> None:
        """Lay out for a wide or a narrow column."""
        if narrow == self._narrow:
            return
        self._narrow = narrow
        lines = [(name,) for row in self._rows for name in row] if narrow else self._rows
        for line, names in enumerate(lines):
            for at, name in enumerate(names):
                self.addWidget(self._labels[name], line, 2 * at)
                self.addWidget(self._sheet.questions[name], line, 2 * at + 1, 1, 3 if len(names) == 1 else 1)

    def mark_open(self, names: frozenset[str]) -> None:
        """Colour the labels of what still wants an answer."""
        for name, made in self._labels.items():
            set_property(made, "todo", "1" if name in names else "")

    @property
    def lines(self) -> int:
        """How many rows there are at most."""
        return sum(len(row) for row in self._rows)

    def show_row(self, name: str, *, shown: bool) -> None:
        """Show or hide one question with its label."""
        self._labels[name].setVisible(shown)
        self._sheet.questions[name].setVisible(shown)


class CallerCard(Card):
    """Who rings. The name has a box only when the caller made himself known."""

    def __init__(self, sheet: Sheet, text: Words) -> None:
        rows = (
            ("relation_to_victim",),
            ("contact_age", "contact_gender"),
            ("contact_municipality",),
            ("contact_name",),
        )
        self.rows = Rows("intake", rows, sheet, text)
        super().__init__(heading(text("live.card.caller")), self.rows, spacing=4)

    def show_draft(self, draft: Draft) -> None:
        """Show the name's box or not."""
        self.rows.show_row("contact_name", shown=draft.answers.get("anonymous") == "no")


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
            # no wrapping: what has a height for its width gets less than it needs from a full column
            words = OneLine()
            words.setText(text(f"live.label.intake.{name}"))
            words.setBuddy(question)
            cells.addWidget(words, line, 0)
            cells.addWidget(question, line, 1)
            if isinstance(question, Segments):
                self._rows.append(question)
                question.moved_on.connect(self._go_on)
        self.setFocusProxy(self._rows[0])

    def hasHeightForWidth(self) -> bool:
        """Return that these rows never give up height: what could not be read could not be answered (Qt)."""
        return False

    def _go_on(self) -> None:
        at = self._rows.index(self.sender())  # type: ignore[arg-type]  # only rows are connected
        if at + 1 < len(self._rows):
            self._rows[at + 1].setFocus(Qt.FocusReason.TabFocusReason)


class FollowCard(Card):
    """What was offered, how urgent it is, whether somebody rings back."""

    def __init__(self, sheet: Sheet, text: Words) -> None:
        rows = (("urgency",), ("help_offered",), ("callback_agreed", "safe_moment"))
        self.rows = Rows("intake", rows, sheet, text)
        super().__init__(heading(text("live.card.follow")), self.rows, spacing=4)

    def show_draft(self, draft: Draft) -> None:
        """Ask for a safe moment only when ringing back was agreed."""
        self.rows.show_row("safe_moment", shown=draft.answers.get("callback_agreed") == "yes")


class LaterCard(Card):
    """What may wait until after the call."""

    def __init__(self, sheet: Sheet, text: Words) -> None:
        self.rows = Rows("intake", (("qualifiers",), ("heard_via", "campaign")), sheet, text)
        super().__init__(heading(text("live.card.later")), self.rows, spacing=4)


class GuideCard(Card):
    """Five steps of a good conversation, where the screen has room."""

    def __init__(self, text: Words) -> None:
        lines = "\n".join(text(f"live.guide.{n}") for n in ("one", "two", "three", "four", "five"))
        super().__init__(heading(text("live.card.guide"), keys=("F1",)), label(lines, "muted", wrap=True), spacing=4)
