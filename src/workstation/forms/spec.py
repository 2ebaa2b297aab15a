"""What a form is: sections of fields, in the order of reading, which is the order of Tab."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

Value = str | int | tuple[str, ...] | None
Answers = Mapping[str, Value]
Condition = Callable[[Answers], bool]

Kind = Literal["choice", "choices", "text", "prose", "age", "place", "yes_no", "moment", "seconds"]


def always(_answers: Answers) -> bool:
    """Return True: asked in every call."""
    return True


def never(_answers: Answers) -> bool:
    """Return False."""
    return False


@dataclass(frozen=True, slots=True)
class Field:
    """One question. `codes` names its list in the codebook. `needed` says whether closing wants an answer:
    "unknown" and "refused" are answers; only "not asked" is open. A field is never required to save.
    """

    name: str
    kind: Kind
    codes: str | None = None
    needed: Condition = never
    shown: Condition = always


@dataclass(frozen=True, slots=True)
class Section:
    """Fields that stand together under one heading."""

    name: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """A named form; its words stand under `<name>.<field>` in `resources/text`."""

    name: str
    sections: tuple[Section, ...]

    @property
    def fields(self) -> tuple[Field, ...]:
        """All fields in the order of reading."""
        return tuple(field for section in self.sections for field in section.fields)

    def field(self, name: str) -> Field:
        """Return the field of this name. Raises KeyError."""
        for field in self.fields:
            if field.name == name:
                return field
        raise KeyError(name)
