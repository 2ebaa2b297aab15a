"""Joining the hub: one field for what a coordinator hands over."""

from collections.abc import Callable

from PySide6.QtWidgets import QVBoxLayout

from workstation.ui.parts import Card, button, heading, label, row, set_role
from workstation.ui.screen import Screen
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Join = Callable[[str, Callable[[], None], Sorry], None]


class HubLinkScreen(Screen):
    """`join` takes the invitation and answers when this station is known at the hub, or says why not."""

    name = "hub_link"

    def __init__(self, join: Join, text: Words) -> None:
        super().__init__()
        self._join, self._text = join, text
        self.invitation = Line(text("hub_link.invitation"), text("hub_link.hint"))
        self.invitation.returnPressed.connect(self.go)
        self._go = button(text("hub_link.join"), self.go, kind="primary", key="Enter")
        self._told = label("", "muted", wrap=True)
        card = Card(
            heading(text("hub_link.title")),
            label(text("hub_link.what"), wrap=True),
            label(text("hub_link.invitation"), "", self.invitation),
            self.invitation,
            row(self._go, None),
            self._told,
        )
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 12)
        whole.addWidget(card)
        whole.addStretch(1)

    def arrive(self) -> None:
        """Put the caret where the invitation goes."""
        self.invitation.setFocus()

    def forget(self) -> None:
        """Keep no invitation on the screen."""
        self.invitation.clear()
        self._say("", "muted")

    def go(self) -> None:
        """Join with what stands in the field."""
        if self.invitation.text().strip():
            self._say("busy", "muted")
            self._go.setEnabled(False)
            self._join(self.invitation.text(), self._joined, self._sorry)

    def _joined(self) -> None:
        self._go.setEnabled(True)
        self.invitation.clear()
        self._say("joined", "ok")

    def _sorry(self, wrong: Exception) -> None:
        self._go.setEnabled(True)
        key = {"NotAnInvitation": "not_one", "Unreachable": "unreachable"}.get(type(wrong).__name__, "refused")
        self._say(key, "warn")

    def _say(self, key: str, role: str) -> None:
        self._told.setText(self._text(f"hub_link.{key}") if key else "")
        set_role(self._told, role)
