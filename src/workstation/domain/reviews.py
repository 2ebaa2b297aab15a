"""Reviews: reading a colleague's call again, to learn from it; never a ranking."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from workstation.domain.ids import CallId

Status = Literal["waiting", "commented", "answered", "closed"]
# why a call stands in the queue, the gravest first
RISKS = (
    "immediate_danger", "danger_marked", "suicide", "weapon", "minor_alone", "children_present", "qualifier",
)  # fmt: skip
SAMPLE = "sample"
ONE_IN = 10
# qualifiers that ask for a second reader; the others say what kind of contact it was
WORTH_READING = frozenset({"suicidality", "aggressive_caller", "psychotic_features"})


@dataclass(frozen=True, slots=True)
class RiskFacts:
    """What of a call decides whether it is read again: codes only, never a word of the note."""

    urgency: str | None
    safety: Mapping[str, str]
    marks: Collection[str]
    contact_age: str | None
    qualifiers: Collection[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewLine:
    """A call in the review queue. `why`: codes of RISKS, or SAMPLE alone; `started_at` is local.

    `themes` are codes of problem_type, `minutes` None = it was never ended: never a word of the note.
    """

    call: CallId
    number: str
    started_at: datetime
    counsellor: str
    why: tuple[str, ...]
    status: Status = "waiting"
    channel: str = ""
    minutes: int | None = None
    themes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark on one field of a call ("" = on the whole of it), or the counsellor's answer to it."""

    at: datetime
    counsellor: str
    field: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """The talk about one call. `answers`: code of a point → yes, partly, no, not_applicable; a point that is not
    in it was not looked at. `form_version` is that of the form the answers belong to, None = none was filled in.
    """

    call: CallId
    counsellor: str
    status: Status
    comments: tuple[Comment, ...] = ()
    answers: Mapping[str, str] | None = None
    form_version: int | None = None
    closed_by: str = ""
    closed_at: datetime | None = None


def risks(facts: RiskFacts) -> tuple[str, ...]:
    """Return why a call should be read by a second person, the gravest reason first; none for most calls."""
    found = {
        "immediate_danger": facts.urgency == "immediate_danger" or facts.safety.get("immediate_danger") == "yes",
        "danger_marked": "danger_on" in facts.marks,
        "suicide": facts.safety.get("suicide") == "yes" or "suicidality" in facts.qualifiers,
        "weapon": facts.safety.get("weapon") == "yes",
        "minor_alone": (facts.contact_age or "").startswith("minor"),
        "children_present": facts.safety.get("children_present") == "yes",
        "qualifier": bool(WORTH_READING & set(facts.qualifiers) - {"suicidality"}),
    }
    return tuple(one for one in RISKS if found[one])


def in_sample(call: str, one_in: int = ONE_IN) -> bool:
    """Return whether a call is drawn. The draw follows from its random id: nobody can choose, everybody can check."""
    return int.from_bytes(hashlib.sha256(f"review {call}".encode()).digest()[:8]) % one_in == 0


def in_order(lines: Iterable[ReviewLine]) -> tuple[ReviewLine, ...]:
    """Return the queue: what was answered first, then by gravity, then the oldest."""
    gravity = {why: at for at, why in enumerate((*RISKS, SAMPLE))}
    return tuple(
        sorted(
            lines,
            key=lambda one: (one.status != "answered", gravity[one.why[0]], -len(one.why), one.started_at, one.call),
        )
    )


def status_of(counsellor: str, comments: Collection[Comment], *, closed: bool) -> Status:
    """Return how far the talk is: the last word decides whose turn it is."""
    if closed:
        return "closed"
    if not comments:
        return "waiting"
    return "answered" if list(comments)[-1].counsellor == counsellor else "commented"
