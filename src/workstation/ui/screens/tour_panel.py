"""The guided tour beside the real screens: one step at a time, with its keys; it may be left at any moment."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from workstation.training.tour import Tour
from workstation.ui.look import Look
from workstation.ui.parts import Flow, OneLine, button, emptied, label, row
from workstation.vocabulary.words import Words

COLUMN = 480  # px: narrower than this the panel is a column, wider a strip


class TourPanel(QWidget):
    """Shows where one is. Its buttons take no Tab: the caret stays in the screen one learns."""

    def __init__(
        self, tour: Tour, skip: Callable[[], None], stop: Callable[[], None], look: Look, text: Words
    ) -> None:
        super().__init__()
        self.setObjectName("caller_panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._tour, self._look, self._text = tour, look, text
        self._shown: object = None
        self._part = OneLine("h")
        self.words = label("", "reading", wrap=True)
        self._keys = QHBoxLayout()
        self._keys.setSpacing(6)
        self._steps = label("", "muted", wrap=True)
        self._progress = label("", "muted")
        self.skip = self._control(text("tour.skip"), skip, "Alt+PgDown")
        self.stop = self._control(text("tour.stop"), stop, "Ctrl+Shift+Q")
        self._lay_out(label(text("tour.tag"), "practice"))

    def _control(self, words: str, act: Callable[[], None], key: str) -> QPushButton:
        made = button(words, act, key=key)
        made.setProperty("seg", "1")
        made.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return made

    def _lay_out(self, tag: QWidget) -> None:
        head = row(tag, self._part, spacing=8)
        head.setStretch(1, 1)
        keys = row(self._keys, None)
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addLayout(head)
        told.addWidget(self.words)
        told.addLayout(keys)
        told.addStretch(1)
        controls = Flow(spacing=4)
        for part in (self.skip, self.stop):
            controls.addWidget(part)
        holder = QWidget()
        holder.setProperty("clear", "1")
        holder.setLayout(controls)
        side = QVBoxLayout()
        side.setSpacing(4)
        side.addWidget(self._steps)
        side.addStretch(1)
        side.addWidget(self._progress)
        side.addWidget(holder)
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(12, 6, 12, 6)
        self._box.setSpacing(14)
        self._box.addLayout(told, 6)
        self._box.addLayout(side, 4)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Stand as a column or lie as a strip (Qt)."""
        super().resizeEvent(event)
        column = self.width() < self._look.px(COLUMN)
        way = QBoxLayout.Direction.TopToBottom if column else QBoxLayout.Direction.LeftToRight
        self._box.setDirection(way)

    def show_step(self) -> None:
        """Show the step in hand."""
        tour, text = self._tour, self._text
        if self._shown == tour.behind or tour.step is None or tour.task is None:
            return
        self._shown = tour.behind
        name = text(f"tour.tasks.{tour.task.name}")
        self._part.setText(text("tour.part", number=tour.number, all=len(tour.tasks), task=name))
        self.words.setText(text(f"tour.steps.{tour.step.name}"))
        self.setAccessibleName(f"{self._part.text()}. {self.words.text()} {' '.join(tour.step.keys)}")
        emptied(self._keys)
        for key in tour.step.keys:
            self._keys.addWidget(label(key, "keycode"))
        signs = [
            "✓" if at < tour.number else "▸" if at == tour.number else "○" for at in range(1, len(tour.tasks) + 1)
        ]
        names = [text(f"tour.tasks.{one.name}") for one in tour.tasks]
        said = (f"{sign}\N{NO-BREAK SPACE}{name}" for sign, name in zip(signs, names, strict=True))
        self._steps.setText("   ".join(said))
        every = sum(len(task.steps) for task in tour.tasks)
        self._progress.setText(text("tour.progress", done=tour.behind, all=every))

    def show_ready(self, minutes: int, keys: int) -> None:
        """Say that it is done."""
        text, skipped = self._text, len(self._tour.skipped)
        self._part.setText(text("tour.ready_title"))
        words = [text("tour.ready", minutes=minutes, keys=keys)]
        words += [text("tour.ready_skipped", count=skipped)] if skipped else []
        self.words.setText(" ".join(words))
        self.setAccessibleName(f"{self._part.text()} {self.words.text()}")
        emptied(self._keys)
        self._steps.setText("")
        self._progress.setText("")
        self.skip.setVisible(False)
