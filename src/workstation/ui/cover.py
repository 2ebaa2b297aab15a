"""F12: the screen says nothing any more, at once, while clocks and drafts go on."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget

from workstation.ui.parts import label
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

FREE_S = 60  # as long may the same hand take the cover away without the passphrase

# the answer: right or wrong, or the sentence that says why it cannot be told now
Verify = Callable[[str, Callable[[bool | str], None]], None]


class Cover(QWidget):
    """An opaque child over the whole window; other windows of the program are hidden meanwhile.

    `verify` gets the passphrase and what to call with the answer. `hides` is what lies under the cover: it is
    hidden, so that neither Tab nor a screen reader reaches it.
    """

    covered = Signal(bool)

    def __init__(
        self,
        window: QWidget,
        hides: QWidget,
        verify: Verify,
        text: Words,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__(window)
        self.under = window
        self._hides = hides
        self._verify = verify
        self._text = text
        self._clock = clock
        self._since = 0.0
        self._before: QWidget | None = None
        self._others: list[QWidget] = []
        self.setObjectName("cover")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._title = label(text("window.covered"), "timer")
        self._how = label("")  # on one line: a wrapped label in the middle of nothing gets half its height
        self.field = Line(text("window.passphrase"))
        self.field.setEchoMode(QLineEdit.EchoMode.Password)
        self.field.returnPressed.connect(self._ask)
        middle = QVBoxLayout(self)
        middle.addStretch(1)
        for part in (self._title, self._how, self.field):
            middle.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        middle.addStretch(1)
        window.installEventFilter(self)
        self.hide()

    @property
    def lies(self) -> bool:
        """Whether the cover lies over the window."""
        return not self.isHidden()

    def toggle(self) -> None:
        """Hide at once; or show again, after a minute only with the passphrase."""
        if not self.lies:
            self._hide_everything()
        elif self._clock() - self._since <= FREE_S:
            self._show_everything()
        else:
            self._ask_passphrase()

    def lie_locked(self, why: str) -> None:
        """Hide at once, say why the station is not locked yet, and show nothing again without the passphrase."""
        if not self.lies:
            self._hide_everything()
        self._since = -FREE_S - 1.0
        self._ask_passphrase()
        self._how.setText(why)

    def _hide_everything(self) -> None:
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        self._before = QApplication.focusWidget()
        window = self.under
        self._others = [one for one in QApplication.topLevelWidgets() if one.isVisible() and one is not window]
        for other in self._others:
            other.hide()
        self.setGeometry(window.rect())
        self._since = self._clock()
        self._how.setText(self._text("window.covered_free"))
        self.field.setVisible(False)
        self.show()
        self.raise_()
        self._hides.setVisible(False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocus()
        self.covered.emit(True)
        self.repaint()

    def _show_everything(self) -> None:
        self.field.clear()
        self._hides.setVisible(True)
        self.hide()
        for other in self._others:
            other.show()
        self._others = []
        self.covered.emit(False)
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)
        self._before = None

    def _ask_passphrase(self) -> None:
        self._how.setText(self._text("window.covered_locked"))
        self.field.setVisible(True)
        self.field.setFocus()

    def _ask(self) -> None:
        typed = self.field.text()
        self.field.clear()
        self.field.setEnabled(False)
        self._verify(typed, self._answered)

    def _answered(self, right: bool | str) -> None:
        self.field.setEnabled(True)
        if right is True:
            self._show_everything()
        else:
            self._how.setText(right or self._text("window.covered_wrong"))
            self.field.setFocus()

    def focusNextPrevChild(self, _next_one: bool) -> bool:
        """Keep Tab on the cover (Qt)."""
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter takes the cover away as F12 does; every other key stops here (Qt)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.hasFocus():
            self.toggle()
        event.accept()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow with the window (Qt)."""
        if event.type() == QEvent.Type.Resize and watched is self.under:
            self.setGeometry(self.under.rect())
        return super().eventFilter(watched, event)
