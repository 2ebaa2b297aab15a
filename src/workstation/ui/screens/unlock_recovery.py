"""The pages about the recovery key: opening with it, a new passphrase after that, and the key itself, shown once."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent

from workstation.ui.parts import Card, button, column, label, row, toggle
from workstation.ui.screens.unlock_pages import Page, Secret, twice
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words


class RecoveryPage(Page):
    """The way in with the printed key."""

    def __init__(self, text: Words) -> None:
        super().__init__(text)
        self.field = Line(text("unlock.recovery_key"), text("unlock.recovery_hint"))
        self.field.returnPressed.connect(self._give)
        card = Card(
            label(text("unlock.recovery_key"), "h", self.field),
            label(text("unlock.recovery_how"), "muted", wrap=True),
            self.field,
            row(button(text("unlock.open"), self._give, kind="primary", key="Enter"), None),
            self.told,
            spacing=8,
        )
        back = button(text("unlock.use_passphrase"), self.other_way.emit, kind="flat")
        self.setLayout(column(card, row(back, None), None))

    def begin(self) -> None:
        """Put the caret in the field."""
        self.field.setFocus()

    def forget(self) -> None:
        """Empty the field."""
        self.field.clear()
        self.say("")
        self.setEnabled(True)

    def _give(self) -> None:
        typed = self.field.text().strip()
        if typed:
            self.busy(True)
            self.given.emit(typed)


class NewPassphrasePage(Page):
    """After the recovery key: a passphrase that can be remembered again, or later when somebody is on the line."""

    def __init__(self, text: Words) -> None:
        super().__init__(text)
        self.first = Secret(text("unlock.new_passphrase"), text)
        self.again = Secret(text("unlock.passphrase_again"), text)
        self.first.entered.connect(self.again.field.setFocus)
        self.again.entered.connect(self._give)
        later = button(text("unlock.later"), self.other_way.emit, kind="flat")
        card = Card(
            label(text("unlock.renew"), "title"),
            label(text("unlock.renew_how"), wrap=True),
            label(text("unlock.new_passphrase"), "", self.first.field),
            self.first,
            label(text("unlock.passphrase_again"), "", self.again.field),
            self.again,
            label(text("unlock.passphrase_how"), "muted", wrap=True),
            row(button(text("unlock.renew_keep"), self._give, kind="primary", key="Enter"), later, None),
            self.told,
            spacing=8,
        )
        self.setLayout(column(card, None))

    def begin(self) -> None:
        """Put the caret in the first field."""
        self.first.field.setFocus()

    def forget(self) -> None:
        """Empty both fields."""
        self.first.forget()
        self.again.forget()
        self.say("")
        self.setEnabled(True)

    def _give(self) -> None:
        if new := twice(self.first, self.again, self):
            self.busy(True)
            self.given.emit(new)


class RecoveryKeyPage(Page):
    """Shows the recovery key, once."""

    print_requested = Signal(str)
    understood = Signal()

    def __init__(self, text: Words) -> None:
        super().__init__(text)
        self._key = ""
        self._shown = label("", "keycode", wrap=True)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self._keyring = label("", wrap=True)
        self._paper = toggle(text("unlock.on_paper"))
        self._go = button(text("unlock.go_on"), self.understood.emit, kind="primary", key="Enter")
        self._paper.toggled.connect(self._go.setEnabled)
        card = Card(
            label(text("unlock.key_made"), "title"),
            label(text("unlock.key_how"), wrap=True),
            self._shown,
            row(button(text("unlock.print_key"), self._print), None),
            self._keyring,
            row(self._paper, None),
            row(self._go, None),
            spacing=10,
        )
        self.setLayout(column(card, None))

    def tell(self, key: str, *, keyring_used: bool) -> None:
        """Show the key, and whether the keyring guards this profile."""
        self._key = key
        self._shown.setText(key)
        self._shown.setAccessibleName(" ".join(key))
        self._keyring.setText(self.text("unlock.keyring_used" if keyring_used else "unlock.no_keyring"))
        self._paper.setChecked(False)
        self._go.setEnabled(False)

    def begin(self) -> None:
        """Put the focus on the question whether it is on paper."""
        self._paper.setFocus()

    def forget(self) -> None:
        """Take the key off the screen."""
        self._key = ""
        self._shown.setText("")
        self._shown.setAccessibleName("")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go on with Enter once it is on paper (Qt)."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self._go.isEnabled():
            self.understood.emit()
        else:
            super().keyPressEvent(event)

    def _print(self) -> None:
        self.print_requested.emit(self._key)
