"""After the call: what is still open, one key from each field; and the short way out where nothing was asked."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from workstation.ui.parts import Card, Flow, button, emptied, heading, label
from workstation.ui.screens.intake_open import OpenPoint
from workstation.vocabulary.words import Words

# letter → qualifier of a contact without a question for help
QUICK = {"s": "silent_call", "o": "dropped_call", "j": "prank", "v": "wrong_number"}


AT_MOST = 6


class QuickWays(QWidget):
    """Four buttons for a call without a question; their letters work while one of them has the focus."""

    chosen = Signal(str)
    typed_on = Signal(str)  # a key that is none of the letters: the counsellor writes on

    def __init__(self, text: Words) -> None:
        super().__init__()
        self.setProperty("clear", "1")
        flow = Flow(self, spacing=3)
        flow.addWidget(label(text("live.end.quick")))
        self._buttons: dict[str, QPushButton] = {}
        for letter, qualifier in QUICK.items():
            words = text(f"live.end.{qualifier}")
            made = button(words, key=letter.upper())
            made.setAccessibleName(text("live.end.quick_name", what=words))
            made.setProperty("seg", "1")
            made.setProperty("qualifier", qualifier)
            made.clicked.connect(self._clicked)
            made.installEventFilter(self)
            flow.addWidget(made)
            self._buttons[letter] = made
        self.setFocusProxy(self._buttons["s"])

    def _clicked(self) -> None:
        self.chosen.emit(self.sender().property("qualifier"))

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Choose by letter."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        letter = event.text().lower()
        if not letter.strip() or event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier:
            return False
        if letter in QUICK:
            self.chosen.emit(QUICK[letter])
        else:
            self.typed_on.emit(event.text())
        return True


class Checklist(Card):
    """Appears when the conversation is over; gone while it runs."""

    jump_requested = Signal(object)

    def __init__(self, text: Words) -> None:
        self._text = text
        self.quick = QuickWays(text)
        self._inside = QWidget()
        self._inside.setProperty("clear", "1")
        self._flow = Flow(self._inside, spacing=3)
        self._ready = label(text("live.hints.complete"), "ok")
        super().__init__(
            heading(text("live.card.checklist"), keys=("F8",)), self._ready, self._inside, self.quick, spacing=4
        )
        self._shown: tuple[OpenPoint, ...] = ()
        self.hide()

    def show_points(self, points: tuple[OpenPoint, ...]) -> None:
        """Show what is open, each a button to its field."""
        self._ready.setVisible(not points)
        self._inside.setVisible(bool(points))
        if points == self._shown:
            return
        self._shown = points
        emptied(self._flow)
        self._buttons: list[QPushButton] = []
        for point in points[:AT_MOST]:
            made = button(point.words)
            made.setProperty("seg", "todo" if point.problem.severity != "soft" else "1")
            made.setAccessibleName(self._text("live.review.jump_name", what=point.words))
            made.setMinimumWidth(60)  # a long sentence may be cut, it never makes the column wider
            made.setToolTip(point.words)
            made.setProperty("at", len(self._buttons))
            made.clicked.connect(self._jump)
            self._buttons.append(made)
            self._flow.addWidget(made)
        if len(points) > AT_MOST:
            self._flow.addWidget(label(self._text("live.hints.and_more", count=len(points) - AT_MOST), "muted"))
        self._inside.updateGeometry()

    def _jump(self) -> None:
        self.jump_requested.emit(self._shown[self.sender().property("at")].problem)
