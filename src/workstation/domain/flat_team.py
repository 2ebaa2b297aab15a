"""What a team shares besides its calls, as flat records: shifts, cases, follow-ups, signals, entries, texts and more.

A shape gives the value as its column keeps it. What has no shape here does not travel: the private mark of a heavy
call. A review travels sealed for the team; only the counsellor of the call and who reviews it are shown it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from types import MappingProxyType
from typing import Final

from workstation.domain.envelopes import Json
from workstation.domain.flat import (
    ANNOUNCEMENT,
    CALLER_CODE,
    CASE,
    CASE_ACT,
    CASE_LINK,
    ENTRY,
    FOLLOW_UP,
    FOLLOW_UP_ACT,
    OUTCOME,
    POINT,
    READING,
    REQUEST,
    REVIEW,
    REVIEW_COMMENT,
    SHIFT,
    SIGNAL,
    SIGNAL_CALL,
    TEXT,
    TEXT_VERSION,
    NotFlat,
    Shape,
    a_text,
    flag,
    moment,
    rows,
    text_or_none,
    texts,
    whole,
    whole_or_none,
)
from workstation.domain.moments import as_text
from workstation.domain.upkeep import SERVICE_OUTCOMES
from workstation.domain.wire_reading import written

HEX_OF_32_BYTES: Final = 64


@dataclass(frozen=True, slots=True)
class TeamKind:
    """`needed`: without these nothing is kept. `screens`: who looks again when one came."""

    shapes: Mapping[str, Shape]
    needed: frozenset[str]
    screens: str


def stamp(value: Json) -> str:
    """Return a moment as it is kept. Raises ValueError."""
    return as_text(moment(value))


def stamp_or_none(value: Json) -> str | None:
    """Return a moment as it is kept, or None."""
    return None if value is None else stamp(value)


def breaks(value: Json) -> str:
    """Return breaks as they are kept."""
    found = rows(stamp, stamp_or_none)(value)
    return json.dumps([{"began_at": began, "ended_at": ended} for began, ended in found], separators=(",", ":"))


def moves(value: Json) -> str:
    """Return the moves of an act as they are kept."""
    found = rows(a_text, text_or_none, text_or_none)(value)
    kept = [{"call": call, "before": before, "after": after} for call, before, after in found]
    return json.dumps(kept, separators=(",", ":"))


def a_day(value: Json) -> str:
    """Return a day as it is kept. Raises ValueError."""
    return date.fromisoformat(a_text(value)).isoformat()


def answers(value: Json) -> str | None:
    """Return the answers to a review form as they are kept."""
    if value is None:
        return None
    found = json.loads(a_text(value))
    if not isinstance(found, dict) or not all(isinstance(one, str) for pair in found.items() for one in pair):
        raise NotFlat
    return json.dumps(found, separators=(",", ":"))


def named(value: Json) -> str:
    """Return what a request is about, as it is kept: names and values. Raises NotFlat."""
    found = json.loads(a_text(value))
    if not isinstance(found, dict):
        raise NotFlat
    return a_text(value)


def digits(value: Json) -> str:
    """Return 32 bytes as they are kept, in digits of sixteen. Raises NotFlat."""
    if not isinstance(value, str) or len(value) != HEX_OF_32_BYTES or set(value) - set("0123456789abcdef"):
        raise NotFlat
    return value


def one_of(*allowed: str) -> Shape:
    """Return the shape of a code out of few."""

    def shape(value: Json) -> str:
        if value not in allowed:
            raise NotFlat
        return str(value)

    return shape


WORDS_OF_AN_ENTRY: Final = (
    "category", "name", "description", "phone", "email", "website", "address", "postcode", "opening_hours",
    "opening_spec", "cost", "anonymous", "coverage", "source", "checked_on", "confidence", "notes", "address_class",
)  # fmt: skip
LISTS_OF_AN_ENTRY: Final = ("audience", "topics", "languages")

TEAM_KINDS: Final[Mapping[str, TeamKind]] = MappingProxyType(
    {
        SHIFT: TeamKind(
            {"counsellor": a_text, "team": text_or_none, "line": a_text, "began_at": stamp, "planned_end": stamp,
             "planned_break": stamp_or_none, "ended_at": stamp_or_none, "breaks": breaks},
            frozenset({"counsellor", "line", "began_at", "planned_end"}), "shift",
        ),
        CASE: TeamKind(
            {"number": a_text, "opened_at": stamp, "opened_by": a_text, "team": text_or_none},
            frozenset({"number", "opened_at", "opened_by"}), "case",
        ),
        CASE_ACT: TeamKind(
            {"at": stamp, "counsellor": a_text, "kind": one_of("link", "unlink", "merge", "split", "undo", "note"),
             "reason": a_text, "moves": moves, "undoes": text_or_none, "cases": texts},
            frozenset({"at", "counsellor", "kind", "reason", "cases"}), "case",
        ),
        CASE_LINK: TeamKind({"call": a_text, "case": a_text}, frozenset({"call", "case"}), "case"),
        CALLER_CODE: TeamKind(
            {"case": a_text, "pepper": digits, "digest": digits, "given_at": stamp, "given_by": a_text,
             "expires_at": stamp},
            frozenset({"case", "pepper", "digest", "given_at", "expires_at"}), "case",
        ),
        REQUEST: TeamKind(
            {"kind": one_of("export", "erasure", "lift_hold", "retention_rules", "publication"), "subject": named,
             "reason": a_text,
             "asked_by": a_text, "asked_role": a_text, "asked_at": stamp, "effect": a_text,
             "agreed_by": text_or_none, "agreed_role": text_or_none, "agreed_at": stamp_or_none,
             "state": one_of("asked", "agreed", "executed", "withdrawn")},
            frozenset({"kind", "subject", "asked_by", "asked_role", "asked_at", "effect", "state"}), "request",
        ),
        FOLLOW_UP: TeamKind(
            {"call": a_text, "due_from": stamp, "due_until": stamp, "channel": text_or_none, "safe_moment": a_text,
             "what": a_text, "team": text_or_none, "counsellor": text_or_none,
             "status": one_of("open", "done", "dropped"), "made_by": a_text},
            frozenset({"call", "due_from", "due_until", "status", "made_by"}),
            "follow_up",
        ),
        FOLLOW_UP_ACT: TeamKind(
            {"follow_up": a_text, "at": stamp, "counsellor": a_text,
             "kind": one_of("planned", "moved", "assigned", "done", "dropped", "reopened"), "reason": a_text},
            frozenset({"follow_up", "at", "counsellor", "kind"}), "follow_up",
        ),
        ANNOUNCEMENT: TeamKind(
            {"words": a_text, "by": a_text, "at": stamp, "until": stamp, "must_read": flag},
            frozenset({"words", "by", "at", "until"}), "announcement",
        ),
        READING: TeamKind(
            {"announcement": a_text, "counsellor": a_text, "at": stamp},
            frozenset({"announcement", "counsellor", "at"}), "announcement",
        ),
        SIGNAL: TeamKind(
            {"at": stamp, "counsellor": a_text, "tag": a_text, "text": a_text, "passed_on_at": stamp_or_none,
             "passed_on_to": a_text},
            frozenset({"at", "counsellor", "tag", "text"}), "signal",
        ),
        SIGNAL_CALL: TeamKind({"signal": a_text, "call": a_text}, frozenset({"signal", "call"}), "signal"),
        POINT: TeamKind(
            {"call": a_text, "marked_at": stamp, "marked_by": a_text, "team": text_or_none, "question": a_text,
             "discussed_at": stamp_or_none, "minutes": a_text, "agreed": a_text},
            frozenset({"call", "marked_at", "marked_by", "question"}), "discussion",
        ),
        REVIEW: TeamKind(
            {"call": a_text, "counsellor": a_text, "closed_at": stamp_or_none, "closed_by": text_or_none,
             "form_version": whole_or_none, "answers": answers},
            frozenset({"call", "counsellor"}), "review",
        ),
        REVIEW_COMMENT: TeamKind(
            {"call": a_text, "at": stamp, "counsellor": a_text, "field": a_text, "text": a_text},
            frozenset({"call", "at", "counsellor", "text"}), "review",
        ),
        OUTCOME: TeamKind(
            {"service": a_text, "outcome": one_of(*SERVICE_OUTCOMES), "day": a_day, "weeks": whole_or_none},
            frozenset({"service", "outcome", "day"}), "service_outcome",
        ),
        # a version never changes; which one holds is a record of its own, merged, so that two at once are seen
        TEXT_VERSION: TeamKind(
            {"name": a_text, "version": whole, "at": stamp, "counsellor": a_text, "body": a_text},
            frozenset({"name", "version", "at", "counsellor", "body"}), "own_text",
        ),
        TEXT: TeamKind({"name": a_text, "holds": a_text}, frozenset({"name", "holds"}), "own_text"),
        ENTRY: TeamKind(
            dict.fromkeys(WORDS_OF_AN_ENTRY, a_text) | dict.fromkeys(LISTS_OF_AN_ENTRY, texts)
            | {"service": a_text, "at": stamp, "by": a_text, "edition": whole},
            frozenset({"service", "at", "by", "edition"}), "service",
        ),
    }
)  # fmt: skip


def derived_id(kind: str, *keys: str) -> str:
    """Return the id of a record that is named by what it is about: two stations that write it meet in one."""
    return f"{kind}-{blake2b(written([kind, *keys]).encode(), digest_size=16).hexdigest()}"
