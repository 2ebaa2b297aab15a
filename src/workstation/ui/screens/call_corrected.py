"""What can be corrected in a filed call, and the call as it is after that."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from workstation.domain.calls import Call
from workstation.domain.ids import PersonId
from workstation.domain.referrals import Outcome
from workstation.domain.reported_persons import ReportedPerson

NOT_KNOWN = "contact_does_not_know"
REFUSED = "refused"
Value = str | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Correctable:
    """One coded answer. `codes` names its list in the codebook; without one it is a municipality."""

    name: str
    codes: str = ""
    many: bool = False


OF_CALL = (
    Correctable("channel", "channel"),
    Correctable("relation_to_victim", "relation_to_victim"),
    Correctable("contact_age", "contact_age"),
    Correctable("contact_gender", "gender"),
    Correctable("contact_municipality"),
    Correctable("urgency", "urgency"),
    Correctable("help_offered", "help_offered", many=True),
    Correctable("qualifiers", "call_qualifier", many=True),
    Correctable("heard_via", "heard_via"),
    Correctable("campaign", "campaign"),
    Correctable("team", "team"),
)
OF_PERSON = (
    Correctable("age_group", "person_age"),
    Correctable("gender", "gender"),
    Correctable("municipality"),
    Correctable("problem_type", "problem_type"),
    Correctable("violence_forms", "violence_form", many=True),
    Correctable("main_form", "violence_form"),
    Correctable("context_family", "context_family"),
    Correctable("context_setting", "context_setting"),
    Correctable("violence_time", "violence_time"),
    Correctable("relation_to_contact", "relation_to_victim"),
    Correctable("outcomes", "outcome", many=True),
)
# every call has these
NEVER_EMPTY = frozenset({"channel", "team"})
# an exact age belongs to its band: with another band it is no longer true
EXACT = {"age_group": "age_years", "contact_age": "contact_age_years"}


def answer(call: Call, person: str | None, name: str) -> tuple[Value, str | None]:
    """Return what stands there now and, where nothing does, why. Raises StopIteration for a stranger."""
    holder = call if person is None else next(one for one in call.persons if one.id == person)
    if name == "outcomes":
        return tuple(one.code for one in call.outcomes if one.person == person), holder.missing.get(name)
    return getattr(holder, name), holder.missing.get(name)


def corrected(call: Call, person: str | None, name: str, value: Value, why: str | None = None) -> Call:
    """Return the call with another answer; `why` says why there is none (None with an empty value: not asked)."""
    if person is None:
        return replace(call, **_changes(call, name, value, why))  # type: ignore[arg-type]
    persons = tuple(
        replace(one, **_changes(one, name, value, why)) if one.id == person else one  # type: ignore[arg-type]
        for one in call.persons
    )
    return replace(call, persons=persons, outcomes=_outcomes(call, PersonId(person), name, value))


def _changes(holder: Call | ReportedPerson, name: str, value: Value, why: str | None) -> Mapping[str, object]:
    missing = {one: reason for one, reason in holder.missing.items() if one != name}
    if value in ("unknown", ("unknown",)):
        # the code for unknown, chosen from the list, says that it was asked
        missing[name] = why or NOT_KNOWN
    elif why is not None and not value:
        missing[name] = why
    changed: dict[str, object] = {"missing": missing}
    if name != "outcomes":
        changed[name] = value
    if name in EXACT:
        changed[EXACT[name]] = None
    if isinstance(holder, ReportedPerson):
        changed |= _forms(holder, name, value)
    return changed


def _forms(person: ReportedPerson, name: str, value: Value) -> dict[str, object]:
    if name == "main_form" and isinstance(value, str):
        return {"violence_forms": (value, *(one for one in person.violence_forms if one != value))}
    if name == "violence_forms":
        forms = value if isinstance(value, tuple) else ()
        return {"main_form": person.main_form if person.main_form in forms else next(iter(forms), None)}
    return {}


def _outcomes(call: Call, person: PersonId, name: str, value: Value) -> tuple[Outcome, ...]:
    if name != "outcomes" or not isinstance(value, tuple):
        return call.outcomes
    others = tuple(one for one in call.outcomes if one.person != person)
    # what was given with a service keeps it
    now = {one.code: one for one in call.outcomes if one.person == person}
    return (*others, *(now.get(code, Outcome(person, code)) for code in value))
