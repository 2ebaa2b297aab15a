"""A call as flat records, and back: the call, its persons with their outcomes, referrals, additions, corrections.

A field that holds what it holds by default is left out when a record is new.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields, replace
from typing import Any, Final

from workstation.domain.calls import Addition, Call, Mark, Override
from workstation.domain.envelopes import DELETED, Json
from workstation.domain.flat import (
    ADDITION,
    CALL,
    PERSON,
    REFERRAL,
    REVISION,
    Fields,
    Flat,
    Shape,
    a_text,
    differing,
    flag,
    moment,
    moment_or_none,
    plain,
    read,
    rows,
    text_or_none,
    text_pairs,
    texts,
    whole,
    whole_or_none,
)
from workstation.domain.ids import CallId, PersonId, ReferralId, ServiceId
from workstation.domain.provinces import province_of
from workstation.domain.referrals import Outcome, Referral
from workstation.domain.reported_persons import PersonRelation, ReportedPerson
from workstation.domain.revisions import Revision

CALL_SHAPES: Final[Mapping[str, Shape]] = {
    "number": a_text, "channel": a_text, "started_at": moment, "ended_at": moment_or_none, "waited_s": whole_or_none,
    "wrap_up_s": whole_or_none, "entered_late": flag, "anonymous": text_or_none, "contact_age": text_or_none,
    "contact_age_years": whole_or_none, "contact_gender": text_or_none, "contact_municipality": text_or_none,
    "contact_name": text_or_none, "relation_to_victim": text_or_none, "heard_via": text_or_none,
    "campaign": text_or_none, "urgency": text_or_none, "qualifiers": texts, "help_offered": texts,
    "safety": text_pairs, "narrative": a_text, "callback_agreed": text_or_none, "safe_moment": a_text,
    "team": text_or_none, "counsellor": a_text, "relations": rows(a_text, a_text, a_text),
    "marks": rows(moment, a_text), "overrides": rows(a_text, text_or_none, a_text), "missing": text_pairs,
    "revision": whole, "edition": a_text, "filed_at": moment_or_none,
}  # fmt: skip
PERSON_SHAPES: Final[Mapping[str, Shape]] = {
    "position": whole, "is_contact": flag, "age_years": whole_or_none, "age_group": text_or_none,
    "gender": text_or_none, "municipality": text_or_none, "problem_type": text_or_none,
    "context_family": text_or_none, "context_setting": text_or_none, "violence_forms": texts,
    "main_form": text_or_none, "violence_time": text_or_none, "relation_to_contact": text_or_none,
    "missing": text_pairs, "outcomes": rows(a_text, text_or_none),
}  # fmt: skip
REFERRAL_SHAPES: Final[Mapping[str, Shape]] = {
    "position": whole, "person": text_or_none, "service": a_text, "service_version": whole, "service_name": a_text,
    "category": a_text, "given_at": moment, "how": a_text,
}  # fmt: skip
ADDITION_SHAPES: Final[Mapping[str, Shape]] = {"at": moment, "counsellor": a_text, "text": a_text}
REVISION_SHAPES: Final[Mapping[str, Shape]] = {
    "revision": whole, "at": moment, "counsellor": a_text, "reason": a_text, "before": lambda value: value,
}  # fmt: skip
SHAPES: Final[Mapping[str, Mapping[str, Shape]]] = {
    CALL: CALL_SHAPES, PERSON: PERSON_SHAPES, REFERRAL: REFERRAL_SHAPES, ADDITION: ADDITION_SHAPES,
    REVISION: REVISION_SHAPES,
}  # fmt: skip

_NEEDED = {"channel", "started_at"}


def flat_call(call: Call) -> tuple[Flat, ...]:
    """Return the call, its persons and referrals; additions and corrections are written one by one."""
    parts = [Flat(call.id, CALL, _call_fields(call))]
    parts += [Flat(one.id, PERSON, _person_fields(call, at, one), call.id) for at, one in enumerate(call.persons)]
    parts += [Flat(one.id, REFERRAL, _referral_fields(at, one), call.id) for at, one in enumerate(call.referrals)]
    return tuple(parts)


def flat_addition(record: str, call: str, addition: Addition) -> Flat:
    """Return an addition as a record of its own: two of them never meet in a merge."""
    return Flat(record, ADDITION, {n: plain(getattr(addition, n)) for n in ADDITION_SHAPES}, call)


def flat_revision(record: str, call: str, revision: Revision) -> Flat:
    """Return what a correction replaced."""
    return Flat(record, REVISION, {n: plain(getattr(revision, n)) for n in REVISION_SHAPES}, call)


def _call_fields(call: Call) -> Fields:
    found = {
        name: plain(getattr(call, name)) for name in CALL_SHAPES if name not in {"relations", "marks", "overrides"}
    }
    found["relations"] = [[r.one, r.relation, r.other] for r in call.relations]
    found["marks"] = [[plain(mark.at), mark.kind] for mark in call.marks]
    found["overrides"] = [[one.rule, one.person, one.reason] for one in call.overrides]
    # for counting on the hub: the day, never the hour
    return _without_defaults(Call, found) | {"day": call.day.isoformat()}


def _person_fields(call: Call, position: int, person: ReportedPerson) -> Fields:
    found = {n: plain(getattr(person, n)) for n in PERSON_SHAPES if n not in {"position", "outcomes"}}
    found["outcomes"] = [[one.code, one.service] for one in call.outcomes if one.person == person.id]
    province: Json = province_of(person.municipality)
    return (
        _without_defaults(ReportedPerson, found)
        | {"position": position}
        | ({"province": province} if province else {})
    )


def _referral_fields(position: int, referral: Referral) -> Fields:
    found = {n: plain(getattr(referral, n)) for n in REFERRAL_SHAPES if n != "position"}
    return _without_defaults(Referral, found) | {"position": position}


def _without_defaults(record: type, found: dict[str, Json]) -> dict[str, Json]:
    usual: dict[str, Any] = {"outcomes": []}
    for field in fields(record):
        if field.default is not MISSING:
            usual[field.name] = plain(field.default)
        elif field.default_factory is not MISSING:
            usual[field.name] = plain(field.default_factory())
    return {name: value for name, value in found.items() if name not in usual or usual[name] != value}


class Pieces:
    """The records of one call, gathered in any order; `call()` puts them together.

    What cannot be read of a record stays as it was `before`.
    """

    def __init__(self, call_id: str, before: Call | None = None) -> None:
        self._id = call_id
        self._before = before
        self._call: dict[str, Any] | None = None
        self._parts: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)

    def add(self, record: str, kind: str, given: Fields, unreadable: Iterable[str] = ()) -> tuple[str, ...]:
        """Take a record in, unless it is deleted, and return which of its fields have the wrong shape."""
        if kind not in SHAPES:
            return ()
        found, wrong = read(SHAPES[kind], {name: value for name, value in given.items() if value is not None})
        if given.get(DELETED) is not True:
            had = self._had(kind, record)
            found |= {name: getattr(had, name) for name in (*wrong, *unreadable) if had and hasattr(had, name)}
            if kind == CALL:
                self._call = found
            else:
                self._parts[kind][record] = found
        return wrong

    def _had(self, kind: str, record: str) -> Call | ReportedPerson | Referral | None:
        before = self._before
        if before is None or kind == CALL:
            return before
        parts: tuple[ReportedPerson, ...] | tuple[Referral, ...] = (
            before.persons if kind == PERSON else before.referrals
        )
        return next((one for one in parts if one.id == record), None)

    def call(self) -> Call | None:
        """Return the call without its additions; None when the call itself is not there, or deleted."""
        given = self._call
        if given is None or not set(given) >= _NEEDED:
            return None
        for name, made in (("relations", PersonRelation), ("marks", Mark), ("overrides", Override)):
            given[name] = tuple(one if isinstance(one, made) else made(*one) for one in given.get(name, ()))
        persons, outcomes = self._persons()
        return Call(
            **given
            | {
                "id": CallId(self._id),
                "number": given.get("number") or self._id,
                "filed_at": given.get("filed_at") or given["started_at"],
                "shift": self._before.shift if self._before else None,
                "persons": persons,
                "outcomes": outcomes,
                "referrals": self._referrals(),
            }
        )

    def additions(self) -> tuple[tuple[str, Addition], ...]:
        """Return the additions that can be read, oldest first, each with its record."""
        found = [
            (record, Addition(f["at"], f.get("counsellor", ""), f["text"]))
            for record, f in self._parts[ADDITION].items()
            if {"at", "text"} <= set(f)
        ]
        return tuple(sorted(found, key=lambda one: (one[1].at, one[0])))

    def revisions(self) -> tuple[tuple[str, Revision], ...]:
        """Return what corrections replaced, oldest first."""
        found = [
            (
                record,
                Revision(f.get("revision", 0), f["at"], f.get("counsellor", ""), f.get("reason", ""), f["before"]),
            )
            for record, f in self._parts[REVISION].items()
            if "at" in f and isinstance(f.get("before"), dict)
        ]
        return tuple(sorted(found, key=lambda one: (one[1].at, one[1].revision, one[0])))

    def _persons(self) -> tuple[tuple[ReportedPerson, ...], tuple[Outcome, ...]]:
        persons, outcomes = [], []
        for record, found in self._in_order(PERSON):
            person = PersonId(record)
            given = {name: value for name, value in found.items() if name not in {"position", "outcomes"}}
            persons.append(ReportedPerson(**given | {"id": person}))
            outcomes += [
                Outcome(person, code, ServiceId(at) if at is not None else None)
                for code, at in found.get("outcomes", ())
            ]
        return tuple(persons), tuple(outcomes)

    def _referrals(self) -> tuple[Referral, ...]:
        found = []
        for record, given in self._in_order(REFERRAL):
            values = {"service_name": ""} | {name: value for name, value in given.items() if name != "position"}
            if {"service", "service_version", "category", "given_at"} <= set(values):
                found.append(Referral(**values | {"id": ReferralId(record)}))
        return tuple(found)

    def _in_order(self, kind: str) -> list[tuple[str, dict[str, Any]]]:
        return sorted(self._parts[kind].items(), key=lambda one: (one[1].get("position", 0), one[0]))


def corrected(before: Call, after: Call) -> tuple[Flat, ...]:
    """Return what a correction sets; a person or referral that is gone is laid aside."""
    had = {one.id: one for one in flat_call(before)}
    now = flat_call(after)
    changed = [
        replace(one, fields=differing(had[one.id].fields, one.fields) if one.id in had else one.fields) for one in now
    ]
    kept = {one.id for one in now}
    gone = [replace(one, fields={DELETED: True}) for one in had.values() if one.id not in kept]
    return (*(one for one in changed if one.fields), *gone)


def laid_aside(call: Call) -> tuple[Flat, ...]:
    """Return what takes a call away, with its persons and referrals."""
    return tuple(replace(one, fields={DELETED: True}) for one in flat_call(call))
