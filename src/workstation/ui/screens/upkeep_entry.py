"""The entry in hand on the upkeep pane: what it says, why it is on the list, and the sentence that checks it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from workstation.directory.naming import named
from workstation.domain.ids import ServiceId
from workstation.domain.moments import from_text
from workstation.domain.services import Remark, Service
from workstation.domain.upkeep import SERVICE_OUTCOMES, Feedback, UpkeepLine
from workstation.ui.half_texts import NOWHERE, Halves, of_boxes
from workstation.ui.parts import Card, Flow, button, column, emptied, label, row, scrolling
from workstation.ui.said import full_day
from workstation.ui.screens.call_facts import facts
from workstation.ui.screens.directory_entry import shortened
from workstation.ui.text_fields import Line
from workstation.vocabulary.words import Words

SHOWN = (
    "phone", "email", "website", "address", "postcode", "opening_hours", "opening_spec", "audience", "topics",
    "languages", "cost", "anonymous", "coverage", "notes",
)  # fmt: skip


def value_of(service: Service, name: str, text: Words) -> str:
    """Return what an attribute of an entry holds, in words."""
    value = getattr(service, name)
    if isinstance(value, tuple):
        return ", ".join(_in_words(one, name, text) for one in value)
    return _in_words(value, name, text)


def _in_words(value: object, name: str, text: Words) -> str:
    for key in (f"upkeep.value.{name}.{value}", f"upkeep.{name}.{value}"):
        if value and key in text:
            return text(key)
    return str(value)


class UpkeepEntry(QWidget):
    """Shows one line of the work list. `verified` gives how it was checked, `settled` the id of a remark."""

    edit_wished = Signal()
    history_wished = Signal()
    verified = Signal(str)
    settled = Signal(str)

    def __init__(self, text: Words, halves: Halves = NOWHERE) -> None:
        super().__init__()
        self._text = text
        self._name = label("", "title", wrap=True)
        self._tags = QWidget()
        self._flow = Flow(self._tags)
        inside = QWidget()
        self._inside = QVBoxLayout(inside)
        self._inside.setSpacing(8)
        self.how = Line(text("coordination.fields.upkeep.how"), text("upkeep.how_hint"))
        self._half = of_boxes(halves, {"how": self.how})
        self.how.returnPressed.connect(self.verify)
        self.verify_button = button(text("coordination.acts.verify"), self.verify, kind="primary")
        self.edit_button = button(text("upkeep.edit"), self.edit_wished.emit)
        self.history_button = button(text("upkeep.history"), self.history_wished.emit)
        checking = row(label(text("coordination.fields.upkeep.how"), "", self.how), self.how, self.verify_button)
        checking.setStretch(1, 1)
        whole = column(
            self._name, self._tags, scrolling(inside, text("coordination.sections.upkeep")), checking,
            row(self.edit_button, self.history_button, label(text("upkeep.edit_is_no_check"), "muted"), None),
            spacing=8,
        )  # fmt: skip
        whole.setStretch(2, 1)
        self.setLayout(whole)
        self.show_line(None)

    def show_line(self, line: UpkeepLine | None) -> None:
        """Show a line, or that there is none in hand."""
        text = self._text
        emptied(self._flow)
        emptied(self._inside)
        for part in (self.verify_button, self.edit_button, self.history_button, self.how):
            part.setEnabled(line is not None)
        self._come_to(f"upkeep.how.{line.service.id}" if line is not None else None)
        self._name.setText(line.service.name if line is not None else text("coordination.choose"))
        if line is None:
            return
        one = line.service
        for why in line.why:
            self._flow.addWidget(label(text(f"upkeep.why.{why}"), "tag_warn"))
        if one.address_class != "public":
            self._flow.addWidget(label(text(f"upkeep.address_class.{one.address_class}"), "tag"))
        self._tags.updateGeometry()
        for remark in line.remarks:
            self._inside.addWidget(self._remark(remark))
        if line.feedback is not None:
            self._inside.addWidget(self._feedback(line.feedback))
        rows = [
            (text(f"upkeep.field.{name}"), value, "") for name in SHOWN if (value := value_of(one, name, text))
        ]  # fmt: skip
        if not one.phone:
            rows.insert(0, (text("upkeep.field.phone"), text("upkeep.no_phone"), "warn"))
        checked = text("upkeep.checked", on=one.checked_on or "?", source=shortened(one.source))
        self._inside.addWidget(label(named("confidence", one.confidence, text) + " · " + checked, "muted", wrap=True))
        if one.description:
            self._inside.addWidget(label(one.description, wrap=True))
        values = QWidget()
        values.setLayout(facts(rows))
        self._inside.addWidget(values)
        self._inside.addStretch(1)

    def _remark(self, remark: Remark) -> Card:
        who = self._text("upkeep.remark_by", who=remark.counsellor, day=full_day(from_text(remark.at)))
        done = button(self._text("upkeep.settle"), partial(self.settled.emit, remark.id))
        line = row(label(who, "muted"), None, done)
        return Card(label(f"“{remark.text}”", "reading", wrap=True), line, spacing=4)

    def _feedback(self, told: Feedback) -> Card:
        text = self._text
        said = [
            text(f"upkeep.told.{what}", count=told.counts[what]) for what in SERVICE_OUTCOMES if told.counts.get(what)
        ]
        if told.typical_wait is not None:
            said.append(text("upkeep.told.weeks", weeks=f"{told.typical_wait:g}"))
        return Card(label(text("upkeep.told.title"), "h"), label(" · ".join(said), wrap=True), spacing=4)

    def verify(self) -> None:
        """Give how the entry was checked; without words, point at the box."""
        if self.how.text().strip():
            self.verified.emit(self.how.text())
        else:
            self.how.setFocus()

    def _come_to(self, place: str | None) -> None:
        if place == self._half.place:
            return
        # how one entry was checked must not land with another
        self._half.leave()
        self.how.clear()
        if place is not None:
            self._half.come_to(place)

    def done(self, service: ServiceId) -> None:
        """Let go of what was written about an entry, because it is kept."""
        self._half.done(f"upkeep.how.{service}")
