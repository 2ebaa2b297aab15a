"""Why not yet: what a counsellor can still mend."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `person` is the id of the reported person it is about, None for the call itself.

    `text_key` names a sentence of `resources/text`; `values` fill its gaps.
    """

    field: str
    text_key: str
    person: str | None = None
    values: tuple[tuple[str, str], ...] = ()


class NotReady(Exception):
    """The counsellor can mend it; nothing was written."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems
