"""The coordinator's desk: what waits to be read again, discussed, passed on, announced, looked after."""

from collections.abc import Callable, Mapping
from functools import cached_property

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from workstation.domain.changes import Changes
from workstation.ui.by_name import ByName
from workstation.ui.choice import Choice
from workstation.ui.screen import Screen
from workstation.ui.screens.section_pane import DeskPane
from workstation.vocabulary.words import Words

OVERSIGHT = "oversight"


class CoordinationScreen(Screen):
    """Panes beside each other under one choice; each is made, and asks for its lines, when it is first shown.

    `oversight`: the read log, retention and requests, which every role has in its own measure. The words of a pane
    are `coordination.sections.<name>`.
    """

    name = "coordination"

    def __init__(
        self, panes: Mapping[str, Callable[[], DeskPane]], oversight: Callable[[], Screen], text: Words
    ) -> None:
        super().__init__()
        names = [*panes, OVERSIGHT]
        self.choice = Choice(
            text("coordination.choice"), [(one, text(f"coordination.sections.{one}")) for one in names]
        )
        self._stack = QStackedWidget()
        self.panes = ByName[DeskPane](self._stack.addWidget)
        for one, make in panes.items():
            self.panes.promise(one, make)
        self._make_oversight = oversight
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 6)
        whole.setSpacing(10)
        whole.addWidget(self.choice)
        whole.addWidget(self._stack, 1)
        # only now: shown before it has a parent it would be a window of its own, and take the keys of ours
        self.choice.setVisible(len(names) > 1)
        self.choice.changed.connect(self.show_section)
        self.choice.put(names[0])

    @cached_property
    def oversight(self) -> Screen:
        """The pane of oversight, made when it is first shown."""
        made = self._make_oversight()
        self._stack.addWidget(made)
        return made

    def show_section(self, name: str) -> None:
        """Show a section and let it look again."""
        self.choice.put(name)
        if name == OVERSIGHT:
            self._stack.setCurrentWidget(self.oversight)
            self.oversight.arrive()
        else:
            self._stack.setCurrentWidget(self.panes[name])
            self.panes[name].look_again()

    def arrive(self) -> None:
        """Look again where one was."""
        self.show_section(self.choice.value or OVERSIGHT)
        if self.panes.names:
            self.choice.focus_here()

    def heard(self, changes: Changes) -> None:
        """Look again when something of the desk was written."""
        shown = self.choice.value or OVERSIGHT
        if shown in self.panes:
            self.panes[shown].heard(changes)
        elif shown == OVERSIGHT:
            self.oversight.heard(changes)

    def forget(self) -> None:
        """Leave nothing on the screen."""
        for pane in self.panes.values():
            pane.forget()
        if "oversight" in vars(self):
            self.oversight.forget()
