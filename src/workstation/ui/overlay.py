"""Sheets that lie over the window without being dialogs: nothing behind them is blocked or lost."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QVBoxLayout, QWidget

from workstation.ui.parts import column


class Overlay(QWidget):
    """A child over its whole window, with a sheet in the middle. Escape closes it and gives the focus back."""

    closed = Signal()

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self.under = window
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("overlay")
        self.sheet = QFrame(self)
        self.sheet.setObjectName("sheet")
        self.inside = column(spacing=8)
        self.inside.setContentsMargins(18, 14, 18, 16)
        self.sheet.setLayout(self.inside)
        around = QVBoxLayout(self)
        around.setContentsMargins(40, 40, 40, 40)
        around.addWidget(self.sheet, 0, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self._before: QWidget | None = None
        window.installEventFilter(self)
        self.hide()

    def open(self, focus: QWidget) -> None:
        """Lie over the window and put the focus in the sheet."""
        if not self.isVisible():
            self._before = QApplication.focusWidget()
        self.setGeometry(self.under.rect())
        self.show()
        self.raise_()
        focus.setFocus(Qt.FocusReason.PopupFocusReason)

    def close_sheet(self) -> None:
        """Go away and give the focus back to where it was."""
        if not self.isVisible():
            return
        self.hide()
        if self._before is not None and self._before.isVisible():
            self._before.setFocus(Qt.FocusReason.PopupFocusReason)
        self._before = None
        self.closed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Grow and shrink with the window (Qt)."""
        if event.type() == QEvent.Type.Resize and watched is self.under:
            self.setGeometry(self.under.rect())
        return super().eventFilter(watched, event)

    def focusNextPrevChild(self, next_one: bool) -> bool:
        """Keep Tab inside the sheet (Qt)."""
        stops = [
            one
            for one in self.findChildren(QWidget)
            if one.focusPolicy() & Qt.FocusPolicy.TabFocus and one.isVisibleTo(self) and one.isEnabled()
        ]
        if not stops:
            return False
        now = QApplication.focusWidget()
        at = stops.index(now) if now in stops else -1
        stops[(at + (1 if next_one else -1)) % len(stops)].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close on Escape; no other key gets through to what lies behind (Qt)."""
        if event.key() == Qt.Key.Key_Escape:
            self.close_sheet()
        event.accept()
