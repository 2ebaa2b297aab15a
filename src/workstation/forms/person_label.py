"""A reported person in one short line, for the strip of persons: "vrouw · 18-59 · Gent"."""

from collections.abc import Iterator

from workstation.domain.reported_persons import ReportedPerson
from workstation.forms.draft import PersonDraft
from workstation.forms.finished import person_of
from workstation.forms.person_words import GENDERS, PlaceName, noun
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words


def person_label(
    person: PersonDraft | ReportedPerson, codebook: Codebook, text: Words, place_name: PlaceName
) -> str:  # fmt: skip
    """Return what is known of a person, shortly; what is not known is left out."""
    known = person if isinstance(person, ReportedPerson) else person_of(person)
    parts = [*_parts(known, codebook, text, place_name)] or [text("person.label.nobody")]
    if known.is_contact:
        parts.append(text("person.label.caller"))
    return text("person.label.separator").join(parts)


def _parts(person: ReportedPerson, codebook: Codebook, text: Words, place_name: PlaceName) -> Iterator[str]:
    if person.age_group == "unborn":
        yield text("person.label.unborn")
    elif person.gender in GENDERS:
        yield noun(person.gender, minor=codebook.minor(person.age_group), text=text).removeprefix("een ")
    if person.age_years is not None:
        yield text("person.label.years", years=person.age_years)
    elif person.age_group not in {None, "unknown", "unborn"}:
        yield codebook.label("person_age", person.age_group).removesuffix(" jaar").lower()
    if person.municipality:
        yield place_name(person.municipality)
