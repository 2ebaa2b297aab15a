"""Somebody in a few Dutch words: a noun for gender and age together, the age, the place."""

from collections.abc import Callable

from workstation.domain.reported_persons import ReportedPerson
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

PlaceName = Callable[[str], str]  # the name of a municipality by its NIS code
GENDERS = ("female", "male", "nonbinary_other")


def noun(gender: str | None, *, minor: bool | None, text: Words) -> str:
    """Return "een vrouw", "een jongen", "iemand": what gender and being of age allow to say, and no more."""
    stage = {True: "minor", False: "adult", None: "any"}[minor]
    return text(f"read_back.noun.{stage}_{gender if gender in GENDERS else 'none'}")


def with_age(who: str, code: str | None, years: int | None, text: Words) -> str:
    """Add the age: exact where it was told, else the group. An age that was asked and not known is said to be so;
    one that was not asked is left out.
    """
    if years is not None:
        return text("read_back.age.years" if years else "read_back.age.under_one", who=who, years=years)
    key = f"read_back.age.{code}"
    return text(key, who=who) if key in text else who


def person_phrase(person: ReportedPerson, codebook: Codebook, text: Words) -> str:
    """Return "een vrouw van 18–59 jaar", without the place."""
    if person.age_group == "unborn":
        return text("read_back.noun.unborn")
    who = noun(person.gender, minor=codebook.minor(person.age_group), text=text)
    return with_age(who, person.age_group, person.age_years, text)
