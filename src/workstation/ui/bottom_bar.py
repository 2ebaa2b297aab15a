"""The bottom bar: hints left, the notice in the middle, the acts of the screen right."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from workstation.ui.commands import Commands, shown_key
from workstation.ui.notices import Notices
from workstation.ui.parts import OneLine, button, emptied, row, set_role


class BottomBar(QWidget):
    """One line at the foot of every screen."""

    def __init__(self, commands: Commands, notices: Notices) -> None:
        super().__init__()
        self._commands = commands
        self._hint = OneLine("muted")
        self._acts = row(spacing=8)
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 4, 12, 8)
        line.setSpacing(12)
        line.addWidget(self._hint, 1)
        line.addWidget(notices)
        line.addLayout(self._acts)

    def hint(self, words: str, role: str) -> None:
        """Show what may still be done; roles muted, ok, warn."""
        self._hint.setText(words)
        set_role(self._hint, role)

    def show_acts(self, acts: tuple[str, ...], main: str | None) -> None:
        """Show these acts as buttons; `main` stands out."""
        emptied(self._acts)
        for act in acts:
            command = self._commands.get(act)
            kind = "primary" if act == main else ""
            action = self._commands.action(act)
            made = button(self._commands.name(act), action.trigger, kind=kind, key=shown_key(command))
            made.setEnabled(action.isEnabled())
            action.enabledChanged.connect(made.setEnabled)
            self._acts.addWidget(made)
