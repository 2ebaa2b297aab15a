"""The coordinator's desk: what waits to be read again, discussed, passed on, announced, looked after."""

from collections.abc import Mapping

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout

from workstation.domain.changes import Changes
from workstation.ui.choice import Choice
from workstation.ui.screen import Screen
from workstation.ui.screens.section_pane import DeskPane
from workstation.vocabulary.words import Words

OVERSIGHT = "oversight"


class CoordinationScreen(Screen):
    """Panes beside each other under one choice; each asks for its lines when it is shown.

    `oversight`: the read log, retention and requests, which every role has in its own measure. The words of a pane
    are `coordination.sections.<name>`.
    """

    name = "coordination"

    def __init__(self, panes: Mapping[str, DeskPane], oversight: Screen, text: Words) -> None:
        super().__init__()
        names = [*panes, OVERSIGHT]
        self.choice = Choice(
            text("coordination.choice"), [(one, text(f"coordination.sections.{one}")) for one in names]
        )
        self.panes = dict(panes)
        self.oversight = oversight
        self._stack = QStackedWidget()
        for pane in (*self.panes.values(), oversight):
            self._stack.addWidget(pane)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(12, 6, 12, 6)
        whole.setSpacing(10)
        whole.addWidget(self.choice)
        whole.addWidget(self._stack, 1)
        # only now: shown before it has a parent it would be a window of its own, and take the keys of ours
        self.choice.setVisible(len(names) > 1)
        self.choice.changed.connect(self.show_section)
        self.choice.put(names[0])

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
        if self.panes:
            self.choice.focus_here()

    def heard(self, changes: Changes) -> None:
        """Look again when something of the desk was written."""
        if self.choice.value in self.panes:
            self.panes[self.choice.value].heard(changes)
        elif self.choice.value == OVERSIGHT:
            self.oversight.heard(changes)

    def forget(self) -> None:
        """Leave nothing on the screen."""
        for pane in self.panes.values():
            pane.forget()
        self.oversight.forget()
