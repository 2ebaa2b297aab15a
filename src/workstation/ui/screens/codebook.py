"""The codebook: what can be chosen, and a new edition in the making, with what it breaks in the figures."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QWidget

from workstation.domain.moments import Now, local_day
from workstation.figures.breaks import Break
from workstation.ui.choice import Choice
from workstation.ui.commands import Commands
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.lists.lines import Column, Lines, LineTable
from workstation.ui.parts import Card, button, column, emptied, heading, label, row, scrolling, set_role
from workstation.ui.read_aloud import read_aloud
from workstation.ui.screen import Screen
from workstation.ui.text_fields import Line
from workstation.vocabulary.codebook import Code, Codebook
from workstation.vocabulary.editions import GRADES, KINDS, CodeChange, Edition, Fault
from workstation.vocabulary.words import Words

# which fields a kind of change asks for
FIELDS = {
    "new": ("label", "definition", "compare"),
    "retire": ("compare",),
    "label": ("label",),
    "define": ("definition",),
    "map": ("compare",),
}


NAMED = ("code", "label", "definition", "compare")


@dataclass(frozen=True, slots=True)
class Judged:
    """What stands in the way of a draft, and what it does to the figures."""

    faults: tuple[Fault, ...]
    breaks: tuple[Break, ...]


@dataclass(frozen=True, slots=True)
class CodebookWork:
    """What the screen asks for; answers come back later, in the window's thread. `told` takes words and a role.

    `keep` keeps the draft and judges it; `enforce` puts it in force.
    """

    editions: Callable[[Callable[[Sequence[Edition]], None]], None]
    keep: Callable[[date, Sequence[CodeChange], Callable[[Judged], None], Callable[[str, str], None]], None]
    enforce: Callable[[Callable[[str, str], None]], None]
    halves: Halves = NOWHERE


def day_of(typed: str) -> date | None:
    """Return the day that was typed as 01/01/2027, None when it is none."""
    parts = typed.strip().replace("-", "/").replace(".", "/").split("/")
    try:
        day, month, year = (int(part) for part in parts)
        return date(year, month, day)
    except ValueError:
        return None


class CodebookScreen(Screen):
    """Lists and codes left, the draft right. Nothing is in force before somebody says so."""

    name = "codebook"
    acts = ("codebook_enforce", "codebook_add")
    main_act = "codebook_add"

    def __init__(self, work: CodebookWork, codebook: Codebook, text: Words, now: Now) -> None:
        super().__init__()
        self._work, self._book, self._text, self._now = work, codebook, text, now
        self.changes: tuple[CodeChange, ...] = ()
        self._judged = Judged((), ())
        self._make_lists()
        self._make_form()
        self._said = label("", "muted", wrap=True)
        self._state = label(text("codebook.in_force", edition=codebook.edition), "muted", wrap=True)
        self._draft = column(spacing=4)
        self._breaks = column(spacing=4)
        self._lay_out()
        self._show_list()
        self._show_kind("new")

    def _make_lists(self) -> None:
        text = self._text
        self.lists = QComboBox()
        self.lists.setAccessibleName(text("codebook.lists"))
        for name in self._book.lists:
            self.lists.addItem(text(f"codebook.list.{name}"), name)
        self.lists.setCurrentIndex(max(0, self.lists.findData("problem_type")))
        self.lists.currentIndexChanged.connect(lambda _at: self._show_list())
        self._lines = Lines[Code](
            (
                Column("code", lambda one: one.code, width=26),
                Column("label", self._word, stretch=True),
                Column("valid", self._valid, width=24, from_width=60),
            ),
            lambda name: text(f"codebook.columns.{name}"),
        )
        self.table = LineTable(self._lines, text("codebook.title"))
        self.table.moved.connect(self._take_code)

    def _make_form(self) -> None:
        text = self._text
        self.from_day = Line(text("codebook.from_day"), text("codebook.from_day_hint"))
        self.from_day.setText(date(self._now().year + 1, 1, 1).strftime("%d/%m/%Y"))
        self.from_day.editingFinished.connect(self._keep)
        self.kind = Choice(text("codebook.kind"), [(one, text(f"codebook.kinds.{one}")) for one in KINDS])
        self.kind.changed.connect(self._show_kind)
        self.code = Line(text("codebook.code"), text("codebook.code_hint"))
        self.label = Line(text("codebook.label"))
        self.definition = Line(text("codebook.definition"))
        self.compare = Line(text("codebook.compare"), text("codebook.compare_hint"))
        self._half = of_boxes(
            self._work.halves,
            {"code": self.code, "label": self.label, "definition": self.definition, "compare": self.compare},
        )
        self.grade = Choice(text("codebook.grade"), [(one, text(f"codebook.grades.{one}")) for one in GRADES])
        self.grade.put("B")

    def _lay_out(self) -> None:
        text = self._text
        left = Card(
            heading(text("codebook.title")), label(text("codebook.intro"), "muted", wrap=True), self._state,
            label(text("codebook.lists"), "", self.lists), self.lists, self.table,
        )  # fmt: skip
        left.column.setStretch(5, 1)
        self._rows = {
            "label": self._field("label", self.label),
            "definition": self._field("definition", self.definition),
            "compare": self._field("compare", self.compare, self.grade),
        }
        form = Card(
            row(heading(text("codebook.drafting")), None, label(text("codebook.from_day"), "", self.from_day),
                self.from_day),
            self.kind, self._field("code", self.code), *self._rows.values(), self._said,
        )  # fmt: skip
        draft = Card(heading(text("codebook.changes")), self._draft)
        breaks = Card(heading(text("codebook.breaks")), self._breaks)
        inside = QWidget()
        inside.setLayout(column(form, draft, breaks, None, spacing=8))
        line = QHBoxLayout(self)
        line.setContentsMargins(12, 6, 12, 4)
        line.setSpacing(10)
        line.addWidget(left, 1)
        line.addWidget(scrolling(inside), 1)

    def _field(self, name: str, field: Line, *more: QWidget) -> QWidget:
        made = QWidget()
        named = label(self._text(f"codebook.{name}"), "", field)
        named.setMinimumWidth(
            max(named.fontMetrics().horizontalAdvance(self._text(f"codebook.{one}")) for one in NAMED) + 6
        )
        made.setLayout(column(row(named, field), *more))
        return made

    def arrive(self) -> None:
        """Ask for the draft that waits; the focus goes to the lists."""
        self._half.come_to("codebook")
        self._work.editions(self._took_up)
        self.lists.setFocus()

    def forget(self) -> None:
        """Keep what is half filled in, and show nothing of it."""
        self._half.leave()
        for name in NAMED:
            getattr(self, name).clear()

    def bind(self, commands: Commands) -> None:
        """Say what this screen's acts do."""
        commands.bind("codebook_add", self.add)
        commands.bind("codebook_enforce", self.enforce)

    def add(self) -> None:
        """Put what is filled in into the draft."""
        kind = next(one for one in KINDS if one == (self.kind.value or "new"))
        asked = FIELDS[kind]
        compared = self.compare.text().strip() if "compare" in asked else ""
        change = CodeChange(
            kind=kind, list=str(self.lists.currentData()), code=self.code.text().strip(),
            label=self.label.text().strip() if "label" in asked else "",
            definition=self.definition.text().strip() if "definition" in asked else "",
            maps_to=compared, grade=(self.grade.value or "") if compared else "",
        )  # fmt: skip
        self.changes = (*self.changes, change)
        for field in (self.code, self.label, self.definition, self.compare):
            field.clear()
        self._half.keep()
        self._keep()

    def remove(self, change: CodeChange) -> None:
        """Take a change out of the draft."""
        self.changes = tuple(one for one in self.changes if one is not change)
        self._keep()

    def enforce(self) -> None:
        """Put the draft in force, or say what stands in the way."""
        if not self.changes:
            self._say(self._text("codebook.fault.nothing"), "warn")
            return
        self._work.enforce(self._enforced)

    def _enforced(self, words: str, role: str) -> None:
        self._say(words, role)
        if role == "ok":
            self._work.editions(self._took_up)

    def _keep(self) -> None:
        day = day_of(self.from_day.text())
        if day is None:
            self._say(self._text("codebook.no_day"), "warn")
            return
        self._work.keep(day, self.changes, self._show_judged, self._say)

    def _took_up(self, editions: Sequence[Edition]) -> None:
        text = self._text
        draft = next((one for one in editions if one.enforced_at is None), None)
        today = local_day(self._now())
        waiting = [one for one in editions if one.enforced_at is not None and one.from_day > today]
        lines = [text("codebook.in_force", edition=self._book.edition)] + [
            text("codebook.waiting", day=f"{one.from_day:%d/%m/%Y}", number=len(one.changes), by=one.enforced_by)
            for one in waiting
        ]
        self._state.setText("\n".join(lines))
        self.changes = draft.changes if draft else ()
        if draft:
            self.from_day.setText(f"{draft.from_day:%d/%m/%Y}")
            self._keep()
        else:
            self._show_judged(Judged((), ()), quietly=True)

    def _show_judged(self, judged: Judged, *, quietly: bool = False) -> None:
        self._judged = judged
        text = self._text
        emptied(self._draft)
        for at, change in enumerate(self.changes):
            self._draft.addWidget(self._line(at, change))
        if not self.changes:
            self._draft.addWidget(label(text("codebook.no_changes"), "muted", wrap=True))
        emptied(self._breaks)
        for one in judged.breaks:
            self._breaks.addWidget(label(self._break_words(one), "warn" if one.grade == "C" else "", wrap=True))
        if not judged.breaks:
            self._breaks.addWidget(label(text("codebook.no_breaks"), "muted", wrap=True))
        whole = [text(f"codebook.fault.{fault.key}") for fault in judged.faults if fault.at < 0]
        if not quietly:
            self._say(" ".join(whole) or text("codebook.kept"), "warn" if whole else "muted")

    def _line(self, at: int, change: CodeChange) -> QWidget:
        text = self._text
        wrong = [text(f"codebook.fault.{fault.key}") for fault in self._judged.faults if fault.at == at]
        words = f"{text(f'codebook.list.{change.list}')} · {self._change_words(change)}"
        out = button(text("codebook.remove"), lambda: self.remove(change), kind="flat")
        out.setAccessibleName(f"{text('codebook.remove')}: {words}")
        made = QWidget()
        line = row(label(words, wrap=True), out)
        line.setStretch(0, 1)
        made.setLayout(column(line, *(label(one, "warn", wrap=True) for one in wrong), spacing=2))
        return made

    def _change_words(self, change: CodeChange) -> str:
        known, book = self._book.get(change.list, change.code), self._book
        return self._text(
            f"codebook.done.{change.kind}",
            code=f"{known.label} ({change.code})" if known else change.code,
            label=change.label,
            maps_to=book.label(change.list, change.maps_to),
        )

    def _break_words(self, one: Break) -> str:
        text = self._text
        said = text(
            "codebook.break_line", grade=one.grade, what=self._change_words(one.change),
            why=text(f"codebook.break.{one.reason}"),
            tables="; ".join(text(f"figures.title.{name}") for name in one.figures) or "–",
        )  # fmt: skip
        trends = ", ".join(text(f"figures.trend.{name}") for name in one.trends)
        return f"{said} {text('codebook.break_trends', trends=trends)}" if trends else said

    def _show_list(self) -> None:
        self._lines.give(self._book.of_list(str(self.lists.currentData())))

    def _show_kind(self, kind: str) -> None:
        self.kind.put(kind)
        for name, one in self._rows.items():
            one.setVisible(name in FIELDS[kind])

    def _take_code(self, code: object) -> None:
        if isinstance(code, Code) and self.kind.value != "new":
            self.code.setText(code.code)
            self.label.setText(code.label)
            self.definition.setText(code.definition)
        elif isinstance(code, Code):
            self.compare.setText(code.code)

    def _word(self, code: Code) -> str:
        until = self._text("codebook.until", day=f"{code.valid_until:%d/%m/%Y}") if code.valid_until else ""
        return f"{code.label} · {until}" if until else code.label

    def _valid(self, code: Code) -> str:
        text = self._text
        since = text("codebook.since", day=f"{code.valid_from:%d/%m/%Y}") if code.valid_from > date.min else ""
        until = text("codebook.until", day=f"{code.valid_until:%d/%m/%Y}") if code.valid_until else ""
        return " ".join(part for part in (since, until) if part) or text("codebook.always")

    def _say(self, words: str, role: str) -> None:
        self._said.setText(words)
        set_role(self._said, role)
        read_aloud(self._said, words)
