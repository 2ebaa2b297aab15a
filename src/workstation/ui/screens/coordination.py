"""The coordinator's desk: what waits to be read again, discussed, passed on, announced, looked after."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from workstation.domain.changes import Changes
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import ChangedMeanwhile, NotReady
from workstation.ui.choice import Choice
from workstation.ui.lists.lines import Column, LineList, Lines
from workstation.ui.look import Look
from workstation.ui.parts import Card, Flow, button, column, label, row, scrolling, set_role
from workstation.ui.screen import Screen
from workstation.ui.text_fields import Prose
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
OVERSIGHT = "oversight"
CHANGED = ("review", "discussion", "signal", "announcement", "service", "remark", "service_outcome", "call")


@dataclass(frozen=True, slots=True)
class DeskAct:
    """Something to do: `do` gets the line in hand (None = none) and what was written, and answers when it is kept.

    `needs_line`: only with a line in hand. Its word is `coordination.acts.<name>`.
    """

    name: str
    do: Callable[[Any, dict[str, str], Callable[[], None], Sorry], None]
    needs_line: bool = True
    primary: bool = False


@dataclass(frozen=True, slots=True)
class DeskSection:
    """One part of the desk. `show` makes two lines of text of a line, `detail` what stands beside the list.

    `fields` are the boxes to write in; their words are `coordination.fields.<section>.<name>`.
    """

    name: str
    fetch: Callable[[Callable[[tuple[Any, ...]], None], Sorry], None]
    show: Callable[[Any], str]
    detail: Callable[[Any], str]
    fields: tuple[str, ...] = ()
    acts: tuple[DeskAct, ...] = ()


class SectionPane(QWidget):
    """A list, what is known of the line in hand, boxes to write in, and what can be done with it."""

    kept = Signal()

    def __init__(self, section: DeskSection, look: Look, text: Words) -> None:
        super().__init__()
        self._section, self._text, self._look = section, text, look
        name = section.name
        title = text(f"coordination.sections.{name}")
        self._nothing = label(text(f"coordination.nothing.{name}"), "muted", wrap=True)
        self.lines = Lines[Any]([Column("line", section.show)], str)
        self.list = LineList(self.lines, title, look)
        self.list.moved.connect(self._moved)
        self._detail = label("", "reading", wrap=True)
        self._said = label("", "muted", wrap=True)
        self.fields = {one: Prose(text(f"coordination.fields.{name}.{one}")) for one in section.fields}
        self._buttons = [
            button(
                text(f"coordination.acts.{act.name}"), partial(self.do, act.name),
                kind="primary" if act.primary else "",
            )
            for act in section.acts
        ]  # fmt: skip
        self._lay_out(title)
        look.changed.connect(self._fit)
        self._fit()
        self._moved(None)

    def _lay_out(self, title: str) -> None:
        inside = QWidget()
        inside.setLayout(column(self._detail, None))
        what = scrolling(inside)
        boxes = []
        for name, box in self.fields.items():
            boxes += [label(self._text(f"coordination.fields.{self._section.name}.{name}"), "", box), box]
        acts = QWidget()
        flow = Flow(acts)
        for one in self._buttons:
            flow.addWidget(one)
        left = Card(label(title, "h"), self._nothing, self.list)
        left.column.setStretch(2, 1)
        left.column.addStretch(0)
        right = Card(what, *boxes, acts, self._said)
        right.column.setStretch(0, 1)
        sides = row(left, right, spacing=10)
        sides.setStretch(0, 10)
        sides.setStretch(1, 11)
        self.setLayout(sides)

    def _fit(self) -> None:
        for one in self.fields.values():
            one.setFixedHeight(self._look.px(58))

    def look_again(self) -> None:
        """Ask for the lines."""
        self._section.fetch(self._show, self._sorry)

    def do(self, name: str) -> None:
        """Do one of the acts with the line in hand and what was written."""
        act = next(one for one in self._section.acts if one.name == name)
        if act.needs_line and self.list.current is None:
            return
        written = {one: box.toPlainText() for one, box in self.fields.items()}
        act.do(self.list.current, written, self._done, self._sorry)

    def forget(self) -> None:
        """Show nothing."""
        self._show(())
        for box in self.fields.values():
            box.clear()
        self._said.setText("")

    def _show(self, lines: tuple[Any, ...]) -> None:
        before = self.list.currentIndex().row()
        self.lines.give(lines)
        self._nothing.setVisible(not lines)
        self.list.setVisible(bool(lines))
        self.list.first()
        if 0 < before < len(lines):
            self.list.setCurrentIndex(self.lines.index(before, 0))

    def _moved(self, line: object | None) -> None:
        self._detail.setText(self._section.detail(line) if line is not None else self._text("coordination.choose"))
        for act, one in zip(self._section.acts, self._buttons, strict=True):
            one.setEnabled(line is not None or not act.needs_line)

    def _done(self) -> None:
        for box in self.fields.values():
            box.clear()
        self._said.setText(self._text("coordination.kept"))
        set_role(self._said, "ok")
        self.kept.emit()
        self.look_again()

    def _sorry(self, wrong: Exception) -> None:
        if isinstance(wrong, NotReady):
            said = self._text(wrong.problems[0].text_key)
        elif isinstance(wrong, NotAllowed):
            said = self._text("coordination.not_yours")
        elif isinstance(wrong, ChangedMeanwhile):
            said = self._text("coordination.changed")
        else:
            raise wrong
        self._said.setText(said)
        set_role(self._said, "warn")


class CoordinationScreen(Screen):
    """Sections beside each other under one choice; each asks for its lines when it is shown.

    `oversight`: the read log, retention and requests, which every role has in its own measure.
    """

    name = "coordination"

    def __init__(self, sections: tuple[DeskSection, ...], oversight: Screen, look: Look, text: Words) -> None:
        super().__init__()
        names = [one.name for one in sections] + [OVERSIGHT]
        self.choice = Choice(
            text("coordination.choice"), [(one, text(f"coordination.sections.{one}")) for one in names]
        )
        self.panes = {one.name: SectionPane(one, look, text) for one in sections}
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
        if self.choice.value in self.panes and changes.concerns(*CHANGED):
            self.panes[self.choice.value].look_again()
        elif self.choice.value == OVERSIGHT:
            self.oversight.heard(changes)

    def forget(self) -> None:
        """Leave nothing on the screen."""
        for pane in self.panes.values():
            pane.forget()
        self.oversight.forget()
