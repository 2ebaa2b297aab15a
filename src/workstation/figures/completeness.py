"""Completeness: how often a question has no answer, and how often nothing at all was filled in."""

from collections.abc import Iterable

from workstation.figures import dimensions as d
from workstation.figures.around import Around, Counted, is_known
from workstation.figures.rounding import exact, percentage
from workstation.figures.spec import NOT_APPLICABLE, NOTHING, Cell, Dimension, Figure, Scope, Tally

FIELDS = {
    "contact_age": d.CONTACT_AGE,
    "contact_gender": d.CONTACT_GENDER,
    "anonymous": d.ANONYMOUS,
    "relation_to_victim": d.RELATION,
    "person_gender": d.GENDER,
    "person_age": d.AGE,
    "problem_type": d.PROBLEM,
    "context_family": d.CONTEXT,
    "context_setting": d.SETTING,
    "main_form": d.MAIN_FORM,
}


def needs(figure: Figure, scope: Scope) -> tuple[Tally, ...]:
    """Return one plain count per field."""
    del figure
    return tuple(Tally(dimension.unit, (dimension.name,), scope) for dimension in FIELDS.values())


def cells(figure: Figure, counted: Counted, around: Around) -> Iterable[Cell]:
    """Return per field the share without an answer, and in column `not_recorded` the share left empty."""
    for tally, (row, dimension) in zip(needs(figure, around.scope), FIELDS.items(), strict=True):
        base = missing = empty = 0
        for (code,), (n, _) in counted[tally].items():
            if code == NOT_APPLICABLE:
                continue
            base += n
            missing += 0 if _answered(dimension, code) else n
            empty += n if code.startswith(NOTHING) else 0
        for column, n in (("", missing), ("not_recorded", empty)):
            label = around.text(f"figures.field.{row}") + (f" · {around.text('figures.row.empty')}" if column else "")
            yield Cell(
                figure.id, row, column, label, n, base, exact(n, base), None, percentage(n, base, figure.decimals)
            )


def _answered(dimension: Dimension, code: str) -> bool:
    # "minor, age unknown" is half an answer: for completeness it counts as none
    return is_known(dimension, code) and not code.endswith("_unknown")
