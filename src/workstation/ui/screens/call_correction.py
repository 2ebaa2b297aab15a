"""Correcting a coded answer of a filed call: which, what instead, and why."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QGridLayout

from workstation.domain.calls import Call
from workstation.ui.parts import Card, button, heading, label, row
from workstation.ui.text_fields import Line
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

# attribute → list of the codebook; single codes only: several at once are corrected by opening the call again
OF_CALL = {
    "channel": "channel",
    "relation_to_victim": "relation_to_victim",
    "contact_age": "contact_age",
    "contact_gender": "gender",
    "urgency": "urgency",
    "heard_via": "heard_via",
    "team": "team",
}
OF_PERSON = {
    "age_group": "person_age",
    "gender": "gender",
    "problem_type": "problem_type",
    "main_form": "violence_form",
    "context_family": "context_family",
    "context_setting": "context_setting",
    "violence_time": "violence_time",
    "relation_to_contact": "relation_to_victim",
}
# an exact age belongs to its band: with another band it is no longer true
EXACT = {"age_group": "age_years", "contact_age": "contact_age_years"}


def corrected(call: Call, person: str | None, attribute: str, code: str) -> Call:
    """Return the call with one other code; what stood there as "asked, not known" goes with it."""
    if person is None:
        missing = {name: why for name, why in call.missing.items() if name != attribute}
        changed = {attribute: code, "missing": missing} | ({EXACT[attribute]: None} if attribute in EXACT else {})
        return replace(call, **changed)  # type: ignore[arg-type]
    persons = []
    for one in call.persons:
        if one.id != person:
            persons.append(one)
            continue
        missing = {name: why for name, why in one.missing.items() if name != attribute}
        change: dict[str, object] = {attribute: code, "missing": missing}
        if attribute in EXACT:
            change[EXACT[attribute]] = None
        if attribute == "main_form":
            change["violence_forms"] = (code, *(form for form in one.violence_forms if form != code))
        persons.append(replace(one, **change))  # type: ignore[arg-type]
    return replace(call, persons=tuple(persons))


class CorrectionCard(Card):
    """Hidden until it is asked for. `wished` gives the corrected call and the reason."""

    wished = Signal(object, str)

    def __init__(self, codebook: Codebook, text: Words) -> None:
        self._codebook = codebook
        self._text = text
        self._call: Call | None = None
        self.what = QComboBox()
        self.what.setAccessibleName(text("call_page.correct_what"))
        self.value = QComboBox()
        self.value.setAccessibleName(text("call_page.correct_to"))
        for combo in (self.what, self.value):
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            combo.setMinimumContentsLength(18)
        self.reason = Line(text("call_page.correct_why"), text("call_page.correct_why_hint"))
        self._told = label("", "warn", wrap=True)
        grid = QGridLayout()
        grid.setVerticalSpacing(4)
        for at, (name, field) in enumerate((("what", self.what), ("to", self.value), ("why", self.reason))):
            grid.addWidget(label(text(f"call_page.correct_{name}"), "", field), at, 0)
            grid.addWidget(field, at, 1)
        grid.setColumnStretch(1, 1)
        keep = button(text("call_page.correct_keep"), self.keep, kind="primary")
        close = button(text("window.close"), self.done, kind="flat")
        super().__init__(
            heading(text("commands.correct_call"), keys=("Ctrl+R",)), grid, self._told, row(keep, close, None)
        )
        self._told.setVisible(False)
        self.what.currentIndexChanged.connect(lambda _at: self._offer())
        self.reason.returnPressed.connect(self.keep)
        self.setVisible(False)

    def show_call(self, call: Call) -> None:
        """Say which call it is about."""
        self._call = call
        self.what.clear()
        for at, person in enumerate(call.persons, start=1):
            who = self._text("summary.person.title", person=at)
            for name in OF_PERSON:
                self.what.addItem(f"{who}: {self._name(name)}", (person.id, name))
        for name in OF_CALL:
            self.what.addItem(self._name(name), (None, name))

    def _name(self, attribute: str) -> str:
        return self._text(f"call_page.attribute.{attribute}")

    def begin(self) -> None:
        """Open, with the caret in the first field."""
        if self._call is not None:
            self.setVisible(True)
            self.what.setFocus()

    def done(self) -> None:
        """Close and forget the reason."""
        self.reason.clear()
        self.tell("")
        self.setVisible(False)

    def tell(self, words: str) -> None:
        """Say why it was not kept."""
        self._told.setText(words)
        self._told.setVisible(bool(words))

    def _offer(self) -> None:
        self.value.clear()
        chosen = self.what.currentData()
        if chosen is None or self._call is None:
            return
        person, attribute = chosen
        listed = (OF_CALL if person is None else OF_PERSON)[attribute]
        holder = self._call if person is None else next(one for one in self._call.persons if one.id == person)
        for code in self._codebook.offered(listed, self._call.day):
            self.value.addItem(code.label, code.code)
        self.value.setCurrentIndex(self.value.findData(getattr(holder, attribute)))

    def keep(self) -> None:
        """Ask to keep the correction; without a reason the caret goes to the reason."""
        chosen, code = self.what.currentData(), self.value.currentData()
        if self._call is None or chosen is None or code is None:
            self.value.setFocus()
        elif not self.reason.text().strip():
            self.tell(self._text("call_page.reason_please"))
            self.reason.setFocus()
        else:
            person, attribute = chosen
            self.wished.emit(corrected(self._call, person, attribute, code), self.reason.text().strip())
