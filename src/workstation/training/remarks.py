"""Three remarks after a rehearsal: what went well, what to look at first, what next. Never a mark."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from workstation.training.comparison import SOON_S, Comparison, Row
from workstation.vocabulary.words import Words

FieldName = Callable[[str], str]
CodeName = Callable[[str, str], str]
REMARKS = 3
# what weighs most when it differs: first whom it is about, then what happened, then the rest
WEIGHT = (
    "persons", "is_contact", "relation_to_victim", "qualifiers", "urgency", "problem_type", "violence_forms",
    "context_family", "age",
)  # fmt: skip
MANY_KEYS = 12  # keys per field that is filled: above this the short codes save time


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark. `tone` is good, look or try."""

    tone: str
    words: str


def remarks(done: Comparison, text: Words, field_name: FieldName, code_name: CodeName) -> tuple[Remark, ...]:
    """Return exactly three remarks, the weightiest first of each kind."""
    found = [*_good(done, text)][:1] + [*_look(done, text, field_name, code_name)][:2]
    more = (one for one in (*_good(done, text), *_try(done, text)) if one not in found)
    while len(found) < REMARKS:
        found.append(next(more))
    return tuple(found)


def _good(done: Comparison, text: Words) -> Iterator[Remark]:
    noticed = [one for one in done.dangers if one.noticed_at is not None]
    at_once = [one for one in noticed if (one.after_s or 0) <= SOON_S]
    if at_once:
        seconds = round(at_once[0].after_s or 0)
        yield Remark("good", text("comparison.good.danger", what=at_once[0].what, seconds=seconds))
    told = [one for one in done.dangers if one.told_at is not None]
    if told and len(noticed) == len(told):
        yield Remark("good", text("comparison.good.all_dangers"))
    if done.rows and not done.to_look_at:
        yield Remark("good", text("comparison.good.all_fields"))
    if done.good:
        yield Remark("good", text("comparison.good.fields", good=len(done.good), all=len(done.rows)))


def _look(done: Comparison, text: Words, field_name: FieldName, code_name: CodeName) -> Iterator[Remark]:
    for danger in done.dangers:
        if danger.missed:
            yield Remark("look", text("comparison.look.danger", what=danger.what))
    for row in sorted(done.to_look_at, key=_weight):
        kind = {"persons": "persons", "is_contact": "is_contact"}.get(row.field, row.verdict)
        mine, model = (", ".join(code_name(row.field, one) for one in codes) for codes in (row.mine, row.model))
        said = text(
            f"comparison.look.{kind}", field=field_name(row.field), person=row.person, why=row.why, mine=mine,
            model=model,
        )  # fmt: skip
        yield Remark("look", said.strip())
    if done.extra_persons:
        yield Remark("look", text("comparison.look.extra_persons"))
    for danger in done.dangers:
        if (danger.after_s or 0) > SOON_S:
            seconds = round(danger.after_s or 0)
            yield Remark("look", text("comparison.look.slow", what=danger.what, seconds=seconds))


def _try(done: Comparison, text: Words) -> Iterator[Remark]:
    if done.rows and done.keys > MANY_KEYS * len(done.rows):
        yield Remark("try", text("comparison.try.short_codes"))
    if done.in_form_s > done.in_note_s > 0:
        yield Remark("try", text("comparison.try.listen"))
    for key in ("again", "aloud", "rest"):
        yield Remark("try", text(f"comparison.try.{key}"))


def _weight(row: Row) -> int:
    return WEIGHT.index(row.field) if row.field in WEIGHT else len(WEIGHT)
