"""Several codes of one list, as chips with a box after them."""

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QToolButton, QWidget

from workstation.forms.spec import Value
from workstation.ui.forms.asking import Asking
from workstation.ui.forms.boxes import CodeEdit
from workstation.ui.parts import Flow, set_property

_TAKE_AWAY = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Chips(QWidget):
    """Chosen codes as chips; the first is the main one where the list has one.

    Backspace in the empty box takes the last one away, Ctrl+Shift+Left puts it in front, Left goes to the chips.
    What happens is told, not done: the draft decides and is shown again.
    """

    added = Signal(str)
    removed = Signal(str)
    made_first = Signal(str)
    left_open = Signal(str)
    cleared = Signal()
    written = Signal(str)

    def __init__(self, name: str, codes: str, asking: Asking, *, with_main: bool = False) -> None:
        super().__init__()
        self._name, self._codes, self._asking, self._with_main = name, codes, asking, with_main
        self._shown: tuple[str, ...] = ()
        self._chips: list[QToolButton] = []
        self.box = CodeEdit(name, codes, asking)
        self.box.answered.connect(self._told)
        self.box.left_open.connect(self.left_open)
        self.box.written.connect(self.written)
        self.box.installEventFilter(self)
        self._row = Flow(self, last_grows=True, spacing=4)
        self._row.addWidget(self.box)
        self.setFocusProxy(self.box)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    @property
    def typing(self) -> bool:
        """Whether the counsellor is typing here."""
        return self.box.typing

    def setPlaceholderText(self, hint: str) -> None:
        """Show a hint in the empty box."""
        self.box.setPlaceholderText(hint)

    def show_answer(self, value: Value, reason: str | None = None) -> None:
        """Show these codes; the box shows only why there are none."""
        codes = value if isinstance(value, tuple) else ()
        shown = tuple(code for code in codes if not (reason and code == "unknown"))
        self.box.show_answer(None, reason)
        if shown != self._shown:
            self._draw(shown)

    def _told(self, value: object) -> None:
        if value is None:
            self.cleared.emit()
        else:
            self.added.emit(str(value))
            self.box.show_answer(None)

    def _draw(self, shown: tuple[str, ...]) -> None:
        had_focus = any(chip.hasFocus() for chip in self._chips)
        self._shown = shown
        for chip in self._chips:
            self._row.removeWidget(chip)
            chip.removeEventFilter(self)
            chip.hide()
            chip.deleteLater()
        self._row.removeWidget(self.box)
        self._chips = [self._chip(code, at) for at, code in enumerate(shown)]
        self._row.addWidget(self.box)
        self._row.invalidate()
        self.updateGeometry()
        if had_focus:
            self.box.setFocus()

    def _chip(self, code: str, at: int) -> QToolButton:
        chip = QToolButton()
        label = self._asking.codebook.label(self._codes, code)
        main = self._with_main and at == 0
        chip.setText(f"{label}  ×")
        chip.setProperty("chip", "main" if main else "1")
        chip.setProperty("code", code)
        chip.setMinimumWidth(60)  # a long label may be cut in a narrow column, it never makes the column wider
        chip.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        chip.setAccessibleName(self._asking.text("live.chip_main" if main else "live.chip", label=label))
        chip.setToolTip(self._asking.text("live.chip_tip"))
        chip.clicked.connect(self._clicked)
        chip.installEventFilter(self)
        self._row.addWidget(chip)
        chip.show()
        return chip

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, QToolButton):
            self.removed.emit(sender.property("code"))

    # -- keys --------------------------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at the keys of the box and of the chips first."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        if watched is self.box:
            return self._box_key(event)
        return isinstance(watched, QToolButton) and self._chip_key(watched, event)

    def _box_key(self, event: QKeyEvent) -> bool:
        if self.box.text() or not self._shown:
            return False
        if event.key() == Qt.Key.Key_Backspace:
            self.removed.emit(self._shown[-1])
        elif event.key() == Qt.Key.Key_Left and _ctrl_shift(event):
            self.made_first.emit(self._shown[-1])
        elif event.key() == Qt.Key.Key_Left:
            self._chips[-1].setFocus()
        else:
            return False
        return True

    def _chip_key(self, chip: QToolButton, event: QKeyEvent) -> bool:
        at = self._chips.index(chip)
        if event.key() == Qt.Key.Key_Left and _ctrl_shift(event):
            self.made_first.emit(self._shown[at])
        elif event.key() == Qt.Key.Key_Left:
            self._chips[max(0, at - 1)].setFocus()
        elif event.key() == Qt.Key.Key_Right:
            (self._chips[at + 1] if at + 1 < len(self._chips) else self.box).setFocus()
        elif event.key() in _TAKE_AWAY:
            self.removed.emit(self._shown[at])
        else:
            return False
        return True

    # -- size --------------------------------------------------------------------------------------------------

    def hasHeightForWidth(self) -> bool:
        """Return that it grows by lines."""
        return True

    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines of chips."""
        return self._row.heightForWidth(width)

    def sizeHint(self) -> QSize:
        """Return the height at the width it has."""
        return QSize(self._row.sizeHint().width(), self._row.heightForWidth(max(self.width(), 200)))

    def mark_open(self, value: str) -> None:
        """Mark the box as still open after the call."""
        set_property(self.box, "todo", value)


def _ctrl_shift(event: QKeyEvent) -> bool:
    wanted = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    return event.modifiers() & wanted == wanted
