"""Consistency rules about reported persons, each seen by itself or beside the caller."""

from collections.abc import Iterator

from workstation.domain.calls import NOT_COUNTED, Call
from workstation.domain.consistency_breaches import Breach, Circumstances
from workstation.domain.reported_persons import ReportedPerson
from workstation.vocabulary.codebook import Codebook

INTRAFAMILIAL = frozenset({"intrafamilial_adults", "partner_violence", "parent_abuse"})
EXTRAFAMILIAL = frozenset({"extrafamilial_adults"})
ABOUT_ADULTS = frozenset({"extrafamilial_adults", "intrafamilial_adults", "parent_abuse"})
THE_CALLER_IS_ONE = frozenset({"self", "victim_and_perpetrator"})
NOT_KNOWN = frozenset({None, "unknown"})

# attribute of a reported person -> its list in the codebook
CODED = {
    "age_group": "person_age",
    "gender": "gender",
    "problem_type": "problem_type",
    "context_family": "context_family",
    "context_setting": "context_setting",
    "main_form": "violence_form",
    "violence_time": "violence_time",
    "relation_to_contact": "relation_to_victim",
}


def r02_codes_of_the_day(call: Call, given: Circumstances) -> Iterator[Breach]:
    """Find codes of a person that were not in the codebook on the call's day."""
    for person in call.persons:
        for attribute, name in CODED.items():
            if not _valid(given.codebook, name, getattr(person, attribute), call):
                yield Breach(attribute, person.id)
        if not all(_valid(given.codebook, "violence_form", form, call) for form in person.violence_forms):
            yield Breach("violence_forms", person.id)
    for outcome in call.outcomes:
        if not _valid(given.codebook, "outcome", outcome.code, call):
            yield Breach("outcomes", outcome.person)


def _valid(codebook: Codebook, name: str, code: str | None, call: Call) -> bool:
    if code is None:
        return True
    found = codebook.get(name, code)
    return found is not None and found.valid_on(call.day)


def r03_child_abuse_is_about_minors(call: Call, given: Circumstances) -> Iterator[Breach]:
    """Find child abuse of somebody who is of age."""
    for person in call.persons:
        if person.problem_type == "child_abuse" and given.codebook.minor(person.age_group) is False:
            yield Breach("problem_type", person.id)


def r04_between_minors_is_about_minors(call: Call, given: Circumstances) -> Iterator[Breach]:
    """Find violence between minors against somebody who is of age."""
    for person in call.persons:
        if person.problem_type == "violence_between_minors" and given.codebook.minor(person.age_group) is False:
            yield Breach("problem_type", person.id)


def r05_elder_abuse_from_sixty(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find elder abuse of somebody known to be younger than 60."""
    for person in call.persons:
        may_be_sixty = person.age_group in NOT_KNOWN | {"age_60_plus", "adult_unknown"}
        if person.problem_type == "elder_abuse" and not may_be_sixty:
            yield Breach("problem_type", person.id)


def r06_about_adults(call: Call, given: Circumstances) -> Iterator[Breach]:
    """Find a problem of adults told about a minor."""
    for person in call.persons:
        if person.problem_type in ABOUT_ADULTS and given.codebook.minor(person.age_group):
            yield Breach("problem_type", person.id)


def r07_extrafamilial(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find extrafamilial violence in a family context."""
    for person in call.persons:
        if person.problem_type in EXTRAFAMILIAL and person.context_family == "intrafamilial":
            yield Breach("context_family", person.id)


def r08_intrafamilial(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find a problem of partners or family outside the family context."""
    for person in call.persons:
        if person.problem_type in INTRAFAMILIAL and person.context_family == "extrafamilial":
            yield Breach("context_family", person.id)


def r09_setting_lies_in_context(call: Call, given: Circumstances) -> Iterator[Breach]:
    """Find a setting that belongs to the other context."""
    for person in call.persons:
        setting = given.codebook.get("context_setting", person.context_setting)
        implied = setting.parent if setting else None
        if {implied, person.context_family} & NOT_KNOWN:
            continue
        if implied != person.context_family:
            yield Breach("context_family", person.id)


def r10_main_form_is_a_form(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find a main form that is not among the forms."""
    for person in call.persons:
        if person.main_form is not None and person.main_form not in person.violence_forms:
            yield Breach("main_form", person.id)


def r11_no_violence_no_form(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find no interpersonal violence, and yet a form of it."""
    for person in call.persons:
        without_form = person.main_form in NOT_KNOWN | {"other"}
        if person.problem_type == "other_no_violence" and not without_form:
            yield Breach("violence_forms", person.id)


def r12_the_caller_is_one_of_them(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find a caller who is a (possible) victim and is not exactly one of the reported persons. A contact that
    cannot have reported persons (R20) is left in peace.
    """
    asked = call.relation_to_victim in THE_CALLER_IS_ONE and not NOT_COUNTED & set(call.qualifiers)
    if asked and sum(person.is_contact for person in call.persons) != 1:
        yield Breach("relation_to_victim")


def r13_the_caller_is_none_of_them(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find a caller with another relation among the reported persons. A relation not asked contradicts nothing."""
    if call.relation_to_victim in NOT_KNOWN | THE_CALLER_IS_ONE:
        return
    for person in call.persons:
        if person.is_contact:
            yield Breach("is_contact", person.id)


def r14_one_age_for_one_human(call: Call, given: Circumstances) -> Iterator[Breach]:
    """Find a caller and the person the caller is, of whom only one is of age."""
    caller = given.codebook.minor_contact(call.contact_age)
    for person in call.persons:
        told = given.codebook.minor(person.age_group)
        if person.is_contact and None not in {caller, told} and caller != told:
            yield Breach("age_group", person.id)


def r15_one_gender_for_one_human(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find a caller and the person the caller is with two different genders."""
    for person in call.persons:
        known = not {person.gender, call.contact_gender} & NOT_KNOWN
        if person.is_contact and known and person.gender != call.contact_gender:
            yield Breach("gender", person.id)


def r25_a_problem_is_chosen(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find 'not categorised': it is no problem type."""
    return (Breach("problem_type", p.id) for p in call.persons if p.problem_type == "uncategorised")


def r29_past_is_past(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find coping with past violence while the violence goes on."""
    for person in call.persons:
        if person.problem_type == "coping_past_violence" and person.violence_time == "current":
            yield Breach("violence_time", person.id)


def known_minors(persons: tuple[ReportedPerson, ...], codebook: Codebook) -> set[bool | None]:
    """Return whether they are minors: True, False, None for not known; each at most once."""
    return {codebook.minor(person.age_group) for person in persons}


TESTS = {
    "R02": r02_codes_of_the_day,
    "R03": r03_child_abuse_is_about_minors,
    "R04": r04_between_minors_is_about_minors,
    "R05": r05_elder_abuse_from_sixty,
    "R06": r06_about_adults,
    "R07": r07_extrafamilial,
    "R08": r08_intrafamilial,
    "R09": r09_setting_lies_in_context,
    "R10": r10_main_form_is_a_form,
    "R11": r11_no_violence_no_form,
    "R12": r12_the_caller_is_one_of_them,
    "R13": r13_the_caller_is_none_of_them,
    "R14": r14_one_age_for_one_human,
    "R15": r15_one_gender_for_one_human,
    "R25": r25_a_problem_is_chosen,
    "R29": r29_past_is_past,
}
