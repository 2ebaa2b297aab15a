"""The window: the switchboard between rail, screens, bars and sheets. It knows no vault and no form."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cached_property, partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from workstation.domain.changes import Changes
from workstation.ui.bottom_bar import BottomBar
from workstation.ui.by_name import ByName
from workstation.ui.command_box import CommandBox
from workstation.ui.commands import Commands, Situation
from workstation.ui.cover import Cover, Verify
from workstation.ui.help_sheet import HelpSheet
from workstation.ui.look import Look
from workstation.ui.notices import Notices
from workstation.ui.parts import row
from workstation.ui.rail import Rail
from workstation.ui.screen import Screen
from workstation.ui.top_bar import TopBar
from workstation.vocabulary.words import Words

TITLE = "1712"
PLACES_BY_KEY = {"to_call": "call", "search_calls": "calls"} | {n: n for n in ("home", "directory", "settings")}


class Window(QMainWindow):
    """One window for everything. Screens are shown by name; `closing` gives its event to whoever keeps drafts."""

    arrived = Signal(str)
    closing = Signal(object)

    def __init__(self, screens: Iterable[Screen], look: Look, text: Words, verify: Verify) -> None:
        super().__init__()
        self.setWindowTitle(TITLE)
        self._look = look
        self._screens = ByName[Screen](self.add)
        self._before: list[str] = []
        self._situation = Situation(screen="")
        self.commands = Commands(self, text)
        self.notices = Notices(text)
        self.top = TopBar(look, text)
        self.bottom = BottomBar(self.commands, self.notices)
        self.rail = Rail(look, text)
        self._stack = QStackedWidget()
        for screen in screens:
            self.add(screen)
        root = self._laid_out()
        self.setCentralWidget(root)
        self.cover = Cover(self, root, verify, text)
        self.cover.covered.connect(lambda covered: self._move(covered=covered))
        self._text = text
        self._bind()

    # made when first asked for: the lock screen must be there at once
    @cached_property
    def _box(self) -> CommandBox:
        return CommandBox(self, self.commands, self._look, self._text)

    @cached_property
    def _help(self) -> HelpSheet:
        return HelpSheet(self, self.commands, self._look, self._text)

    def _laid_out(self) -> QWidget:
        root = QWidget()
        root.setObjectName("root")
        right = QVBoxLayout()
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(0)
        alarm = QHBoxLayout()
        alarm.setContentsMargins(12, 0, 12, 0)
        alarm.addWidget(self.notices.alarm)
        right.addWidget(self.top)
        right.addLayout(alarm)
        right.addWidget(self._stack, 1)
        right.addWidget(self.bottom)
        line = row(self.rail, right, spacing=0)
        line.setStretch(1, 1)
        root.setLayout(line)
        return root

    def _bind(self) -> None:
        bind = self.commands.bind
        bind("help", lambda: self._help.ask(self._situation.screen))
        bind("command_box", lambda: self._box.ask())  # noqa: PLW0108 - made when first asked for
        bind("cover", self._cover)
        bind("back", self.back)
        bind("leave", self.close)
        bind("undo_act", self._undo)
        for steps, name in ((+1, "larger"), (-1, "smaller"), (0, "standard")):
            bind(f"letters_{name}", partial(self._look.step_letters, steps))
        for theme, name in (("licht", "light"), ("donker", "dark"), ("zacht", "soft")):
            bind(f"theme_{name}", partial(self._look.choose_theme, theme))
        for command, place in PLACES_BY_KEY.items():
            bind(command, partial(self.go, place))
        self.rail.chosen.connect(self._go_by_rail)
        self.top.hide_button.clicked.connect(lambda: self.commands.run("cover"))

    def add(self, screen: Screen) -> None:
        """Take a screen in. The lock screen is there from the start; those of a desk come once it is open."""
        self._screens[screen.name] = screen
        self._stack.addWidget(screen)
        self.rail.offer(screen.name)
        screen.hinted.connect(self._hint)
        screen.acts_changed.connect(self._show_acts)

    def promise(self, name: str, make: Callable[[], Screen]) -> None:
        """Take a screen in when somebody first goes there; the way to it is shown from now on."""
        self._screens.promise(name, make)
        self.rail.offer(name)

    @property
    def situation(self) -> Situation:
        """Where the counsellor is now."""
        return self._situation

    def named(self, name: str) -> Screen:
        """Return a screen. Raises KeyError."""
        return self._screens[name]

    def go(self, name: str) -> None:
        """Show a screen and let it look again."""
        screen = self._screens[name]
        if self._situation.screen and self._situation.screen != name:
            self._before = [*self._before[-20:], self._situation.screen]
        self.bottom.hint("", "muted")
        self._stack.setCurrentWidget(screen)
        self.top.show_screen(screen)
        self._move(screen=name)
        self._show_acts()
        screen.arrive()
        self.arrived.emit(name)

    def back(self) -> None:
        """Show the screen before this one; from the first one, home."""
        name = self._before.pop() if self._before else "home"
        self.go(name)
        if self._before and self._before[-1] != name:
            self._before.pop()

    def unlocked(self, unlocked: bool) -> None:
        """Open the way to the screens, or close it and forget what they showed."""
        self._before.clear()
        if not unlocked:
            for screen in self._screens.values():
                screen.forget()
        self._move(unlocked=unlocked)

    def call_running(self, in_call: bool) -> None:
        """Hide the rail while somebody is on the line, and give it back afterwards."""
        self._move(in_call=in_call)
        self._show_acts()

    def heard(self, changes: Changes) -> None:
        """Tell the screen in view; the others look again when the counsellor comes there."""
        here = self._screens.get(self._situation.screen)
        if here is not None:
            here.heard(changes)

    def _move(self, **changed: object) -> None:
        self._situation = replace(self._situation, **changed)  # type: ignore[arg-type]
        self.commands.move(self._situation)
        self.rail.setVisible(self._situation.unlocked and not self._situation.in_call)
        self.rail.show_place(self._situation.screen)
        self.top.show_private(self._situation.unlocked)

    def _show_acts(self) -> None:
        screen = self._screens.get(self._situation.screen)
        if screen is not None:
            away = self._situation.in_call and screen.name != "call"
            acts = (*screen.acts, "to_call") if away else screen.acts
            self.bottom.show_acts(acts, "to_call" if away else screen.main_act)

    def _hint(self, words: str, role: str) -> None:
        if self.sender() is self._stack.currentWidget():
            self.bottom.hint(words, role)

    def _go_by_rail(self, place: str) -> None:
        if place == "call" and not self._situation.in_call:
            self.commands.run("new_call")
            self.rail.show_place(self._situation.screen)
        else:
            self.go(place)

    def _undo(self) -> None:
        if not self.notices.undo():
            any(screen.undo() for screen in self._screens.values())

    def _cover(self) -> None:
        for sheet in {"_box", "_help"} & set(vars(self)):
            vars(self)[sheet].close_sheet()
        self.cover.toggle()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Let drafts be kept before the window goes; whoever keeps them may stop it (Qt)."""
        event.accept()
        self.closing.emit(event)
