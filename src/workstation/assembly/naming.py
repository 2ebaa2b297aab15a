"""How fields and codes are called on screen, for the debriefing of a rehearsal."""

from collections.abc import Callable

from workstation.domain.calls import SAFETY_QUESTIONS
from workstation.forms.intake import INTAKE, PERSON
from workstation.ui.screens.rehearsal_debrief import Naming
from workstation.vocabulary.codebook import Codebook
from workstation.vocabulary.words import Words

LISTS = {field.name: field.codes for form in (INTAKE, PERSON) for field in form.fields if field.codes}
PLACES = {field.name for form in (INTAKE, PERSON) for field in form.fields if field.kind == "place"}
ANSWERS = {"yes": "yes", "no": "no", "unknown": "unknown"}


def naming(book: Codebook, place_name: Callable[[str], str], text: Words) -> Naming:
    """Return the names by codebook, directory and words."""
    asked_of_persons = {field.name for field in PERSON.fields}

    def field(name: str) -> str:
        if f"comparison.field.{name}" in text:
            return text(f"comparison.field.{name}")
        form = "person" if name in asked_of_persons else "intake"
        return text(f"live.label.{form}.{name}").replace("&", "")

    def code(name: str, one: str) -> str:
        if one in ("not_asked", "refused"):
            return text("comparison.not_asked") if one == "not_asked" else book.label("missing_reason", "refused")
        if name in SAFETY_QUESTIONS or name == "is_contact":
            return book.label("anonymous", ANSWERS.get(one, one))
        if name in PLACES:
            return book.label("gender", "unknown") if one == "unknown" else place_name(one)
        return book.label(LISTS.get(name, name), one)

    def definition(name: str, one: str) -> str:
        found = book.get(LISTS.get(name, name), one)
        return found.definition if found is not None and found.list != "gender" else ""

    return Naming(field, code, definition)
