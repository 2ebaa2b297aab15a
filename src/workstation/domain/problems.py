"""Why not yet: what a counsellor can still mend."""

from dataclasses import dataclass
from typing import Literal

# needed: closing wants an answer · hard: a rule that must hold · soft: can be set aside with a reason
Severity = Literal["needed", "hard", "soft"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `person` is the id of the reported person it is about, None for the call itself.

    `text_key` names a sentence of `resources/text` (for a needed answer: the field's own word); `values` fill its
    gaps. `rule` is the id of the consistency rule that found it, None where no rule did.
    """

    field: str
    text_key: str
    person: str | None = None
    values: tuple[tuple[str, str], ...] = ()
    severity: Severity = "needed"
    rule: str | None = None


class NotReady(Exception):
    """The counsellor can mend it; nothing was written."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


class ChangedMeanwhile(Exception):
    """Somebody else changed the record since it was read; nothing was written. Read it again."""
