"""Binds questions to a draft: shows what it says, tells it what was answered. One for the call, one for a person."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from workstation.forms.draft import Draft, PersonDraft
from workstation.forms.spec import Form, Value
from workstation.ui.forms.asking import Asking
from workstation.ui.forms.boxes import AgeEdit, CodeEdit, PlaceEdit
from workstation.ui.forms.chips import Chips
from workstation.ui.forms.segments import Segment, Segments
from workstation.ui.forms.type_ahead import TypeAhead
from workstation.ui.forms.words_box import WordsBox
from workstation.ui.parts import set_property
from workstation.vocabulary.words import Words

Tell = Callable[[Draft, str, Value, str | None], None]
Question = TypeAhead | Chips | Segments | WordsBox


class Sheet(QObject):
    """The questions of one form, by name. `show` decides which draft, and which person in it, they are about."""

    answered = Signal(str, object)  # name of the question, the answer as the draft keeps it now
    written = Signal(str, str)  # name of the question, text that was not recognised

    def __init__(self, form: Form, questions: Mapping[str, Question], asking: Asking, tell: Tell) -> None:
        super().__init__()
        self._asking, self._tell = asking, tell
        self._codes = {field.name: field.codes for field in form.fields}
        self.questions = dict(questions)
        self._draft: Draft | None = None
        self._person: str | None = None
        for name, question in self.questions.items():
            self._connect(name, question)

    def show(self, draft: Draft, person: str | None = None) -> None:
        """Show what this draft says (about this person)."""
        self._draft, self._person = draft, person
        target = self._target
        if target is None:
            return
        for name, question in self.questions.items():
            question.show_answer(target.answers.get(name), target.missing.get(name))

    @property
    def _target(self) -> Draft | PersonDraft | None:
        if self._draft is None or self._person is None:
            return self._draft
        return self._draft.person(self._person)

    def mark_open(self, names: frozenset[str]) -> None:
        """Mark the questions that still want an answer (after the call, never while it runs)."""
        for name, question in self.questions.items():
            value = "1" if name in names else ""
            if isinstance(question, Chips):
                question.mark_open(value)
            else:
                set_property(question, "todo", value)

    # -- telling -----------------------------------------------------------------------------------------------

    def _connect(self, name: str, question: Question) -> None:
        if isinstance(question, Chips):
            question.added.connect(partial(self._changed_codes, "add_code", name))
            question.removed.connect(partial(self._changed_codes, "remove_code", name))
            question.made_first.connect(partial(self._changed_codes, "make_first", name))
            question.cleared.connect(partial(self._not_asked, name))
        else:
            question.answered.connect(partial(self._answer, name))
        if not isinstance(question, WordsBox):
            question.left_open.connect(partial(self._leave_open, name))
        if isinstance(question, TypeAhead | Chips):
            question.written.connect(partial(self._write, name))

    def _answer(self, name: str, value: Value) -> None:
        draft, target = self._draft, self._target
        if draft is None or target is None:
            return
        before = target.answers.get(name)
        if before is not None and before != value and not isinstance(self.questions[name], WordsBox):
            draft.remember("answer_changed")
        if value == "unknown" and self._asking.unknown_code(self._codes[name]):
            draft.leave_open(name, "contact_does_not_know", code="unknown", person=self._person)
        else:
            self._tell(draft, name, value, self._person)
        self.answered.emit(name, value)

    def _leave_open(self, name: str, reason: str) -> None:
        if self._draft is not None and self._target is not None:
            self.leave_open(self._draft, name, reason, self._person)
            self.answered.emit(name, self._target.answers.get(name))

    def leave_open(self, draft: Draft, name: str, reason: str, person: str | None) -> None:
        """Keep that something was asked and not answered, with the list's own code for that where it has one."""
        target = draft.person(person) if person else draft
        if name in target.answers:
            draft.remember("answer_changed")
        code = self._asking.unknown_code(self._codes[name])
        several = code is not None and isinstance(self.questions.get(name), Chips)
        draft.leave_open(name, reason, code=(code,) if several and code else code, person=person)

    def _changed_codes(self, act: str, name: str, code: str) -> None:
        draft, target = self._draft, self._target
        if draft is None or target is None:
            return
        if act == "add_code" and name in target.missing:
            target.answers.pop(name, None)  # "unknown" makes way for what became known
        getattr(draft, act)(name, code, person=self._person)
        self.answered.emit(name, target.answers.get(name))

    def _not_asked(self, name: str) -> None:
        target = self._target
        if target is not None and name in target.missing:
            self._answer(name, None)

    def _write(self, name: str, text: str) -> None:
        if self._draft is not None and text not in self._draft.unrecognised:
            self._draft.unrecognised.append(text)
            self._draft.touched()
        self.written.emit(name, text)


def stops(sheet: Sheet, names: Iterable[str]) -> list[QWidget]:
    """Return what can have the focus in these questions, in reading order: for segments every button."""
    found: list[QWidget] = []
    for name in names:
        question = sheet.questions[name]
        found += question.buttons if isinstance(question, Segments) else [question.focusProxy() or question]
    return found


# -- making questions ------------------------------------------------------------------------------------------


def questions_of(form: Form, names: tuple[str, ...], asking: Asking) -> dict[str, Question]:
    """Return a question for each of these fields, in reading order, named by its word `<form>.<field>`."""
    return {
        field.name: _question(form.name, field.name, form, asking) for field in form.fields if field.name in names
    }


def plain_label(name: str, form: str, text: Words) -> str:
    """Return what a screen reader calls a question: its label without the mark of its letter."""
    return text(f"live.label.{form}.{name}").replace("&", "")


def _question(form: str, name: str, fields: Form, asking: Asking) -> Question:
    field, text = fields.field(name), asking.text
    label = next((text(key) for key in (f"live.of_caller.{name}", f"live.of_person.{name}") if key in text), "")
    label = label or plain_label(name, form, text)
    made: Question
    if name in SEGMENTED:
        letters, short = SEGMENTED[name]
        made = coded(label, field.codes or "", letters, asking, short=short)
    elif field.kind == "age":
        made = AgeEdit(label, field.codes or "", asking)
    elif field.kind == "place":
        made = PlaceEdit(label, asking)
    elif field.kind == "choices":
        made = Chips(label, field.codes or "", asking, with_main=name == "violence_forms")
    elif field.kind == "yes_no":
        made = Segments(label, yes_no(name, asking), text)
    elif field.kind == "text":
        made = WordsBox(label)
    else:
        made = CodeEdit(label, field.codes or "", asking)
    made.setObjectName(name)
    if isinstance(made, QLineEdit | Chips) and f"live.hint.{name}" in text:
        made.setPlaceholderText(text(f"live.hint.{name}"))
    return made


# lists short enough to stand side by side: letter of each code, and where the short words are
_GENDER = ({"female": "v", "male": "m", "nonbinary_other": "x"}, "live.gender")
SEGMENTED: Mapping[str, tuple[Mapping[str, str], str]] = {
    "channel": ({"phone": "t", "chat": "c", "email": "m", "outgoing_callback": "b"}, "live.channel"),
    "anonymous": ({"yes": "a", "no": "n"}, "live.anonymous"),
    "contact_gender": _GENDER,
    "gender": _GENDER,
    "urgency": (
        {"immediate_danger": "a", "urgent": "d", "not_urgent": "n", "not_assessed": "i"},
        "live.urgency",
    ),
    "context_family": ({"intrafamilial": "i", "extrafamilial": "e"}, "live.family"),
    "violence_time": ({"current": "l", "past": "v", "risk": "d"}, "live.time"),
}
ALWAYS_KNOWN = frozenset({"channel", "anonymous", "urgency"})  # choices that are never "asked, not known"
# what asks attention when it is answered so: the answer that is not the reassuring one
_ATTENTION = {"safe_to_talk": "no", "immediate_danger": "yes", "weapon": "yes", "children_present": "yes",
              "suicide": "yes", "worse_lately": "yes"}  # fmt: skip


def yes_no(name: str, asking: Asking) -> tuple[Segment, ...]:
    """Return Ja and Nee, with the one that asks attention marked."""
    weight = "alarm" if name == "immediate_danger" else "let"
    return tuple(
        Segment(value, asking.text(f"common.{value}"), letter, weight if _ATTENTION.get(name) == value else "")
        for value, letter in (("yes", "j"), ("no", "n"))
    )


def coded(name: str, codes: str, letters: Mapping[str, str], asking: Asking, *, short: str) -> Segments:
    """Return a segmented choice over codes of a list. `letters`: code → letter. `short`: words that fit a button."""
    weights = {"immediate_danger": "alarm"}
    choices = tuple(
        Segment(code, asking.text(f"{short}.{code}"), letter, weights.get(code, ""))
        for code, letter in letters.items()
    )
    may_be_open = codes not in ALWAYS_KNOWN
    return Segments(name, choices, asking.text, may_be_open=may_be_open, wraps=codes == "urgency")
