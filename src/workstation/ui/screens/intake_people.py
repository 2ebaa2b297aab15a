"""Who the call is about: the strip of persons, and the questions about the chosen one."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QWidget

from workstation.forms.draft import Draft, PersonDraft
from workstation.forms.spec import Value
from workstation.ui.forms.asking import Asking
from workstation.ui.forms.boxes import CodeEdit
from workstation.ui.forms.sheet import Sheet, stops
from workstation.ui.parts import Card, Flow, button, label, row
from workstation.ui.screens.intake_cards import Rows
from workstation.ui.screens.intake_persons import PersonStrip, person_words, problem_words

PERSON_QUESTIONS = (
    "age",
    "gender",
    "municipality",
    "relation_to_contact",
    "problem_type",
    "violence_forms",
    "context_family",
    "context_setting",
    "violence_time",
    "outcomes",
)
READING_ORDER = (*PERSON_QUESTIONS[:6], "context_setting", "context_family", *PERSON_QUESTIONS[8:])
ROWS = (
    ("age", "gender"),
    ("municipality",),
    ("relation_to_contact",),
    ("problem_type",),
    ("violence_forms",),
    ("context_setting", "context_family"),
    ("violence_time",),
    ("outcomes",),
)
RelationOf = Callable[[Draft, str, str], str | None]


class RelationRow(QWidget):
    """What the chosen person is of one other person."""

    told = Signal(str, object)  # id of the other person, code or None

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self._asking = asking
        self.other = ""
        self.box = CodeEdit("", "person_relation", asking)
        self._to = label("", "muted")
        line = row(self.box, self._to, spacing=6)
        line.setStretch(0, 1)
        self.setLayout(line)
        self.setFocusProxy(self.box)
        self.box.answered.connect(lambda value: self.told.emit(self.other, value))
        self.box.left_open.connect(lambda _reason: self.told.emit(self.other, None))

    def show_relation(self, numbers: tuple[int, int], other: str, relation: Value) -> None:
        """Show the bond with another person. `numbers`: of the chosen person, of the other."""
        self.other = other
        text = self._asking.text
        self.box.setAccessibleName(text("live.person.relation_name", one=numbers[0], other=numbers[1]))
        self.box.setPlaceholderText(text("live.person.relation_hint"))
        self._to.setText(text("live.person.relation_to", number=numbers[1]))
        self.box.show_answer(relation)


class PeopleCard(Card):
    """The persons of the call and the codes of the chosen one."""

    add_requested = Signal()
    contact_requested = Signal()
    remove_requested = Signal(str)
    chosen = Signal(str)
    related = Signal(str, object)

    def __init__(self, sheet: Sheet, asking: Asking, relation_of: RelationOf) -> None:
        text = asking.text
        self._asking, self._relation_of, self._sheet = asking, relation_of, sheet
        self._add = add = button(text("live.person.add"), key="Ctrl+P")
        add.setProperty("seg", "1")
        self._contact = button(text("live.person.make_contact"), key="Ctrl+I")
        self._contact.setCheckable(True)
        self._contact.setProperty("seg", "1")
        self._contact.setToolTip(text("live.person.make_contact_tip"))
        self.strip = PersonStrip(asking)
        self._none = label(text("live.person.none"), "muted", wrap=True)
        self._fields = QWidget()
        self._fields.setProperty("clear", "1")
        super().__init__(
            _head(label(text("live.card.people"), "h"), self._contact, add),
            self.strip,
            self._none,
            self._fields,
            spacing=4,
        )
        add.clicked.connect(lambda _on=False: self.add_requested.emit())
        self._contact.clicked.connect(lambda _on=False: self.contact_requested.emit())
        self.strip.chosen.connect(self.chosen)
        self.strip.remove_requested.connect(self.remove_requested)
        self.rows = Rows("person", ROWS, sheet, text)
        self._fields.setLayout(self.rows)
        self._relations: list[tuple[QLabel, RelationRow]] = []

    def show_draft(self, draft: Draft) -> None:
        """Show the persons, and what is known of the chosen one."""
        person = draft.person(draft.selected) if draft.selected else None
        self.strip.show_draft(draft)
        self._none.setVisible(not draft.persons)
        self._fields.setVisible(person is not None)
        self._contact.setVisible(person is not None)
        if person is None:
            return
        self._contact.setChecked(person.is_contact)
        self._sheet.show(draft, person.id)
        apart = not person.is_contact and len(draft.persons) > 1
        self.rows.show_row("relation_to_contact", shown=apart)
        self._show_relations(draft, person.id)

    def _show_relations(self, draft: Draft, person: str) -> None:
        numbers = {str(one.id): at + 1 for at, one in enumerate(draft.persons)}
        others = [one.id for one in draft.persons if one.id != person]
        while len(self._relations) < len(others):
            made = RelationRow(self._asking)
            made.told.connect(self.related)
            name = label("", "", made)
            line = self.rows.lines + len(self._relations)
            self.rows.addWidget(name, line, 0)
            self.rows.addWidget(made, line, 1, 1, 3)
            self._relations.append((name, made))
        for at, (name, made) in enumerate(self._relations):
            there = at < len(others)
            if there:
                pair = (numbers[person], numbers[others[at]])
                made.show_relation(pair, others[at], self._relation_of(draft, person, others[at]))
                name.setText(self._asking.text("live.person.relation_row", one=numbers[person]))
            name.setVisible(there)
            made.setVisible(there)

    def in_words(self, draft: Draft) -> tuple[str, ...]:
        """Return each person in a line."""
        return tuple(self._line(one, number) for number, one in enumerate(draft.persons, 1))

    def _line(self, person: PersonDraft, number: int) -> str:
        book = self._asking.codebook
        parts = [f"{number}  {person_words(person, number, self._asking)}", problem_words(person, self._asking)]
        for name, codes in (("violence_forms", "violence_form"), ("outcomes", "outcome")):
            found = person.answers.get(name)
            parts.append(", ".join(book.label(codes, one) for one in found) if isinstance(found, tuple) else "")
        if person.is_contact:
            parts.append(self._asking.text("live.person.is_contact"))
        return " · ".join(part for part in parts if part)

    @property
    def shape(self) -> tuple[int, int]:
        """How many cards and how many bonds there are: what Tab's order depends on."""
        return len(self.strip.cards), len(self._relations)

    def in_order(self) -> list[QWidget]:
        """Return what can have the focus, in reading order."""
        bonds = [made.box for _, made in self._relations]
        return [self._contact, self._add, *self.strip.cards, *stops(self._sheet, READING_ORDER), *bonds]


def _head(*parts: QWidget) -> QWidget:
    """Return the heading with its buttons; they wrap where the letters are large."""
    made = QWidget()
    made.setProperty("clear", "1")
    flow = Flow(made)
    parts[0].setMinimumHeight(parts[-1].sizeHint().height())
    for part in parts:
        flow.addWidget(part)
    return made
