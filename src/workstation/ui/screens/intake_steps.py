"""Step cards beside the running call: chosen by hand, ticked step by step, stamped; the note keeps its place."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QVBoxLayout, QWidget

from workstation.forms.draft import Draft
from workstation.forms.step_cards import Step, StepCard
from workstation.ui.parts import Card, button, emptied, label, row, scrolling
from workstation.ui.screens.intake_danger import clock_in_call
from workstation.vocabulary.words import Words

LOWEST = 96  # pixels of the steps: two of them; the rest scrolls


class StepsCard(Card):
    """One line until a card is chosen; arrows walk through its steps, the space bar ticks.

    `ticked` gives the mark that a tick leaves in the draft; `asked` what the counsellor should now write down, with
    the title of the card; `opened` whether a card is open and wants room.
    """

    ticked = Signal(str)
    asked = Signal(str, str)
    opened = Signal(bool)

    def __init__(self, cards: tuple[StepCard, ...], text: Words) -> None:
        self._cards, self._newest, self._text = cards, cards, text
        self.choice = QComboBox()
        self.choice.setAccessibleName(text("steps.choice"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.choice.setMinimumContentsLength(10)
        self._inside = QWidget()
        self._rows = QVBoxLayout(self._inside)
        self._rows.setSpacing(4)
        self._area = scrolling(self._inside)
        self._area.setMinimumHeight(LOWEST)
        self._area.hide()
        self._boxes: dict[str, QCheckBox] = {}
        self._words: dict[str, QLabel] = {}
        self._draft: Draft | None = None
        self._closable = True
        self._close = button("×", self.close_card, kind="flat")
        self._close.setAccessibleName(text("steps.close"))
        self._close.setToolTip(text("steps.close"))
        self._close.hide()
        line = row(label(text("steps.choice"), "h", self.choice), self.choice, self._close)
        line.setStretch(1, 1)
        super().__init__(line, self._area, spacing=4)
        self.column.setStretch(1, 1)
        self.give(cards)
        self.choice.currentIndexChanged.connect(lambda _at: self._chosen())
        self.setFocusProxy(self.choice)

    def give(self, cards: tuple[StepCard, ...], *, at_once: bool = False) -> None:
        """Offer these cards. One that is open stays as it is until it is put away, unless `at_once`."""
        being_read = None if at_once else self.card
        self._newest = cards
        if being_read is not None:
            codes = {card.code for card in cards}
            cards = tuple(being_read if card.code == being_read.code else card for card in cards)
            cards += () if being_read.code in codes else (being_read,)
        self._offer(cards)
        if at_once and self.card is not None:
            self._show_card()

    def _offer(self, cards: tuple[StepCard, ...]) -> None:
        before = self.card.code if self.card else ""
        self._cards = cards
        self.choice.blockSignals(True)
        self.choice.clear()
        self.choice.addItem(self._text("steps.none"))
        for card in cards:
            self.choice.addItem(card.title)
        codes = [card.code for card in cards]
        self.choice.setCurrentIndex(codes.index(before) + 1 if before in codes else 0)
        self.choice.blockSignals(False)

    def _chosen(self) -> None:
        if self._cards is not self._newest:
            self._offer(self._newest)
        self._show_card()

    @property
    def card(self) -> StepCard | None:
        """The card that is open."""
        at = self.choice.currentIndex() - 1
        return self._cards[at] if at >= 0 else None

    def close_card(self) -> None:
        """Put the card away; what was ticked stays."""
        self.choice.setCurrentIndex(0)
        if self.isVisible():
            self.choice.setFocus(Qt.FocusReason.OtherFocusReason)

    def only_shows(self) -> None:
        """Be a picture of a card: nothing is chosen or put away here."""
        self.choice.setEnabled(False)
        self._closable = False

    @property
    def place(self) -> QWidget:
        """Where one goes on: the first step that is not ticked, or the choice of a card."""
        box = next((one for one in self._boxes.values() if not one.isChecked()), None)
        return box or self.choice

    def show_draft(self, draft: Draft) -> None:
        """Show the ticks of this call; another call starts with the card it was left with: the last one ticked."""
        if draft is not self._draft:
            self._draft = draft
            if self._cards is not self._newest:
                self._offer(self._newest)
                self._show_card()
            used = [mark[1].split(":")[1] for mark in draft.marks if mark[1].startswith("step:")]
            codes = [card.code for card in self._cards]
            self.choice.setCurrentIndex(codes.index(used[-1]) + 1 if used and used[-1] in codes else 0)
        self._show_ticks()

    def _show_card(self) -> None:
        emptied(self._rows)
        self._boxes, self._words = {}, {}
        card = self.card
        self._area.setVisible(card is not None)
        self._close.setVisible(card is not None and self._closable)
        self.opened.emit(card is not None)
        if card is None:
            return
        self._rows.addWidget(label(card.when, "muted", wrap=True))
        for step in card.steps:
            self._add(step)
        if card.source:
            self._rows.addWidget(label(card.source, "muted", wrap=True))
        self._rows.addStretch(1)
        self._area.verticalScrollBar().setValue(0)
        self._show_ticks()

    def _add(self, step: Step) -> None:
        box, words = QCheckBox(), label(step.text, wrap=True)
        words.setMinimumWidth(60)
        box.setObjectName(step.code)
        told = (step.text, step.say, self._text("steps.asks", what=step.asks) if step.asks else "")
        box.setAccessibleName(". ".join(one for one in told if one))
        box.clicked.connect(self._tick)
        box.installEventFilter(self)
        self._boxes[step.code], self._words[step.code] = box, words
        line = row(box, words, spacing=6)
        line.setStretch(1, 1)
        line.setAlignment(box, Qt.AlignmentFlag.AlignTop)
        self._rows.addLayout(line)
        for more, role in ((step.say, "say"), (told[2], "muted")):
            if more:
                said = label(f"„{more}”" if role == "say" else more, role, wrap=True)
                said.setIndent(22)
                self._rows.addWidget(said)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows walk through the steps, and keep the one in hand in view (Qt)."""
        if isinstance(watched, QCheckBox):
            if event.type() == QEvent.Type.FocusIn:
                self._area.ensureWidgetVisible(self._words.get(watched.objectName(), watched), 0, 24)
            elif event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
                step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
                if step:
                    self._walk(watched, step)
                    return True
        return super().eventFilter(watched, event)

    def _walk(self, box: QCheckBox, step: int) -> None:
        boxes = list(self._boxes.values())
        at = boxes.index(box) + step
        if 0 <= at < len(boxes):
            boxes[at].setFocus(Qt.FocusReason.TabFocusReason)
        elif at < 0:
            self.choice.setFocus(Qt.FocusReason.BacktabFocusReason)

    def _tick(self) -> None:
        box, card = self.sender(), self.card
        if card is None or not isinstance(box, QCheckBox):
            return
        self.ticked.emit(card.mark(box.objectName(), ticked=box.isChecked()))
        asks = next(one.asks for one in card.steps if one.code == box.objectName())
        if box.isChecked() and asks:
            self.asked.emit(card.title, asks)

    def _show_ticks(self) -> None:
        if self.card is None or self._draft is None:
            return
        done = self.card.ticked((mark[0], mark[1]) for mark in self._draft.marks)
        words = {step.code: step.text for step in self.card.steps}
        for code, box in self._boxes.items():
            box.setCheckState(Qt.CheckState.Checked if code in done else Qt.CheckState.Unchecked)
            stamp = f"  [{clock_in_call(self._draft, done[code])}]" if code in done else ""
            self._words[code].setText(words[code] + stamp)
