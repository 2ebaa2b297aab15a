"""Changing the passphrase, in settings."""

from collections.abc import Callable

from PySide6.QtCore import Signal

from workstation.ui.parts import button, column, label, row
from workstation.ui.screens.unlock_pages import Page, Secret, twice
from workstation.vocabulary.words import Words

# old, new, what to do when it holds, and when it does not
Change = Callable[[str, str, Callable[[], None], Callable[[Exception], None]], None]


class PassphrasePart(Page):
    """The old one, the new one twice. `changed` when the new one holds; the old one opens nothing any more."""

    changed = Signal()

    def __init__(self, change: Change, text: Words) -> None:
        super().__init__(text)
        self._change = change
        self.old = Secret(text("settings.old_passphrase"), text)
        self.first = Secret(text("unlock.new_passphrase"), text)
        self.again = Secret(text("unlock.passphrase_again"), text)
        self.old.entered.connect(self.first.field.setFocus)
        self.first.entered.connect(self.again.field.setFocus)
        self.again.entered.connect(self._give)
        fields = (
            (text("settings.old_passphrase"), self.old),
            (text("unlock.new_passphrase"), self.first),
            (text("unlock.passphrase_again"), self.again),
        )
        parts = [part for name, secret in fields for part in (label(name, "", secret.field), secret)]
        keep = button(text("settings.change_passphrase"), self._give)
        self.setLayout(column(*parts, row(keep, None), self.told, spacing=4))

    def begin(self) -> None:
        """Put the caret in the first field."""
        self.old.field.setFocus()

    def forget(self) -> None:
        """Empty every field."""
        for secret in (self.old, self.first, self.again):
            secret.forget()
        self.say("")
        self.setEnabled(True)

    def _give(self) -> None:
        old = self.old.field.text()
        if not old:
            self.begin()
        elif new := twice(self.first, self.again, self):
            self.busy(True)
            self._change(old, new, self._done, self._sorry)

    def _sorry(self, wrong: Exception) -> None:
        self.old.forget()
        self.refused(wrong)

    def _done(self) -> None:
        self.forget()
        self.say(self.text("settings.passphrase_changed"), "ok")
        self.changed.emit()
