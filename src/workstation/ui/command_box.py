"""The command box: every act by its name, for who forgot the key or has none."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from workstation.ui.commands import Command, Commands, shown_key
from workstation.ui.look import Look
from workstation.ui.overlay import Overlay
from workstation.ui.parts import label
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words


class CommandBox(Overlay):
    """Type a part of the name, Enter does it."""

    def __init__(self, window: QWidget, commands: Commands, look: Look, text: Words) -> None:
        super().__init__(window)
        self._commands = commands
        self._look = look
        self._offered: tuple[Command, ...] = ()
        self.field = Line(text("window.command_box"), text("window.command_box_hint"))
        # late: the lock screen, made with the window, must be there at once
        from PySide6.QtWidgets import QListWidget

        self.list = QListWidget()
        self.list.setAccessibleName(text("window.command_list"))
        self.list.itemActivated.connect(lambda _item: self._run())
        self.list.itemClicked.connect(lambda _item: self._run())
        self.field.textChanged.connect(self._filter)
        self.field.returnPressed.connect(self._run)
        self.field.installEventFilter(self)
        self.inside.addWidget(label(text("window.command_box"), "h"))
        self.inside.addWidget(self.field)
        self.inside.addWidget(self.list, 1)

    def ask(self) -> None:
        """Open, with everything that may be done here and now."""
        self.sheet.setFixedWidth(min(self._look.px(620), self.under.width() - 80))
        self.list.setFixedHeight(min(self._look.px(360), self.under.height() - 240))
        self._offered = tuple(one for one in self._commands.possible() if one.id != "command_box")
        self.field.clear()
        self._filter("")
        self.open(self.field)

    def _filter(self, typed: str) -> None:
        wanted = typed.casefold().split()
        from PySide6.QtWidgets import QListWidgetItem

        self.list.clear()
        for command in self._offered:
            name = self._commands.name(command.id)
            if all(part in name.casefold() for part in wanted):
                key = shown_key(command)
                item = QListWidgetItem(f"{name}      {key}" if key else name)
                item.setData(Qt.ItemDataRole.UserRole, command.id)
                self.list.addItem(item)
        self.list.setCurrentRow(0)

    def _run(self) -> None:
        item = self.list.currentItem()
        if item is None:
            return
        command = item.data(Qt.ItemDataRole.UserRole)
        self.close_sheet()
        self._commands.run(command)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the arrows move in the list while the caret stays in the field (Qt)."""
        if (
            watched is self.field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down)
        ):
            step = 1 if event.key() == Qt.Key.Key_Down else -1
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + step)))
            return True
        return super().eventFilter(watched, event)
