"""A trainee's registration beside the reference: field by field, danger by danger. Never a mark out of ten."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

from workstation.domain.calls import SAFETY_QUESTIONS, Call
from workstation.domain.reported_persons import ReportedPerson
from workstation.training.caller_script import CallerScript
from workstation.training.noting import Noted, Noting
from workstation.training.scenario import Danger, Expected, ExpectedPerson, Scenario

# same: the model itself · also_good: accepted · missed: nothing there · part: some of what must be there ·
# other: a code nobody foresaw · extra: something where nothing belongs
Verdict = Literal["same", "also_good", "missed", "part", "other", "extra"]
GOOD = frozenset({"same", "also_good"})
# attributes of the records whose question has another name
ATTRIBUTES = {"age": "age_group", "violence_forms": "violence_forms"}
NOT_ASKED = "not_asked"
MOST_PERSONS = 6  # of a rehearsal: who notes more is compared by his first ones
SOON_S = 60  # a danger sign noticed within this is noticed at once


@dataclass(frozen=True, slots=True)
class Row:
    """One field of both registrations. `person` is the label of the reference's person, empty = the call.

    `mine` and `model` are codes; "not_asked" stands for an answer that is not there.
    """

    field: str
    person: str
    mine: tuple[str, ...]
    model: tuple[str, ...]
    verdict: Verdict
    why: str = ""

    @property
    def good(self) -> bool:
        """Whether this is as it should be."""
        return self.verdict in GOOD


@dataclass(frozen=True, slots=True)
class DangerRow:
    """One danger sign. `told_at` None: this talk never came to it. `noticed_at` None: it was missed; `by` how it was
    noticed (a question, or mark). Seconds of the rehearsal.
    """

    what: str
    told_at: float | None
    noticed_at: float | None
    by: str = ""

    @property
    def after_s(self) -> float | None:
        """How long it took; 0 where it was noted before it was said again."""
        if self.told_at is None or self.noticed_at is None:
            return None
        return max(0.0, self.noticed_at - self.told_at)

    @property
    def missed(self) -> bool:
        """Whether it was said and not noticed."""
        return self.told_at is not None and self.noticed_at is None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Everything of one rehearsal. `extra_persons`: persons of the trainee the reference does not know."""

    scenario: str
    title: str
    rows: tuple[Row, ...]
    dangers: tuple[DangerRow, ...]
    extra_persons: int
    keys: int
    seconds: int
    in_form_s: int
    in_note_s: int

    @property
    def good(self) -> tuple[Row, ...]:
        """The fields that are as they should be."""
        return tuple(row for row in self.rows if row.good)

    @property
    def to_look_at(self) -> tuple[Row, ...]:
        """The fields to talk about."""
        return tuple(row for row in self.rows if not row.good)


def compare(call: Call, scenario: Scenario, script: CallerScript, noting: Noting, seconds: float) -> Comparison:
    """Lay a registration beside the reference of its scenario."""
    reference = scenario.reference
    rows = [_row(one, _of_call(call, one.field), "") for one in reference.fields]
    mine = _matched(call.persons[:MOST_PERSONS], reference.persons)
    for expected, person in zip(reference.persons, mine, strict=True):
        rows += _person_rows(expected, person, call)
    matched = sum(one is not None for one in mine)
    return Comparison(
        scenario=scenario.id,
        title=scenario.title,
        rows=tuple(rows),
        dangers=dangers_so_far(scenario, script, noting),
        extra_persons=len(call.persons) - matched,
        keys=noting.keys,
        seconds=round(seconds),
        in_form_s=round(noting.in_form_s),
        in_note_s=round(noting.in_note_s),
    )


def _person_rows(expected: ExpectedPerson, person: ReportedPerson | None, call: Call) -> Iterator[Row]:
    if person is None:
        if not expected.optional:
            yield Row("persons", expected.label, (), (expected.label,), "missed")
        return
    if expected.is_contact != person.is_contact:
        told = ("yes" if person.is_contact else "no",)
        yield Row("is_contact", expected.label, told, ("yes" if expected.is_contact else "no",), "other")
    for one in expected.fields:
        yield _row(one, _of_person(person, one.field, call), expected.label)


def _row(expected: Expected, mine: tuple[str, ...], person: str) -> Row:
    return Row(expected.field, person, mine, expected.model, verdict(expected, mine), expected.why)


def verdict(expected: Expected, mine: tuple[str, ...]) -> Verdict:
    """Return how an answer stands to what was expected."""
    accepted = {*expected.model, *expected.accepted}
    given = mine or (NOT_ASKED,)
    if expected.several:
        return _of_several(expected, mine)
    if given == expected.model[:1]:
        return "same"
    if given[0] in accepted:
        return "also_good"
    return "other" if mine else "missed"


def _of_several(expected: Expected, mine: tuple[str, ...]) -> Verdict:
    must, may = set(expected.model), {*expected.model, *expected.accepted}
    if set(mine) - may:
        return "other" if must else "extra"
    if must <= set(mine):
        return "same" if set(mine) == must else "also_good"
    return "part" if must & set(mine) else "missed"


# -- reading the trainee's record --------------------------------------------------------------------------------


def _of_call(call: Call, name: str) -> tuple[str, ...]:
    if name in SAFETY_QUESTIONS:
        told = call.safety.get(name)
        return (told,) if told else ()
    return _told(getattr(call, name), call.missing.get(name))


def _of_person(person: ReportedPerson, name: str, call: Call) -> tuple[str, ...]:
    if name == "outcomes":
        return tuple(dict.fromkeys(one.code for one in call.outcomes if one.person == person.id))
    attribute = ATTRIBUTES.get(name, name)
    return _told(getattr(person, attribute), person.missing.get(attribute))


def _told(value: object, missing: str | None) -> tuple[str, ...]:
    if isinstance(value, tuple):
        return value
    if isinstance(value, str) and value:
        return (value,)
    return ("refused" if missing == "refused" else "unknown",) if missing else ()


def _matched(
    persons: Sequence[ReportedPerson], expected: tuple[ExpectedPerson, ...]
) -> tuple[ReportedPerson | None, ...]:
    """Return for each expected person the trainee's that fits best: the order in which they were noted is free."""
    places: list[ReportedPerson | None] = [*persons, *([None] * len(expected))]
    best = max(
        permutations(places, len(expected)),
        key=lambda way: sum(_fit(one, person) for one, person in zip(expected, way, strict=True)),
        default=(),
    )
    return tuple(best)


def _fit(expected: ExpectedPerson, person: ReportedPerson | None) -> float:
    if person is None:
        return 0.0
    same = sum(_fits(one, person) for one in expected.fields if one.field != "outcomes")
    # who calls for himself is himself, however the rest was coded; somebody optional gives way to who must be there
    return 0.1 + same + (3 if person.is_contact == expected.is_contact else 0) - (0.5 if expected.optional else 0)


def _fits(expected: Expected, person: ReportedPerson) -> float:
    attribute = ATTRIBUTES.get(expected.field, expected.field)
    mine = _told(getattr(person, attribute), person.missing.get(attribute))
    weight = 2.0 if expected.field in ("age", "gender") else 1.0
    return weight if mine and verdict(expected, mine) in GOOD else 0.0


# -- danger ------------------------------------------------------------------------------------------------------


def dangers_so_far(scenario: Scenario, script: CallerScript, noting: Noting) -> tuple[DangerRow, ...]:
    """Return every danger sign of a scenario, as far as the talk has come."""
    return tuple(_danger(one, script, noting.noted) for one in scenario.dangers)


def _danger(danger: Danger, script: CallerScript, noted: Sequence[Noted]) -> DangerRow:
    """Return when a sign was noticed; who asked before it was said noticed it at once."""
    told = script.first_said(danger.id)
    ways = dict(danger.noticed_by)
    for one in noted:
        if told is not None and one.name in ways and set(one.answers) & set(ways[one.name]):
            return DangerRow(danger.what, told, one.at, one.name)
    return DangerRow(danger.what, told, None)
