"""How the class agrees: per field how often the same code was chosen, and which two were confused."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from workstation.training.class_agreement import FieldAgreement, Registered, class_agreement
from workstation.ui.parts import Card, emptied, heading, label, scrolling
from workstation.ui.screen import Screen
from workstation.ui.screens.rehearsal_debrief import Naming
from workstation.vocabulary.words import Words

GOOD = 0.8  # Krippendorff (2004): reliable from .800, tentative from .667
TENTATIVE = 0.667
LookUp = Callable[[Callable[[tuple[Registered, ...]], None]], None]


class ClassScreen(Screen):
    """No ranking of people: fields and definitions only."""

    name = "rehearsal_class"
    acts = ("class_report",)
    main_act = "class_report"

    def __init__(self, look_up: LookUp, naming: Naming, text: Words) -> None:
        super().__init__()
        self._look_up, self._naming, self._text = look_up, naming, text
        inside = QWidget()
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 6, 0)
        self._column.setSpacing(10)
        self.area = scrolling(inside)
        self.area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.area.setAccessibleName(text("rehearsal.class_title"))
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 12, 16, 12)
        line.addWidget(self.area)
        self.shown: tuple[FieldAgreement, ...] = ()

    def arrive(self) -> None:
        """Count again."""
        self._look_up(self._show)
        self.area.setFocus()

    def forget(self) -> None:
        """Leave nothing on the screen."""
        emptied(self._column)
        self.shown = ()

    def _show(self, registered: tuple[Registered, ...]) -> None:
        self.forget()
        trainees = len({one.trainee for one in registered})
        self.shown = class_agreement(registered) if trainees > 1 else ()
        text = self._text
        lead = text("rehearsal.class_lead", trainees=trainees, scenarios=len({one.scenario for one in registered}))
        self._column.addWidget(
            Card(
                heading(text("rehearsal.class_title")),
                label(lead if trainees > 1 else text("rehearsal.class_too_few"), "reading", wrap=True),
                label(text("rehearsal.class_how"), "muted", wrap=True),
            )
        )
        if self.shown:
            self._column.addWidget(self._table(two=trainees == 2))
        self._column.addStretch(1)

    def _table(self, *, two: bool) -> Card:
        text = self._text
        grid = QGridLayout()
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(6)
        for at, key in enumerate(("field", "units", "percentage", "kappa" if two else "alpha", "meaning", "apart")):
            grid.addWidget(label(text(f"rehearsal.class_{key}"), "muted"), 0, at)
        for line, one in enumerate(self.shown, start=1):
            measure = one.kappa if two else one.alpha
            cells = (
                label(field_in_class(one.field, self._naming, text)), label(str(one.units)),
                label(_percent(one.percentage)), label(_two_decimals(measure)), label(*self._meaning(one, measure)),
                label(self._apart(one), wrap=True),
            )  # fmt: skip
            for at, cell in enumerate(cells):
                grid.addWidget(cell, line, at, Qt.AlignmentFlag.AlignTop)
        grid.setColumnStretch(5, 1)
        return Card(grid)

    def _meaning(self, one: FieldAgreement, measure: float | None) -> tuple[str, str]:
        if one.percentage == 100:
            return self._text("rehearsal.agree_all"), "tag_ok"
        if measure is None:
            return self._text("rehearsal.agree_untold"), "muted"
        key = "good" if measure >= GOOD else ("tentative" if measure >= TENTATIVE else "low")
        return self._text(f"rehearsal.agree_{key}"), "tag_ok" if key == "good" else "tag_warn"

    def _apart(self, one: FieldAgreement) -> str:
        if one.apart is None:
            return ""
        nothing = self._text("comparison.nothing")
        mine, theirs = (self._naming.code(one.field, code) if code else nothing for code in one.apart)
        words = self._text("rehearsal.confused", one=mine, other=theirs)
        named = self._naming
        told = ((named.code(one.field, code), named.definition(one.field, code)) for code in one.apart if code)
        known = [f"{name}: {said}" for name, said in told if said]
        return "\n".join((words, *known))


def field_in_class(field: str, naming: Naming, text: Words) -> str:
    """Return the name of a field, told apart from the same question about a reported person."""
    name = naming.field(field)
    return text("class_report.of_contact", field=name) if field.startswith("contact_") else name


def _percent(value: float | None) -> str:
    return f"{value:.0f} %" if value is not None else "–"


def _two_decimals(value: float | None) -> str:
    return f"{value:.2f}".replace(".", ",").replace("-", "−") if value is not None else "–"
