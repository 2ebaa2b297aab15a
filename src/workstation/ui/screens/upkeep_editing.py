"""One entry of the directory in boxes. What is not changed here (who checked it and when) stays as it is."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout, QWidget

from workstation.domain.ids import ServiceId
from workstation.domain.services import ADDRESS_CLASSES, Service
from workstation.ui.look import Look
from workstation.ui.parts import button, column, label, row, scrolling
from workstation.ui.text_fields import Line, Prose
from workstation.vocabulary.words import Words

# beside the boxes, in what is kept of an entry half edited: which, on what version of it, and what that said
ENTRY, VERSION, NEW, WAS = "entry", "version", "new", "was."
LISTED = ("audience", "topics", "languages")
LONG = ("description", "notes")
CHOICES = {
    "address_class": ADDRESS_CLASSES,
    "anonymous": ("yes", "no", "unknown", ""),
    "coverage": ("coverage.csv", "flanders", "brussels", "flanders+brussels", "wallonia", "belgium", "none", ""),
}
FIELDS = (
    "name", "category", "description", "phone", "email", "website", "address", "postcode", "address_class",
    "opening_hours", "opening_spec", "audience", "topics", "languages", "cost", "anonymous", "coverage", "notes",
)  # fmt: skip


def in_a_box(service: Service, name: str) -> str:
    """Return an attribute of an entry as it stands in its box."""
    value: Any = getattr(service, name)
    return ", ".join(value) if isinstance(value, tuple) else str(value)


class EntryEditor(QWidget):
    """`kept` gives the entry as it was written, `left` that nothing is changed."""

    kept = Signal(object)
    left = Signal()
    typed = Signal()

    def __init__(self, look: Look, text: Words) -> None:
        super().__init__()
        self._text, self._look = text, look
        self._before: Service | None = None
        self._new = False
        self._title = label("", "h")
        self.boxes: dict[str, Line | Prose | QComboBox] = {name: self._box(name) for name in FIELDS}
        grid = QGridLayout()
        grid.setHorizontalSpacing(10)
        grid.setVerticalSpacing(5)
        for at, (name, box) in enumerate(self.boxes.items()):
            grid.addWidget(label(text(f"upkeep.field.{name}"), "muted", box), at, 0)
            grid.addWidget(box, at, 1)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(self.boxes), 1)
        inside = QWidget()
        inside.setLayout(grid)
        self.keep_button = button(text("upkeep.keep"), self.keep, kind="primary")
        whole = column(
            self._title, scrolling(inside),
            row(
                self.keep_button, button(text("upkeep.leave"), self.left.emit),
                label(text("upkeep.edit_is_no_check"), "muted"), None,
            ),
            spacing=8,
        )  # fmt: skip
        whole.setStretch(1, 1)
        self.setLayout(whole)
        look.changed.connect(self._fit)
        self._fit()

    def _box(self, name: str) -> "Line | Prose | QComboBox":
        words = self._text(f"upkeep.field.{name}")
        if name in LONG:
            prose = Prose(words)
            prose.textChanged.connect(self.typed)
            return prose
        options = CHOICES.get(name) or (tuple(self._text.under("directory.category")) if name == "category" else ())
        if not options:
            hint = f"upkeep.hint.{name}"
            line = Line(words, self._text(hint) if hint in self._text else "")
            line.textChanged.connect(self.typed)
            return line
        made = QComboBox()
        made.currentIndexChanged.connect(lambda _at: self.typed.emit())
        made.setAccessibleName(words)
        # the longest choice must not make the boxes wider than the pane
        made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        made.setMinimumContentsLength(12)
        for value in options:
            key = (
                f"directory.category.{value}" if name == "category" else f"upkeep.value.{name}.{value or 'none_told'}"
            )
            made.addItem(self._text(key), value)
        return made

    def _fit(self) -> None:
        for name in LONG:
            self.boxes[name].setFixedHeight(self._look.px(62))

    def begin(self, service: Service, *, new: bool) -> None:
        """Put an entry in the boxes."""
        self._before, self._new = service, new
        key = "upkeep.editing_new" if new else "upkeep.editing"
        self._title.setText(self._text(key, name=service.name))
        for name in self.boxes:
            self._fill(name, in_a_box(service, name))

    def _fill(self, name: str, said: str) -> None:
        box = self.boxes[name]
        if isinstance(box, QComboBox):
            if box.findData(said) < 0:  # a value of an older edition is kept, and shown as it is
                box.addItem(said, said)
            box.setCurrentIndex(box.findData(said))
        elif isinstance(box, Prose):
            box.setPlainText(said)
        else:
            box.setText(said)

    @property
    def half(self) -> dict[str, str]:
        """What stands in the boxes, whole or not, with which entry it is; nothing when none is being edited."""
        if self._before is None:
            return {}
        whose = {ENTRY: self._before.id, VERSION: str(self._before.version), NEW: "new" if self._new else ""}
        was = {WAS + name: in_a_box(self._before, name) for name in self.boxes}
        return {name: self._said(box) for name, box in self.boxes.items()} | was | whose

    def go_on(self, service: Service, half: dict[str, str]) -> None:
        """Edit on where somebody was: on the version that was being looked at."""
        begun = replace(service, id=ServiceId(half[ENTRY]), version=int(half[VERSION]))
        self.begin(begun, new=bool(half.get(NEW)))
        for name in self.boxes:
            self._fill(name, half.get(WAS + name, ""))
        self._before = self.written
        for name in self.boxes:
            self._fill(name, half.get(name, ""))

    @property
    def entry(self) -> ServiceId | None:
        """Which entry is in the boxes."""
        return self._before.id if self._before is not None else None

    def follow(self, service: Service) -> None:
        """Go on from a newer version: boxes nobody typed in show what it says, the others keep what was typed."""
        had = self._before
        for name, box in self.boxes.items():
            if had is not None and self._said(box).strip() == in_a_box(had, name).strip():
                self._fill(name, in_a_box(service, name))
        self._before = service

    def _said(self, box: "Line | Prose | QComboBox") -> str:
        if isinstance(box, QComboBox):
            return str(box.currentData())
        return box.toPlainText() if isinstance(box, Prose) else box.text()

    def focus_here(self) -> None:
        """Put the caret in the name."""
        self.boxes["name"].setFocus()

    @property
    def written(self) -> Service | None:
        """The entry as it stands in the boxes; None when none is being edited."""
        if self._before is None:
            return None
        changed: dict[str, Any] = {}
        for name, box in self.boxes.items():
            said = self._said(box).strip()
            changed[name] = tuple(p for one in said.split(",") if (p := one.strip())) if name in LISTED else said
        return replace(self._before, **changed)

    def keep(self) -> None:
        """Give what is written; it stays in the boxes until it is kept."""
        if (service := self.written) is not None:
            self.kept.emit(service)

    def forget(self) -> None:
        """Empty the boxes."""
        self.begin(Service(id=self._before.id, category="andere", name=""), new=True) if self._before else None
        self._before = None
