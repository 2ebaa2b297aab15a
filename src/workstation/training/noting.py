"""What a trainee did and when: which answers at which second, how many keys, how long in the boxes of the form."""

from dataclasses import dataclass, field

from workstation.domain.calls import SAFETY_QUESTIONS
from workstation.forms.draft import Draft
from workstation.forms.spec import Value

WATCHED = (*SAFETY_QUESTIONS, "urgency", "qualifiers")


@dataclass(frozen=True, slots=True)
class Noted:
    """An answer that says something about danger, given at a second of the rehearsal; `name` "mark" for a mark."""

    at: float
    name: str
    answers: tuple[str, ...]


@dataclass(slots=True)
class Noting:
    """Looks at a draft now and then and remembers what is new. `in_form_s`: seconds the caret stood in a box."""

    keys: int = 0
    in_form_s: float = 0.0
    in_note_s: float = 0.0
    noted: list[Noted] = field(default_factory=list)
    _before: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _marks: int = 0
    _looked: float | None = None

    def look(self, draft: Draft, now: float, *, in_form: bool = False, in_note: bool = False) -> None:
        """Remember what was answered since the last look, and where the caret stood meanwhile."""
        passed = 0.0 if self._looked is None else max(0.0, now - self._looked)
        self._looked = now
        self.in_form_s += passed if in_form else 0.0
        self.in_note_s += passed if in_note else 0.0
        for _, kind in draft.marks[self._marks :]:
            self.noted.append(Noted(now, "mark", (kind,)))
        self._marks = len(draft.marks)
        for name in WATCHED:
            given = _given(draft, name)
            if given and given != self._before.get(name):
                self.noted.append(Noted(now, name, given))
            self._before[name] = given


def _given(draft: Draft, name: str) -> tuple[str, ...]:
    if name in draft.missing:
        return ("refused" if draft.missing[name] == "refused" else "unknown",)
    value: Value = draft.answers.get(name)
    if isinstance(value, tuple):
        return value
    return (value,) if isinstance(value, str) else ()
