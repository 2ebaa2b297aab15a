"""Who may read what of a call. A lock with a list of keys: what is not named here stays off the paper."""

from dataclasses import MISSING, fields, replace
from datetime import UTC, datetime
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

from workstation.domain.calls import Call
from workstation.domain.ids import CallId
from workstation.domain.reported_persons import ReportedPerson


class Audience(StrEnum):
    """For whom a summary is made."""

    INTERNAL = "internal"
    POLICE = "police"
    CALLER = "caller"


# needed to make a record at all; none of these is printed unless it is also named below
_SKELETON = frozenset({"id", "number", "channel", "started_at"})

CALL_FIELDS = MappingProxyType(
    {
        # not even here: how long the wrap-up took (it says something of the colleague, not of the call) and the
        # shift. The heavy-call mark is no part of a call
        Audience.INTERNAL: frozenset(f.name for f in fields(Call)) - {"wrap_up_s", "shift"},
        # a criminal file is read by suspects too: nothing about the caller, nothing in anybody's own words
        Audience.POLICE: frozenset(
            {"channel", "started_at", "ended_at", "urgency", "help_offered", "safety", "persons", "relations",
             "referrals", "marks", "missing"},
        ),
        # someone else at home may find this page: nothing of what was told, not even that there was a call
        Audience.CALLER: frozenset({"referrals"}),
    },
)  # fmt: skip

PERSON_FIELDS = MappingProxyType(
    {
        Audience.INTERNAL: frozenset(f.name for f in fields(ReportedPerson)),
        Audience.POLICE: frozenset(f.name for f in fields(ReportedPerson)) - {"is_contact", "relation_to_contact"},
        Audience.CALLER: frozenset(),
    },
)

# safe_to_talk is about the conversation, not about the facts
_POLICE_SAFETY = frozenset({"immediate_danger", "weapon", "children_present", "worse_lately"})
# said to the police only while a life is at stake: it is health data
_POLICE_SAFETY_IN_DANGER = frozenset({"suicide"})
_POLICE_CATEGORIES = frozenset({"politie", "noodnummer"})
_POLICE_HELP = frozenset({"emergency_alert"})
_POLICE_MARKS = frozenset({"danger_on", "danger_off", "call_ended"})

_NO_MOMENT = datetime(1970, 1, 1, tzinfo=UTC)

_R = TypeVar("_R", Call, ReportedPerson)


def _blanked(record: _R, kept: frozenset[str]) -> _R:
    empty: dict[str, object] = {}
    for one in fields(record):
        if one.name in kept | _SKELETON:
            continue
        empty[one.name] = one.default_factory() if one.default_factory is not MISSING else one.default
    return replace(record, **empty)  # type: ignore[arg-type]  # the values are the fields' own defaults


def safety_asked(audience: Audience, call: Call) -> frozenset[str]:
    """Return the safety questions this audience is told about, answered or not."""
    if audience is Audience.INTERNAL:
        return _POLICE_SAFETY | _POLICE_SAFETY_IN_DANGER | {"safe_to_talk"}
    if audience is Audience.POLICE:
        return _POLICE_SAFETY | (_POLICE_SAFETY_IN_DANGER if call.urgency == "immediate_danger" else frozenset())
    return frozenset()


def permitted(call: Call, audience: Audience) -> Call:
    """Return the call with everything blanked that this audience must not see.

    The page is made from what this returns, so a mistake in the layout cannot print more. A field that is new in
    `Call` is hidden from police and caller until it is named in `CALL_FIELDS`.
    """
    if audience is Audience.INTERNAL:
        return _blanked(call, CALL_FIELDS[audience])
    seen = _blanked(call, CALL_FIELDS[audience])
    if audience is Audience.CALLER:
        seen = replace(seen, id=CallId(""), number="", channel="", started_at=_NO_MOMENT)
        return replace(seen, referrals=tuple(replace(one, person=None) for one in call.referrals))
    persons = tuple(_blanked(one, PERSON_FIELDS[audience]) for one in call.persons)
    asked = safety_asked(audience, call)
    return replace(
        seen,
        id=CallId(""),
        number="",
        persons=tuple(
            replace(one, missing={k: v for k, v in one.missing.items() if k in PERSON_FIELDS[audience]})
            for one in persons
        ),
        safety={k: v for k, v in call.safety.items() if k in asked},
        missing={k: v for k, v in call.missing.items() if k in asked | {"urgency"}},
        help_offered=tuple(one for one in call.help_offered if one in _POLICE_HELP),
        referrals=tuple(one for one in call.referrals if one.category in _POLICE_CATEGORIES),
        marks=tuple(one for one in call.marks if one.kind in _POLICE_MARKS),
    )
