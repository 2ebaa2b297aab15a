"""A filed call to be read beside something else: the narrative, and the facts under it."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.domain.calls import Call
from workstation.ui.parts import Card, emptied, heading, label, scrolling, set_property
from workstation.ui.screens.call_facts import contact_card, follow_up_card, person_card, referrals_card, safety_card
from workstation.ui.text_fields import Prose
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words


class CallReading(QWidget):
    """Shows a call; nothing of it can be changed here."""

    def __init__(self, codebook: Codebook, text: Words, place_name: Callable[[str], str]) -> None:
        super().__init__()
        self._codebook, self._text, self._place_name = codebook, text, place_name
        self.narrative = Prose(text("call_page.narrative"))
        self.narrative.setObjectName("narrative")
        self.narrative.setReadOnly(True)
        set_property(self.narrative, "readonly", "1")
        story = Card(heading(text("call_page.narrative")), self.narrative)
        story.column.setStretch(1, 1)
        inside = QWidget()
        self._facts = QVBoxLayout(inside)
        self._facts.setSpacing(8)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(8)
        whole.addWidget(story, 5)
        whole.addWidget(scrolling(inside, text("call_page.facts")), 6)

    def show_call(self, call: Call) -> None:
        """Show a call."""
        from workstation.reports.answers import Sayer  # late: it brings the PDF library along

        sayer = Sayer(self._codebook, self._text, self._place_name)
        self.narrative.setPlainText(call.narrative or self._text("call_page.no_narrative"))
        emptied(self._facts)
        self._facts.addWidget(safety_card(call, sayer))
        self._facts.addWidget(contact_card(call, sayer))
        for at, person in enumerate(call.persons, start=1):
            self._facts.addWidget(person_card(call, person, at, sayer))
        self._facts.addWidget(follow_up_card(call, sayer))
        self._facts.addWidget(referrals_card(call, self._text))
        for one in call.additions:
            self._facts.addWidget(Card(label(one.text, "reading", wrap=True), label(one.counsellor, "muted")))
        self._facts.addStretch(1)

    def forget(self) -> None:
        """Show nothing of any call."""
        self.narrative.clear()
        self.narrative.document().clearUndoRedoStacks()
        emptied(self._facts)
