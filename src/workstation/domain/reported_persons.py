"""Reported persons: whom a call is about, and how they belong together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from workstation.domain.ids import PersonId

NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedPerson:
    """One (possible) victim a call is about.

    Every coded attribute has three honest empties, here and in `Call`:
    None and no entry in `missing` = not asked; the code `unknown` (or None where a list has no such code)
    with `missing[attribute] == "contact_does_not_know"` = asked, not known; the same with "refused" = refused.
    `age_years` is the exact age when it was told, `age_group` the code of list person_age either way.
    `municipality` is a NIS code of the directory. `relation_to_contact` reads "the contact is … of this person"
    (list relation_to_victim). `main_form` is one of `violence_forms` (soft rule R10).
    """

    id: PersonId
    is_contact: bool = False
    age_years: int | None = None
    age_group: str | None = None
    gender: str | None = None
    municipality: str | None = None
    problem_type: str | None = None
    context_family: str | None = None
    context_setting: str | None = None
    violence_forms: tuple[str, ...] = ()
    main_form: str | None = None
    violence_time: str | None = None
    relation_to_contact: str | None = None
    missing: Mapping[str, str] = field(default_factory=lambda: NOTHING)


@dataclass(frozen=True, slots=True)
class PersonRelation:
    """`one` is the `relation` of `other` (list person_relation); the inverse is derived, never stored."""

    one: PersonId
    relation: str
    other: PersonId


OLDEST = 130  # years: more is a typing error

AGE_BANDS = (
    (0, 2, "age_0_2"),
    (3, 6, "age_3_6"),
    (7, 12, "age_7_12"),
    (13, 17, "age_13_17"),
    (18, 59, "age_18_59"),
    (60, OLDEST, "age_60_plus"),
)


def age_band(years: int) -> str:
    """Return the person_age code of an exact age in whole years. Raises ValueError outside 0 to 130.

    Bands of the annual report of 2024; "from the third to the seventh birthday" is 3-6.
    """
    for low, high, code in AGE_BANDS:
        if low <= years <= high:
            return code
    raise ValueError("an age lies between 0 and 130")


def contact_age(years: int) -> str:
    """Return the contact_age code of an exact age in whole years. Raises ValueError outside 0 to 130."""
    for low, high, code in (
        (0, 11, "minor_under_12"),
        (12, 17, "minor_12_17"),
        (18, 59, "adult_18_59"),
        (60, OLDEST, "adult_60_plus"),
    ):
        if low <= years <= high:
            return code
    raise ValueError("an age lies between 0 and 130")
