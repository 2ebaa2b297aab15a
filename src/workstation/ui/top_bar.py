"""The top bar: what the screen puts left, and right always: save state, connection, hide the screen."""

from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from workstation.domain.moments import local
from workstation.ui.look import Look
from workstation.ui.parts import button, label, set_role
from workstation.ui.screen import Screen
from workstation.vocabulary.words import Words

ROOM_FOR_SYNC = 1180  # below this width, at 100 %, the words about the connection give way to the call


class TopBar(QWidget):
    """One line, of the same height on every screen."""

    def __init__(self, look: Look, text: Words) -> None:
        super().__init__()
        self._look = look
        self._text = text
        self._left = QStackedWidget()
        self._title = label("", "title")
        self._left.addWidget(self._title)
        self._sync = label(text("window.works_offline"), "muted")
        self._saved = label("", "ok")
        self._in_call = self._failing = False
        self.hide_button = button(text("commands.cover"), key="F12")
        self.hide_button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        look.set_icon(self.hide_button, "eye-off")
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 12, 4)
        line.setSpacing(14)
        line.addWidget(self._left, 1)
        for part in (self._sync, self._saved, self.hide_button):
            line.addWidget(part)

    def show_screen(self, screen: Screen) -> None:
        """Put the screen's own header left, or its name; away from a call only a failure to save is told."""
        self._in_call = screen.name == "call"
        self._show_saved()
        if screen.header is None:
            self._title.setText(self._text(f"window.screens.{screen.name}"))
            self._left.setCurrentWidget(self._title)
            return
        if self._left.indexOf(screen.header) < 0:
            self._left.addWidget(screen.header)
        self._left.setCurrentWidget(screen.header)

    def nothing_to_save(self) -> None:
        """Say that nothing was typed yet."""
        self._state(self._text("live.save.nothing"), "muted")

    def saved(self, at: datetime) -> None:
        """Say when the last letter was saved."""
        self._state(self._text("window.saved", at=f"{local(at):%H:%M:%S}"), "ok")

    def not_saved(self, since: datetime) -> None:
        """Say since when nothing could be saved; the loud bar is the notices' business."""
        self._state(self._text("live.save.failing", at=f"{local(since):%H:%M}"), "tag_warn")

    def connection(self, words: str) -> None:
        """Say how it stands with the hub."""
        self._sync.setText(words)

    def show_private(self, unlocked: bool) -> None:
        """Offer to hide only when there is something to hide."""
        self.hide_button.setVisible(unlocked)
        self._show_saved()
        self._make_room()

    def _state(self, words: str, role: str) -> None:
        self._saved.setText(words)
        self._failing = role == "tag_warn"
        set_role(self._saved, role)
        self._show_saved()

    def _show_saved(self) -> None:
        told = bool(self._saved.text()) and not self.hide_button.isHidden()
        self._saved.setVisible(told and (self._in_call or self._failing))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what may be left out when it is narrow (Qt)."""
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        self._sync.setVisible(not self.hide_button.isHidden() and self.width() >= self._look.px(ROOM_FOR_SYNC))
