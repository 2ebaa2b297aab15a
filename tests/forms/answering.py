"""Drafts as hypothesis makes them: answers as a counsellor could give them, in any combination."""

from datetime import datetime

from hypothesis import strategies as st

from workstation.domain.ids import DraftId, PersonId
from workstation.forms.draft import REASONS, Draft, PersonDraft
from workstation.forms.intake import INTAKE, PERSON
from workstation.vocabulary.reading import shipped_codebook

BETWEEN = (datetime(2018, 1, 1), datetime(2030, 1, 1))  # noqa: DTZ001 - bounds are naive
MOMENTS = st.datetimes(*BETWEEN).map(lambda moment: moment.strftime("%Y-%m-%dT%H:%M:%SZ"))
PROSE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20)
PLACES = st.sampled_from(["44021", "11002", "71066"])


def _value(field):
    if field.kind == "choice":
        return st.sampled_from([c.code for c in shipped_codebook().of_list(field.codes)])
    if field.kind == "choices":
        codes = [c.code for c in shipped_codebook().of_list(field.codes)]
        return st.lists(st.sampled_from(codes), min_size=1, max_size=3, unique=True).map(tuple)
    if field.kind == "age":
        return st.integers(0, 130) | st.sampled_from([c.code for c in shipped_codebook().of_list(field.codes)])
    if field.kind == "yes_no":
        return st.sampled_from(["yes", "no"])
    return {"place": PLACES, "moment": MOMENTS, "seconds": st.integers(0, 9999)}.get(field.kind, PROSE)


def _answers(form):
    return st.fixed_dictionaries({}, optional={field.name: _value(field) for field in form.fields})


def _reasons(form, answers):
    names = [f.name for f in form.fields if f.kind in ("choice", "age", "place", "yes_no") and f.name not in answers]
    return st.dictionaries(st.sampled_from(names), st.sampled_from(REASONS), max_size=3) if names else st.just({})


@st.composite
def persons(draw, name):
    answers = draw(_answers(PERSON))
    return PersonDraft(PersonId(name), draw(st.booleans()), answers, draw(_reasons(PERSON, answers)))


def _referral(number, ids):
    return st.fixed_dictionaries(
        {
            "id": st.just(f"r{number}"),
            "service": st.sampled_from(["caw-antwerpen", "pz-5345-antwerpen"]),
            "service_version": st.integers(1, 9),
            "service_name": PROSE,
            "category": st.sampled_from(["caw", "politie", "vk", "hulplijn", "iets"]),
            "given_at": MOMENTS,
            "person": st.sampled_from([None, *ids]),
            "how": st.sampled_from(["referral_information", "referral_warm"]),
        }
    )


@st.composite
def drafts(draw):
    """Any draft the screens could make."""
    answers = draw(_answers(INTAKE))
    ids = [f"p{n}" for n in range(draw(st.integers(0, 3)))]
    bonds = [(a, b) for a in ids for b in ids if a < b]
    kinds = st.sampled_from(["parent", "sibling", "household"])
    return Draft(
        id=DraftId("d1"),
        started_at=draw(MOMENTS),
        answers=answers,
        missing=draw(_reasons(INTAKE, answers)),
        persons=[draw(persons(one)) for one in ids],
        relations=[(a, draw(kinds), b) for a, b in bonds if draw(st.booleans())],
        referrals=[draw(_referral(n, ids)) for n in range(draw(st.integers(0, 3)))],
        marks=draw(st.lists(st.tuples(MOMENTS, st.sampled_from(["danger_on", "danger_off"])), max_size=2)),
        overrides=draw(st.dictionaries(st.sampled_from(["R05/p0", "R19/", "R03/p1"]), PROSE, max_size=2)),
        unrecognised=draw(st.lists(PROSE, max_size=2)),
        selected=draw(st.sampled_from(ids)) if ids else None,
        view=draw(st.dictionaries(st.sampled_from(["cursor", "scroll"]), st.integers(0, 99))),
    )
