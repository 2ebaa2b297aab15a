"""Step cards beside the running call: chosen by hand, ticked step by step, stamped; the note keeps its place."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from workstation.forms.draft import Draft
from workstation.forms.step_cards import StepCard
from workstation.ui.parts import Card, emptied, label, row, scrolling
from workstation.ui.screens.intake_danger import clock_in_call
from workstation.vocabulary.words import Words

LOWEST = 64
HIGHEST = 230  # pixels: the rest scrolls, so that safety and referring stay in view


class StepsCard(Card):
    """One line until a card is chosen; `ticked` gives the mark that a tick leaves in the draft."""

    ticked = Signal(str)

    def __init__(self, cards: tuple[StepCard, ...], text: Words) -> None:
        self._cards, self._text = cards, text
        self.choice = QComboBox()
        self.choice.setAccessibleName(text("steps.choice"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(10)
        self.choice.addItem(text("steps.none"))
        for card in cards:
            self.choice.addItem(card.title)
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setSpacing(3)
        self._area = scrolling(self._inside)
        self._area.setMaximumHeight(HIGHEST)
        self._area.setMinimumHeight(LOWEST)
        self._area.hide()
        self._boxes: dict[str, QCheckBox] = {}
        self._words: dict[str, QLabel] = {}
        self._draft: Draft | None = None
        line = row(label(text("steps.choice"), "h", self.choice), self.choice)
        line.setStretch(1, 1)
        super().__init__(line, self._area, spacing=4)
        self.choice.currentIndexChanged.connect(lambda _at: self._show_card())

    @property
    def card(self) -> StepCard | None:
        """The card that is open."""
        at = self.choice.currentIndex() - 1
        return self._cards[at] if at >= 0 else None

    def show_draft(self, draft: Draft) -> None:
        """Show the ticks of this call; another call starts with the card it was left with: the last one ticked."""
        if draft is not self._draft:
            self._draft = draft
            used = [mark[1].split(":")[1] for mark in draft.marks if mark[1].startswith("step:")]
            codes = [card.code for card in self._cards]
            self.choice.setCurrentIndex(codes.index(used[-1]) + 1 if used and used[-1] in codes else 0)
        self._show_ticks()

    def _show_card(self) -> None:
        emptied(self._rows)
        self._boxes, self._words = {}, {}
        card = self.card
        self._area.setVisible(card is not None)
        if card is None:
            return
        self._rows.addWidget(label(card.when, "muted", wrap=True))
        for step in card.steps:
            box, words = QCheckBox(), label(step.text, wrap=True)
            words.setMinimumWidth(60)
            box.setObjectName(step.code)
            box.setAccessibleName(step.text)
            box.clicked.connect(self._tick)
            self._boxes[step.code], self._words[step.code] = box, words
            line = row(box, words, spacing=6)
            line.setStretch(1, 1)
            self._rows.addLayout(line)
            for more in (step.say, self._text("steps.asks", what=step.asks) if step.asks else ""):
                if more:
                    said = label(more, "muted", wrap=True)
                    said.setIndent(22)
                    self._rows.addWidget(said)
        if card.source:
            self._rows.addWidget(label(card.source, "muted", wrap=True))
        self._rows.addStretch(1)
        self._show_ticks()

    def _tick(self) -> None:
        box = self.sender()
        if self.card is not None and isinstance(box, QCheckBox):
            self.ticked.emit(self.card.mark(box.objectName(), ticked=box.isChecked()))

    def _show_ticks(self) -> None:
        if self.card is None or self._draft is None:
            return
        done = self.card.ticked((mark[0], mark[1]) for mark in self._draft.marks)
        words = {step.code: step.text for step in self.card.steps}
        for code, box in self._boxes.items():
            box.setCheckState(Qt.CheckState.Checked if code in done else Qt.CheckState.Unchecked)
            stamp = f"  [{clock_in_call(self._draft, done[code])}]" if code in done else ""
            self._words[code].setText(words[code] + stamp)
