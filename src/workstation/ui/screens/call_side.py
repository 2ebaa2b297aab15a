"""What stands beside the narrative of a filed call: its answers, its case, what is to be done, its keeping."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workstation.domain.calls import Call
from workstation.ui.choice import Choice
from workstation.ui.parts import Card
from workstation.vocabulary.words import Words

FACTS = "facts"


class CallCard(Card):
    """A card about one filed call; made elsewhere, shown beside it."""

    name = ""

    def show_call(self, call: Call) -> None:
        """Look at this call."""
        raise NotImplementedError

    def begin(self) -> None:
        """Put the caret where one writes."""
        raise NotImplementedError

    def forget(self) -> None:
        """Keep nothing of any call."""
        raise NotImplementedError


class CallSide(QWidget):
    """One pane at a time; each visit begins with the answers."""

    def __init__(self, panes: tuple[tuple[str, QWidget], ...], text: Words) -> None:
        super().__init__()
        self.choice = Choice(
            text("call_side.choice"), [(name, text(f"call_side.{name}")) for name, _ in panes]
        )  # fmt: skip
        self._stack = QStackedWidget()
        self._panes = dict(panes)
        for pane in self._panes.values():
            self._stack.addWidget(pane)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(6)
        whole.addWidget(self.choice)
        whole.addWidget(self._stack, 1)
        self.choice.changed.connect(self.show_pane)
        self.show_pane(FACTS)

    @property
    def pane(self) -> str:
        """The pane in view."""
        return self.choice.value or FACTS

    def show_pane(self, name: str) -> None:
        """Show one pane."""
        self.choice.put(name)
        self._stack.setCurrentWidget(self._panes[name])
