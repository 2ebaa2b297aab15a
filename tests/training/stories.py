"""Scenarios, clocks and registrations for the tests of the training room."""

from datetime import timedelta
from functools import cache, partial

from workstation.directory.exact_places import exact_place
from workstation.directory.reading import shipped_directory
from workstation.directory.search import finder_of
from workstation.domain.moments import as_text
from workstation.forms.draft import Draft
from workstation.forms.finished import call_of
from workstation.training.scenario_reading import read_scenario, shipped_scenarios
from workstation.vocabulary.reading import shipped_codebook


@cache
def place_of():
    return partial(exact_place, finder_of(shipped_directory()).places)


@cache
def scenarios():
    return shipped_scenarios(shipped_codebook(), place_of())


def scenario(name):
    return next(one for one in scenarios() if one.id == name)


def read(text):
    return read_scenario(text, shipped_codebook(), place_of())


def model_draft(one, *, best=True):
    """A draft filled in as the reference says: with its first answers, or with its last accepted ones."""
    draft = Draft("d-model", as_text(one.begins))
    draft.answers["channel"] = one.channel
    for expected in one.reference.fields:
        fill(draft, expected, best=best)
    for person in one.reference.persons:
        made = draft.add_person()
        for expected in person.fields:
            draft.answer(expected.field, None, person=made)
            fill(draft, expected, best=best, person=made)
        draft.person(made).is_contact = person.is_contact
    return draft


def fill(draft, expected, *, best, person=None):
    codes = answers(expected, best=best)
    if codes == ("not_asked",) or not codes:
        return
    if expected.field.endswith("municipality") and codes[0] in ("unknown", "refused"):
        draft.leave_open(expected.field, "contact_does_not_know", person=person)
    else:
        draft.answer(expected.field, codes if expected.several else codes[0], person=person)


def answers(expected, *, best):
    if expected.several:
        return expected.model if best else (*expected.model, *expected.accepted)
    return expected.model if best or not expected.accepted else expected.accepted[-1:]


def call_from(draft, one):
    return call_of(
        draft, number="", ended_at=one.begins + timedelta(minutes=5), filed_at=one.begins + timedelta(minutes=6),
        counsellor="", shift=None, edition="",
    )  # fmt: skip
