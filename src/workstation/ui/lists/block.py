"""A block: a titled card with a short list, or one line that says there is nothing."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal

from workstation.ui.lists.lines import Column, LineList, Lines
from workstation.ui.look import Look
from workstation.ui.parts import Card, label


class Block(Card):
    """Shows lines with their number; `opened` gives the line on which Enter was pressed."""

    opened = Signal(object)

    def __init__(self, title: str, nothing: str, show: Callable[[Any], str], look: Look) -> None:
        self._title = label(title, "h")
        self._nothing = label(nothing, "muted", wrap=True)
        self._words = title
        self.lines = Lines[Any]([Column("line", show)], str)
        self.list = LineList(self.lines, title, look)
        self.list.setProperty("plain", "1")
        self.list.setProperty("here", "0")
        super().__init__(self._title, self._nothing, self.list)
        self.column.setStretch(2, 1)
        self.column.addStretch(0)
        self.list.opened.connect(self.opened)
        self.give(())

    def give(self, lines: Sequence[Any]) -> None:
        """Show these lines instead."""
        self.lines.give(lines)
        self._title.setText(f"{self._words} ({len(lines)})" if lines else self._words)
        self._nothing.setVisible(not lines)
        self.list.setVisible(bool(lines))
        self.list.first()
