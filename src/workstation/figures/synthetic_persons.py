"""Reported persons of a synthetic year and what followed for them, with every published margin."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

from workstation.figures.synthetic_margins import Shares, Year, scaled
from workstation.figures.whole_numbers import in_proportion, table

MINORS = frozenset({
    "unborn", "age_0_2", "age_3_6", "age_7_12", "age_13_17", "minor_unknown", "under_6", "age_6_12",
})  # fmt: skip
ONLY_MINORS = frozenset({"child_abuse", "violence_between_minors"})
ONLY_ADULTS = frozenset({
    "extrafamilial_adults", "intrafamilial_adults", "parent_abuse", "violence_against_adults",
})  # fmt: skip
OLD = frozenset({"age_60_plus", "adult_unknown", "adult_all"})
# how likely a minor is, against an adult: problems that are not bound to an age
MINOR_LIKING = {"partner_violence": 0.01, "separation": 0.6, "coping_past_violence": 0.05, "stalking": 0.05}
INSIDE = frozenset({"partner_violence", "intrafamilial_adults", "parent_abuse"})
OUTSIDE_LIKING = {"child_abuse": 0.05, "separation": 0.01, "violence_between_minors": 1.5, "elder_abuse": 0.6}
FOR_MINORS = frozenset({"vk_ocj", "kind_en_gezin", "vk"})
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class Person:
    """One reported person, in codes; `outcomes` holds each code at most once."""

    age: str
    gender: str
    problem: str
    context: str
    setting: str
    main_form: str
    forms: tuple[str, ...]
    outcomes: tuple[str, ...]

    @property
    def majority(self) -> str:
        """minor, adult or unknown, as contacts are coded."""
        return majority(self.age)


def majority(age: str) -> str:
    """Return minor, adult or unknown for a code of list person_age."""
    return "minor" if age in MINORS else "unknown" if age == "unknown" else "adult"


def persons(year: Year, number: int, random: Random) -> list[Person]:
    """Return the reported persons in random order; problem by age first, everything else within it."""
    problem, age = scaled(year.problem, year.persons, number), scaled(year.person_age, year.persons, number)
    cells = table(problem, age, [[age[a] * _age_liking(p, a) for a in age] for p in problem])
    genders = _genders(year, age, cells, number)
    contexts = _dealt(year.context, year, number, problem, _context_liking, random)
    settings = _settings(year, contexts, number, random)
    forms = _dealt(year.main_form, year, number, problem, _form_liking, random)
    rough: list[tuple[str, str, str, str, str, str]] = []
    for p, a in cells:
        for g in _shuffled({g: genders[a][p, g] for g in year.person_gender}, random):
            context = contexts[p].pop()
            rough.append((a, g, p, context, settings[context].pop(), forms[p].pop()))
    random.shuffle(rough)
    followed = _outcomes(year, number, [(majority(r[0]), r[2]) for r in rough], random)
    return [
        Person(*line, forms=_other_forms(line[5], random), outcomes=outcomes)
        for line, outcomes in zip(rough, followed, strict=True)
    ]


def _age_liking(problem: str, age: str) -> float:
    minor, adult = majority(age) == "minor", majority(age) == "adult"
    if problem in ONLY_MINORS:
        if problem == "violence_between_minors" and age in {"unborn", "age_0_2"}:
            return 0.0
        return 1.0 if minor else 0.0
    if problem in ONLY_ADULTS or problem == "elder_abuse":
        fits = age in OLD if problem == "elder_abuse" else adult
        return 1.0 if fits else 0.0
    return MINOR_LIKING.get(problem, 0.3) if minor else 1.0


def _genders(
    year: Year,
    age: Mapping[str, int],
    cells: Mapping[tuple[str, str], int],
    number: int,
) -> dict[str, dict[tuple[str, str], int]]:
    gender = scaled(year.person_gender, year.persons, number)
    wish = year.gender_of_majority
    by_age = table(gender, age, [[wish.get(majority(a), wish["adult"])[g] for a in age] for g in gender])
    found = {}
    for a in age:
        rows = {p: count for (p, other), count in cells.items() if other == a}
        seed = [[_gender_liking(p, g) for g in gender] for p in rows]
        found[a] = table(rows, {g: by_age[g, a] for g in gender}, seed)
    return found


def _gender_liking(problem: str, gender: str) -> float:
    if problem == "partner_violence":
        return {"female": 2.0, "unknown": 0.3}.get(gender, 1.0)
    return 1.0


def _dealt(
    shares: Shares,
    year: Year,
    number: int,
    problem: Mapping[str, int],
    liking: Callable[[str, str], float],
    random: Random,
) -> dict[str, list[str]]:
    """Return, per problem, the codes of another list for its persons, in random order."""
    codes = scaled(shares, year.persons, number)
    cells = table(problem, codes, [[liking(p, code) * codes[code] for code in codes] for p in problem])
    return {p: _shuffled({code: cells[p, code] for code in codes}, random) for p in problem}


def _context_liking(problem: str, context: str) -> float:
    if problem == "extrafamilial_adults" and context == "intrafamilial":
        return 0.0
    if context == "extrafamilial":
        return 0.0 if problem in INSIDE else OUTSIDE_LIKING.get(problem, 4.0)
    return 1.0


def _form_liking(problem: str, form: str) -> float:
    if problem == "other_no_violence":
        return 1.0 if form in {"other", "unknown"} else 0.0
    if problem == "separation":
        return {"unknown": 8.0, "emotional_violence": 2.0}.get(form, 0.3)
    if form.endswith("neglect"):
        return {"child_abuse": 1.0, "elder_abuse": 1.5}.get(problem, 0.05)
    if form == "economic_violence":
        return {"elder_abuse": 20.0, "intrafamilial_adults": 5.0, "child_abuse": 0.1}.get(problem, 1.0)
    return 1.0


def _settings(
    year: Year,
    contexts: Mapping[str, list[str]],
    number: int,
    random: Random,
) -> dict[str, list[str]]:
    found = {}
    for context, shares in year.setting.items():
        size = sum(dealt.count(context) for dealt in contexts.values())
        whole = {code: share.count or share.guess * size / 100 for code, share in shares.items()}
        stated = {code: share.count for code, share in shares.items() if share.count}
        if stated and number == year.persons:
            free = {code: weight for code, weight in whole.items() if code not in stated}
            counts = stated | in_proportion(size - sum(stated.values()), free)
        else:
            counts = in_proportion(size, whole)
        found[context] = _shuffled(counts, random)
    return found


def _other_forms(main_form: str, random: Random) -> tuple[str, ...]:
    """Return all forms ticked, the main one first; () means only the main one."""
    if main_form in {"unknown", "other"} or random.random() < 0.6:
        return ()
    more = ["emotional_violence", "physical_violence", "emotional_neglect", "physical_neglect", "sexual_violence"]
    others = [form for form in more if form != main_form]
    return (main_form, *random.sample(others, 1 if random.random() < 0.8 else 2))


def _outcomes(year: Year, number: int, people: Sequence[tuple[str, str]], random: Random) -> list[tuple[str, ...]]:
    """Deal the outcomes round and round over the persons they fit, so that nobody gets one twice."""
    total = round(year.outcome_total * number / year.persons)
    codes = scaled(year.outcome, year.outcome_total, total)
    groups: dict[str, list[int]] = {"institution": [], "minor": [], "adult": []}
    for place, (age, problem) in enumerate(people):
        kind = "institution" if problem == "institutional_abuse" else "minor" if age == "minor" else "adult"
        groups[kind].append(place)
    sizes = in_proportion(total, {kind: len(places) for kind, places in groups.items()})
    cells = table(codes, sizes, [[_fits(code, kind) * sizes[kind] for kind in sizes] for code in codes])
    found: list[tuple[str, ...]] = [()] * len(people)
    for kind, places in groups.items():
        receivers = [place for place in places if random.random() > 0.06] or places
        dealt = [code for code in codes for _ in range(cells[code, kind])]
        for turn, code in enumerate(dealt):
            place = receivers[turn % len(receivers)]
            found[place] = (*found[place], code)
    return found


def _fits(code: str, kind: str) -> float:
    if code == "commission_institutional_abuse":
        return 1.0 if kind == "institution" else 1e-6
    return 0.0 if code in FOR_MINORS and kind != "minor" else 1.0


def _shuffled(counts: Mapping[K, int], random: Random) -> list[K]:
    found = [key for key, count in counts.items() for _ in range(count)]
    random.shuffle(found)
    return found
