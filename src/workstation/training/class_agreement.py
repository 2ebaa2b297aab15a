"""How far a class of trainees agrees on one scenario or several, per field: which definitions cause disagreement."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations

from workstation.training.agreement import Answer, cohens_kappa, krippendorffs_alpha, percentage
from workstation.training.comparison import NOT_ASKED, Comparison

MOST_DIFFERENCES = 3  # of a field, to talk about
LEFT_OUT = frozenset({"persons", "is_contact"})  # no codes of a list


@dataclass(frozen=True, slots=True)
class Registered:
    """What one trainee coded in one scenario: (person's label, field) -> codes. No name of anybody: `trainee` is what
    the class calls him.
    """

    trainee: str
    scenario: str
    codes: Mapping[tuple[str, str], tuple[str, ...]]

    @classmethod
    def of(cls, trainee: str, done: Comparison) -> "Registered":
        """Return what a comparison holds of the trainee's own codes."""
        rows = [row for row in done.rows if row.field not in LEFT_OUT]
        return cls(trainee, done.scenario, {(row.person, row.field): row.mine or (NOT_ASKED,) for row in rows})


@dataclass(frozen=True, slots=True)
class FieldAgreement:
    """One field. `kappa` for exactly two trainees, `alpha` for any number; None where it cannot be told. `apart`
    are the two answers most often confused, None when nobody differed; `differences` the most frequent ones with how
    many pairs of answers they set apart ("" = the code was not there).
    """

    field: str
    units: int
    percentage: float | None
    kappa: float | None
    alpha: float | None
    apart: tuple[str, str] | None
    differences: tuple[tuple[tuple[str, str], int], ...] = ()


def class_agreement(registered: Iterable[Registered]) -> tuple[FieldAgreement, ...]:
    """Return the agreement per field, the least agreed first. The last rehearsal of a trainee counts.

    Of a field with several answers each code is a question of its own: is it there or not.
    """
    last = {(one.scenario, one.trainee): one for one in registered}
    trainees = sorted({one.trainee for one in last.values()})
    scenarios = sorted({one.scenario for one in last.values()})
    found: dict[str, list[tuple[Answer, ...]]] = {}
    apart: dict[str, Counter[tuple[str, str]]] = {}
    for scenario in scenarios:
        codes = [last[scenario, who].codes if (scenario, who) in last else {} for who in trainees]
        for place in dict.fromkeys(place for one in codes for place in one):
            given = [one.get(place) for one in codes]
            found.setdefault(place[1], []).extend(_units(given))
            apart.setdefault(place[1], Counter()).update(_differences(given))
    return tuple(sorted((_field(name, found[name], apart[name]) for name in found), key=_least))


def _field(name: str, units: list[tuple[Answer, ...]], apart: Counter[tuple[str, str]]) -> FieldAgreement:
    two = bool(units) and len(units[0]) == 2
    most = apart.most_common(1)
    return FieldAgreement(
        name,
        len(units),
        percentage(units),
        cohens_kappa(units) if two else None,
        krippendorffs_alpha(units),
        most[0][0] if most else None,
        tuple(apart.most_common(MOST_DIFFERENCES)),
    )


def _units(given: list[tuple[str, ...] | None]) -> list[tuple[Answer, ...]]:
    if all(one is None or len(one) == 1 for one in given):
        return [tuple(one[0] if one else None for one in given)]
    codes = sorted({code for one in given for code in one or ()} - {NOT_ASKED})
    return [tuple(None if one is None else code in one for one in given) for code in codes]


def _differences(given: list[tuple[str, ...] | None]) -> Iterable[tuple[str, str]]:
    told = [one for one in given if one is not None]
    for one, other in combinations(told, 2):
        for mine in sorted(set(one) - set(other)) or [""]:
            for theirs in sorted(set(other) - set(one)) or [""]:
                if mine != theirs:
                    first, second = sorted((mine, theirs))
                    yield first, second


def _least(one: FieldAgreement) -> tuple[float, str]:
    return (one.percentage if one.percentage is not None else 101.0, one.field)
