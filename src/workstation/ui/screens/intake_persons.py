"""The strip of reported persons: one small card each; the chosen one is the one that is coded."""

from dataclasses import replace

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStyle,
    QStyleOptionButton,
    QWidget,
)

from workstation.forms.draft import Draft, PersonDraft
from workstation.forms.person_label import person_label
from workstation.ui.forms.asking import Asking

REMOVE = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


def person_words(person: PersonDraft, number: int, asking: Asking) -> str:
    """Return "vrouw · 34 jaar · Gent" as far as it is known, else "persoon 2"."""
    if not {"age", "gender", "municipality"} & person.answers.keys():
        return asking.text("live.person.unnamed", number=number)
    return person_label(replace(person, is_contact=False), asking.codebook, asking.text, asking.place_name)


def problem_words(person: PersonDraft, asking: Asking) -> str:
    """Return the label of the person's problem, or that there is none yet."""
    code = person.answers.get("problem_type")
    if code:
        return asking.codebook.label("problem_type", str(code))
    return asking.text("live.person.no_problem")


class PersonButton(QPushButton):
    """One person: number, what is known, the problem, and whether this person rings."""

    def __init__(self) -> None:
        super().__init__()
        self.person = ""
        self._lines = ("", "", "")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setAutoDefault(False)
        self.setProperty("person", "1")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_person(self, person: PersonDraft, number: int, asking: Asking) -> None:
        """Show this person."""
        self.person = person.id
        words, problem = person_words(person, number, asking), problem_words(person, asking)
        caller = asking.text("live.person.is_contact") if person.is_contact else ""
        name = asking.text("live.person.card_name", number=number, label=words, problem=problem)
        self.setAccessibleName(f"{name} {caller}".strip())
        lines = (f"{number}  {words}", problem, caller)
        if lines != self._lines:
            self._lines = lines
            self.setToolTip("\n".join(line for line in lines if line))
            self.update()

    def sizeHint(self) -> QSize:
        """Return two lines."""
        letter = self.fontMetrics()
        return QSize(14 * letter.horizontalAdvance("m"), round(2.75 * letter.height()))

    def minimumSizeHint(self) -> QSize:
        """Return a card on which the first words can be read."""
        return QSize(7 * self.fontMetrics().horizontalAdvance("m"), self.sizeHint().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the frame of the style, and two lines that end in dots where they do not fit."""
        option = QStyleOptionButton()
        self.initStyleOption(option)
        painter = QPainter(self)
        self.style().drawControl(QStyle.ControlElement.CE_PushButtonBevel, option, painter, self)
        letter = painter.fontMetrics()
        inside = self.rect().adjusted(9, 4, -9, -4)
        painter.setPen(option.palette.buttonText().color())
        half = inside.height() // 2
        who, problem, caller = self._lines
        top = inside.adjusted(0, 0, 0, -half)
        bottom = inside.adjusted(0, half, 0, 0)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(top, middle, letter.elidedText(who, Qt.TextElideMode.ElideRight, top.width()))
        small = painter.font()
        small.setPixelSize(max(9, round(small.pixelSize() * 0.87)))
        painter.setFont(small)
        letter = painter.fontMetrics()
        caller = f"☎ {caller}" if caller else ""
        taken = letter.horizontalAdvance(caller) + 8 if caller else 0
        shown = letter.elidedText(problem, Qt.TextElideMode.ElideRight, bottom.width() - taken)
        painter.drawText(bottom, middle, shown)
        if caller:
            painter.drawText(bottom, middle | Qt.AlignmentFlag.AlignRight, caller)


class PersonStrip(QScrollArea):
    """All persons side by side, any number of them; the strip keeps its height."""

    chosen = Signal(str)
    remove_requested = Signal(str)

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self._buttons: list[PersonButton] = []
        inside = QWidget()
        inside.setProperty("clear", "1")
        self._row = QHBoxLayout(inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self.setWidget(inside)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.viewport().setAutoFillBackground(False)
        inside.setAutoFillBackground(False)

    def show_draft(self, draft: Draft) -> None:
        """Show the persons of this call."""
        while len(self._buttons) < len(draft.persons):
            made = PersonButton()
            made.clicked.connect(self._clicked)
            made.installEventFilter(self)
            self._buttons.append(made)
            self._row.addWidget(made)
        for at, made in enumerate(self._buttons):
            there = at < len(draft.persons)
            if there:
                person = draft.persons[at]
                made.show_person(person, at + 1, self._asking)
                made.setChecked(person.id == draft.selected)
            made.setVisible(there)
        if draft.persons:
            self.setFixedHeight(self._buttons[0].sizeHint().height() + 2)
        self.setVisible(bool(draft.persons))
        shown = next((b for b in self._buttons if b.isVisibleTo(self) and b.person == draft.selected), None)
        if shown is not None:
            self.setFocusProxy(shown)
            self.ensureWidgetVisible(shown, 0, 0)

    @property
    def cards(self) -> tuple[PersonButton, ...]:
        """All cards there ever were, shown or not."""
        return tuple(self._buttons)

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, PersonButton):
            self.chosen.emit(sender.person)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Walk with the arrows; Delete takes a person away (with undo)."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(watched, PersonButton):
            return False
        if not isinstance(event, QKeyEvent):
            return False
        if event.key() in REMOVE:
            self.remove_requested.emit(watched.person)
            return True
        if event.key() not in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            return False
        shown = [b for b in self._buttons if b.isVisibleTo(self)]
        step = 1 if event.key() == Qt.Key.Key_Right else -1
        at = max(0, min(len(shown) - 1, shown.index(watched) + step))
        shown[at].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(shown[at].person)
        return True
