"""One part of the coordinator's desk: a list, what is known of the line in hand, boxes to write in, acts."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from workstation.domain.changes import Changes
from workstation.domain.permissions import NotAllowed
from workstation.domain.problems import ChangedMeanwhile, NotReady
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.lists.lines import Column, LineList, Lines
from workstation.ui.look import Look
from workstation.ui.parts import Card, Flow, Part, button, column, label, row, scrolling, set_role
from workstation.ui.text_fields import Line, Prose
from workstation.vocabulary.words import Words

Sorry = Callable[[Exception], None]
Then = Callable[[], None]


class DeskPane(QWidget):
    """What stands under one name of the desk. `concerns`: the kinds of records after which it looks again."""

    concerns: tuple[str, ...] = ()

    def look_again(self) -> None:
        """Ask for what is shown."""

    def forget(self) -> None:
        """Show nothing."""

    def heard(self, changes: Changes) -> None:
        """Look again when it concerns this pane."""
        if changes.concerns(*self.concerns):
            self.look_again()


@dataclass(frozen=True, slots=True)
class DeskField:
    """Something to write or to choose. `options`: value and words; none = free text, `short` on one line."""

    name: str
    options: tuple[tuple[str, str], ...] = ()
    short: bool = False


@dataclass(frozen=True, slots=True)
class DeskAct:
    """Something to do: `do` gets the line in hand (None = none) and what was written, and answers when it is kept.

    `needs_line`: only with a line in hand, and only one that `may`. Its word is `coordination.acts.<name>`.
    """

    name: str
    do: Callable[[Any, dict[str, str], Then, Sorry], None]
    needs_line: bool = True
    primary: bool = False
    may: Callable[[Any], bool] = lambda _line: True


@dataclass(frozen=True, slots=True)
class DeskSection:
    """One part of the desk. `show` makes two lines of text of a line, `detail` what stands beside the list.

    The words of a field are `coordination.fields.<section>.<name>`. `opens`: the act of Enter on a line.
    """

    name: str
    fetch: Callable[[Callable[[tuple[Any, ...]], None], Sorry], None]
    show: Callable[[Any], str]
    detail: Callable[[Any], str]
    fields: tuple[DeskField, ...] = ()
    acts: tuple[DeskAct, ...] = ()
    concerns: tuple[str, ...] = ()
    opens: str = ""


class SectionPane(DeskPane):
    """Shows one section; what was written stays until it is kept, also when the program ends meanwhile."""

    kept = Signal()

    def __init__(self, section: DeskSection, look: Look, text: Words, halves: Halves = NOWHERE) -> None:
        super().__init__()
        self._section, self._text, self._look = section, text, look
        self.concerns = section.concerns
        self._title = label("", "h")
        self._nothing = label(text(f"coordination.nothing.{section.name}"), "muted", wrap=True)
        self.lines = Lines[Any]([Column("line", section.show)], str)
        self.list = LineList(self.lines, text(f"coordination.sections.{section.name}"), look)
        self.list.moved.connect(self._moved)
        self.list.opened.connect(lambda _line: self.do(section.opens) if section.opens else None)
        self._detail = label("", "reading", wrap=True)
        self._said = label("", "muted", wrap=True)
        self._said.setVisible(False)
        self.fields = {one.name: self._field(one) for one in section.fields}
        self._half = of_boxes(
            halves, {name: box for name, box in self.fields.items() if isinstance(box, Line | Prose)}
        )
        self.buttons = {
            act.name: button(
                text(f"coordination.acts.{act.name}"), partial(self.do, act.name),
                kind="primary" if act.primary else "",
            )
            for act in section.acts
        }  # fmt: skip
        self._lay_out()
        look.changed.connect(self._fit)
        self._fit()
        self._moved(None)

    def _field(self, field: DeskField) -> QWidget:
        name = self._text(f"coordination.fields.{self._section.name}.{field.name}")
        if field.options:
            made = QComboBox()
            made.setAccessibleName(name)
            for value, words in field.options:
                made.addItem(words, value)
            return made
        return Line(name) if field.short else Prose(name)

    def _lay_out(self) -> None:
        inside = QWidget()
        inside.setLayout(column(self._detail, None))
        what = scrolling(inside, self._text(f"coordination.sections.{self._section.name}"))
        boxes: list[Part] = []
        for name, box in self.fields.items():
            named = label(self._text(f"coordination.fields.{self._section.name}.{name}"), "", box)
            if isinstance(box, Prose):
                boxes += [named, box]
            else:
                line = row(named, box)
                line.setStretch(1, 1)
                boxes.append(line)
        acts = QWidget()
        flow = Flow(acts)
        for one in self.buttons.values():
            flow.addWidget(one)
        left = Card(self._title, self._nothing, self.list)
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
            if isinstance(one, Prose):
                one.setFixedHeight(self._look.px(58))

    def look_again(self) -> None:
        """Ask for the lines, and the first time for what was being written."""
        self._half.come_to(self._section.name)
        self._section.fetch(self._show, self._sorry)

    def do(self, name: str) -> None:
        """Do one of the acts with the line in hand and what was written."""
        act = next(one for one in self._section.acts if one.name == name)
        if act.needs_line and (self.list.current is None or not act.may(self.list.current)):
            return
        written = {one: _written(box) for one, box in self.fields.items()}
        act.do(self.list.current, written, self._done, self._sorry)

    def forget(self) -> None:
        """Show nothing; what was being written is kept first, and is there again when somebody comes back."""
        self._half.leave()
        self._show(())
        self._empty()
        self._tell("", "muted")

    def _empty(self) -> None:
        for box in self.fields.values():
            if isinstance(box, Prose):
                box.clear()
                box.document().clearUndoRedoStacks()
            elif isinstance(box, Line):
                box.clear()

    def _show(self, lines: tuple[Any, ...]) -> None:
        before = self.list.currentIndex().row()
        self.lines.give(lines)
        title = self._text(f"coordination.sections.{self._section.name}")
        self._title.setText(f"{title} ({len(lines)})" if lines else title)
        self._nothing.setVisible(not lines)
        self.list.setVisible(bool(lines))
        self.list.first()
        if 0 < before < len(lines):
            self.list.setCurrentIndex(self.lines.index(before, 0))

    def _moved(self, line: object | None) -> None:
        self._detail.setText(self._section.detail(line) if line is not None else self._text("coordination.choose"))
        for act in self._section.acts:
            self.buttons[act.name].setEnabled(not act.needs_line or (line is not None and act.may(line)))

    def _done(self) -> None:
        self._empty()
        self._half.keep()
        self._tell(self._text("coordination.kept"), "ok")
        self.kept.emit()
        self.look_again()

    def _tell(self, words: str, role: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        set_role(self._said, role)

    def _sorry(self, wrong: Exception) -> None:
        self._tell(said_of(wrong, self._text), "warn")


def said_of(wrong: Exception, text: Words) -> str:
    """Return the calm sentence for what the counsellor or the world did; what is ours is raised again."""
    if isinstance(wrong, NotReady):
        return text(wrong.problems[0].text_key)
    if isinstance(wrong, NotAllowed):
        return text("coordination.not_yours")
    if isinstance(wrong, ChangedMeanwhile):
        return text("coordination.changed")
    raise wrong


def _written(box: QWidget) -> str:
    if isinstance(box, QComboBox):
        return str(box.currentData() or "")
    return box.toPlainText() if isinstance(box, Prose) else box.text() if isinstance(box, Line) else ""
