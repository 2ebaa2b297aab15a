"""A new recovery key, in settings: the sheet is lost, or somebody may have seen it."""

from collections.abc import Callable

from PySide6.QtCore import Qt

from workstation.ui.parts import button, column, label, row
from workstation.ui.screens.unlock_pages import Page, Secret
from workstation.vocabulary.words import Words

# the passphrase, what to do with the key that was made, and what when none was
Renew = Callable[[str, Callable[[str], None], Callable[[Exception], None]], None]


class RecoveryPart(Page):
    """Asks the passphrase, shows the new key once and prints it. From then on the sheet before opens nothing."""

    def __init__(self, renew: Renew, print_key: Callable[[str], None], text: Words) -> None:
        super().__init__(text)
        self._renew = renew
        self._key = ""
        self.passphrase = Secret(text("settings.recovery_passphrase"), text)
        self.passphrase.entered.connect(self._give)
        self._shown = label("", "keycode", wrap=True)
        self._shown.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.print_button = button(text("unlock.print_key"), lambda: print_key(self._key), kind="primary")
        self.done_button = button(text("unlock.on_paper"), self.forget)
        self.setLayout(
            column(
                label(text("settings.recovery_how"), "muted", wrap=True),
                label(text("settings.recovery_passphrase"), "", self.passphrase.field),
                self.passphrase,
                row(button(text("settings.recovery_make"), self._give), None),
                self.told,
                self._shown,
                row(self.print_button, self.done_button, None),
                spacing=4,
            )
        )
        self.forget()

    def begin(self) -> None:
        """Put the caret in the field."""
        self.passphrase.field.setFocus()

    def forget(self) -> None:
        """Take the key off the screen, and what was typed out of the field."""
        self._show("")
        self.passphrase.forget()
        self.say("")
        self.setEnabled(True)

    @property
    def key(self) -> str:
        """The key in view; empty when there is none."""
        return self._key

    def _give(self) -> None:
        typed = self.passphrase.field.text()
        if not typed:
            self.begin()
            return
        self.busy(True)
        self._renew(typed, self._made, self._sorry)

    def _sorry(self, wrong: Exception) -> None:
        self.passphrase.forget()
        self.refused(wrong)

    def _made(self, key: str) -> None:
        self.busy(False)
        self.passphrase.forget()
        self._show(key)
        self.say(self.text("settings.recovery_made"), "ok")
        self.print_button.setFocus()

    def _show(self, key: str) -> None:
        self._key = key
        groups = key.split("-")
        half = len(groups) // 2
        # two lines: on one it would be cut off where letters are large
        self._shown.setText("\n".join("-".join(part) for part in (groups[:half], groups[half:]) if part))
        self._shown.setAccessibleName(" ".join(key))
        for part in (self._shown, self.print_button, self.done_button):
            part.setVisible(bool(key))
