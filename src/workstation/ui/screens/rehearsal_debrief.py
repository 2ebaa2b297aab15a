"""After a rehearsal: both registrations side by side, the danger signs, and three remarks. No marks out of ten."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from workstation.training.comparison import Comparison, DangerRow, Row
from workstation.training.remarks import Remark
from workstation.ui.look import Look
from workstation.ui.parts import Card, Part, emptied, heading, label, row, scrolling
from workstation.ui.screen import Screen
from workstation.vocabulary.words import Words

TONES = {"good": "circle-check", "look": "eye", "try": "flag"}
ROLES = {"same": "tag_ok", "also_good": "tag_ok", "missed": "tag_warn", "part": "tag_warn", "other": "tag_warn",
         "extra": "tag_warn"}  # fmt: skip


@dataclass(frozen=True)
class DebriefView:
    """What there is to show. `timed` are the trainer's remarks, (clock in the call, words)."""

    done: Comparison
    remarks: tuple[Remark, ...]
    narrative: str
    timed: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Naming:
    """How fields and codes are called on screen, and what the codebook says of a code (empty = nothing)."""

    field: Callable[[str], str]
    code: Callable[[str, str], str]
    definition: Callable[[str, str], str]


class DebriefScreen(Screen):
    """`again_requested` plays the same scenario once more, `closed` goes back to where rehearsals are chosen."""

    name = "rehearsal_debrief"
    acts = ("rehearse_again", "stop_rehearsal")
    main_act = "stop_rehearsal"
    again_requested = Signal()

    def __init__(self, naming: Naming, look: Look, text: Words) -> None:
        super().__init__()
        self._naming, self._look, self._text = naming, look, text
        inside, beside = QWidget(), QWidget()
        self._left, self._right = QVBoxLayout(inside), QVBoxLayout(beside)
        for column in (self._left, self._right):
            column.setContentsMargins(0, 0, 6, 0)
            column.setSpacing(10)
        self.area, other = scrolling(inside), scrolling(beside)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(text("comparison.title"))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.setSpacing(14)
        line.addWidget(self.area, 64)
        line.addWidget(other, 36)
        self.shown: DebriefView | None = None

    def arrive(self) -> None:
        """Let the arrows scroll."""
        self.area.setFocus()

    def forget(self) -> None:
        """Leave nothing on the screen."""
        emptied(self._left)
        emptied(self._right)
        self.shown = None

    def show_view(self, view: DebriefView) -> None:
        """Show a rehearsal that is over."""
        self.forget()
        self.shown = view
        done = view.done
        by_person = [[r for r in done.rows if r.person == who] for who in dict.fromkeys(r.person for r in done.rows)]
        for rows in sorted(by_person, key=lambda rows: all(one.good for one in rows)):
            person = rows[0].person
            self._left.addWidget(self._card(person, sorted(rows, key=lambda one: one.good)))
        if done.extra_persons:
            words = self._text("comparison.extra_persons", count=done.extra_persons)
            self._left.addWidget(Card(label(words, "warn", wrap=True)))
        if view.narrative:
            self._left.addWidget(
                Card(heading(self._text("comparison.narrative")), label(view.narrative, "reading", wrap=True))
            )
        self._left.addStretch(1)
        for card in (self._remarks(view), self._dangers(done), *self._timed(view), self._figures(done)):
            self._right.addWidget(card)
        self._right.addStretch(1)
        self.area.verticalScrollBar().setValue(0)

    # -- the two registrations ---------------------------------------------------------------------------------

    def _card(self, person: str, rows: list[Row]) -> Card:
        text = self._text
        good = sum(one.good for one in rows)
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(5)
        for at, key in enumerate(("field_heading", "yours", "model")):
            grid.addWidget(label(text(f"comparison.{key}"), "muted"), 0, at)
        line = 1
        for one in rows:
            line = self._add_row(grid, line, one)
        for at, stretch in enumerate((3, 5, 5, 0)):
            grid.setColumnStretch(at, stretch)
        title = person[:1].upper() + person[1:] if person else text("comparison.the_call")
        counted = label(text("comparison.fields_same", good=good, all=len(rows)), "muted")
        return Card(heading(title, counted), grid)

    def _add_row(self, grid: QGridLayout, line: int, one: Row) -> int:
        text = self._text
        grid.addWidget(label(self._naming.field(one.field), wrap=True), line, 0, Qt.AlignmentFlag.AlignTop)
        for column, codes in ((1, one.mine), (2, one.model)):
            grid.addWidget(self._codes(one, codes), line, column, Qt.AlignmentFlag.AlignTop)
        tag = label(text(f"comparison.verdict.{one.verdict}"), ROLES[one.verdict])
        grid.addWidget(tag, line, 3, Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignRight)
        if not one.good and (why := self._explained(one)):
            grid.addWidget(label(why, "say", wrap=True), line + 1, 0, 1, 4)
            return line + 2
        return line + 1

    def _codes(self, one: Row, codes: tuple[str, ...]) -> QLabel:
        if one.field == "persons":
            return label(", ".join(codes) or self._text("comparison.not_asked"), wrap=True)
        words = ", ".join(self._naming.code(one.field, code) for code in codes)
        return label(words or self._text("comparison.not_asked"), "" if words else "muted", wrap=True)

    def _explained(self, one: Row) -> str:
        codes = dict.fromkeys((*one.model, *one.mine))
        told = ((self._naming.code(one.field, code), self._naming.definition(one.field, code)) for code in codes)
        known = [f"{name}: {definition}" for name, definition in told if definition]
        return "\n".join([one.why, *known] if one.why else known)

    # -- beside them -------------------------------------------------------------------------------------------

    def _remarks(self, view: DebriefView) -> Card:
        parts: list[Part] = [heading(self._text("comparison.title"))]
        for remark in view.remarks:
            icon = label("")
            self._look.set_icon(icon, TONES[remark.tone], "ok" if remark.tone == "good" else "accent", 20)
            line = row(icon, label(remark.words, "reading", wrap=True), spacing=10)
            line.setAlignment(icon, Qt.AlignmentFlag.AlignTop)
            line.setStretch(1, 1)
            parts.append(line)
        return Card(*parts, label(self._text("comparison.no_mark"), "muted", wrap=True), spacing=10)

    def _dangers(self, done: Comparison) -> Card:
        parts: list[Part] = [heading(self._text("comparison.dangers"))]
        if not done.dangers:
            parts.append(label(self._text("comparison.no_dangers"), "muted", wrap=True))
        for danger in done.dangers:
            parts += [label(danger.what, wrap=True), self._danger_line(danger)]
        return Card(*parts)

    def _danger_line(self, danger: DangerRow) -> QLabel:
        text = self._text
        if danger.told_at is None:
            return label(text("comparison.danger_not_told"), "muted", wrap=True)
        at = text("comparison.danger_at", at=clock(danger.told_at))
        if danger.after_s is None:
            return label(f"{at} · {text('comparison.danger_missed')}", "warn", wrap=True)
        by = text("comparison.by_mark") if danger.by == "mark" else self._naming.field(danger.by)
        after = text("comparison.danger_after", seconds=round(danger.after_s), by=by)
        return label(f"{at} · {after}", "ok", wrap=True)

    def _timed(self, view: DebriefView) -> tuple[Card, ...]:
        if not view.timed:
            return ()
        lines = [label(f"{at}  {words}", wrap=True) for at, words in view.timed]
        return (Card(heading(self._text("rehearsal.timed")), *lines),)

    def _figures(self, done: Comparison) -> Card:
        words = self._text(
            "comparison.figures", keys=done.keys, duur=clock(done.seconds), form=clock(done.in_form_s),
            note=clock(done.in_note_s),
        )  # fmt: skip
        return Card(label(words, "muted", wrap=True))


def clock(seconds: float) -> str:
    """Return seconds as a clock shows them."""
    return f"{int(seconds) // 60:02}:{int(seconds) % 60:02}"
