"""F1: the keys of the screen in view, and those that work everywhere."""

from PySide6.QtWidgets import QGridLayout, QWidget

from workstation.ui.commands import COMMANDS, EVERYWHERE, Command, Commands, shown_key
from workstation.ui.look import Look
from workstation.ui.overlay import Overlay
from workstation.ui.parts import button, column, emptied, label, row, scrolling
from workstation.vocabulary.words import Words


def key_grid(commands: tuple[Command, ...], text: Words) -> QGridLayout:
    """Return keycaps with the names of their acts."""
    grid = QGridLayout()
    grid.setHorizontalSpacing(10)
    grid.setVerticalSpacing(3)
    for at, command in enumerate(commands):
        grid.addWidget(label(shown_key(command), "key"), at, 0)
        grid.addWidget(label(text(command.word_key)), at, 1)
    grid.setColumnStretch(1, 1)
    grid.setRowStretch(len(commands), 1)
    return grid


class HelpSheet(Overlay):
    """The keys, and one word of help for the screen."""

    def __init__(self, window: QWidget, commands: Commands, look: Look, text: Words) -> None:
        super().__init__(window)
        self._commands = commands
        self._look = look
        self._text = text
        self._title = label("", "title")
        self._lead = label("", wrap=True)
        self._columns = row(spacing=28)
        inner = QWidget()
        inner.setLayout(self._columns)
        self._area = scrolling(inner)
        self.closing = button(text("window.close"), self.close_sheet, kind="primary", key="Esc")
        for part in (self._title, self._lead, self._area):
            self.inside.addWidget(part)
        self.inside.addLayout(row(None, self.closing))

    def ask(self, screen: str) -> None:
        """Open for this screen."""
        text = self._text
        self._title.setText(text(f"window.screens.{screen}"))
        self._lead.setText(text(f"window.help.{screen}"))
        self.setAccessibleName(self._lead.text())
        emptied(self._columns)
        here = tuple(one for one in COMMANDS if one.where == screen and one.keys)
        everywhere = tuple(one for one in COMMANDS if one.where == EVERYWHERE and one.keys)
        groups = [("here", here)] if here else []
        for name, commands in [*groups, ("everywhere", everywhere)]:
            self._columns.addLayout(column(label(text(f"window.keys_{name}"), "h"), key_grid(commands, text)))
        self.sheet.setFixedWidth(min(self._look.px(820), self.under.width() - 80))
        self._area.setFixedHeight(min(self._look.px(420), self.under.height() - 280))
        self.open(self.closing)
