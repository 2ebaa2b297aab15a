"""Which services to think of first for a problem, before a word is typed."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from workstation import resources


@dataclass(frozen=True, slots=True)
class SuggestionRow:
    """For a code of list `kind` (problem_type or violence_form; empty code = nothing known yet): whom to name first.
    Kind `region` with code wallonia: whom to name there, after the others.

    `person` is any or minor. `targets` are ids of services or categories; a category means the service of that
    category that serves the municipality.
    """

    kind: str
    code: str
    person: str
    targets: tuple[str, ...]


def read_suggestions(text: str) -> tuple[SuggestionRow, ...]:
    """Return the rows of a CSV text: kind, code, person, targets (joined by |)."""
    return tuple(
        SuggestionRow(row["kind"], row["code"], row["person"], tuple(row["targets"].split("|")))
        for row in csv.DictReader(io.StringIO(text))
    )


@cache
def shipped_suggestions() -> tuple[SuggestionRow, ...]:
    """Return the rows that came with the program."""
    return read_suggestions(resources.read("directory", "first_suggestions.csv"))


def wanted(
    rows: Iterable[SuggestionRow], problem_types: Iterable[str], forms: Iterable[str], region: str, *, minor: bool
) -> Iterator[str]:
    """Yield targets, the first to name first: by form of violence, by problem, then the usual ones."""
    by_code = {(row.kind, row.code, row.person): row.targets for row in rows}
    codes = [("violence_form", code) for code in forms if code]
    codes += [("problem_type", code) for code in problem_types if code]
    codes += [("problem_type", ""), ("region", region)]
    for kind, code in codes:
        targets = by_code.get((kind, code, "minor")) if minor else None
        yield from targets or by_code.get((kind, code, "any"), ())
