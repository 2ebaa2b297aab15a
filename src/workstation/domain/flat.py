"""Records as flat sets of fields, the form in which stations and the hub merge them; and which fields are sealed.

A field is read by its shape: what does not fit is refused, whoever sent it. Fields of newer stations are passed over
here and stay with the record.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any, Final

from workstation.domain.envelopes import Json
from workstation.domain.moments import as_text, from_text

Fields = Mapping[str, Json]
Shape = Callable[[Json], Any]

CALL, PERSON, REFERRAL, ADDITION, REVISION = "call", "person", "referral", "addition", "revision"
REMARK, PRINT, HELP, ANNOUNCEMENT, MEMBERS = "remark", "print", "help", "announcement", "members"
EDITION, PUBLISHER = "edition", "publisher"  # signed, not sealed: everybody may read an edition
APPLICANT = "applicant"  # the public keys of somebody who asks to be let in
SHIFT, POINT, SIGNAL, SIGNAL_CALL, READING = "shift", "discussion", "signal", "signal_call", "reading"
CASE, CASE_ACT, CASE_LINK, FOLLOW_UP, FOLLOW_UP_ACT = "case", "case_act", "case_link", "follow_up", "follow_up_act"
REVIEW, REVIEW_COMMENT, OUTCOME = "review", "review_comment", "outcome"
CALLER_CODE: Final = "caller_code"  # what a returning caller may be recognised by, at every station of the team
REQUEST: Final = "request"  # what two persons must want: the second sits at another station
TEXT, TEXT_VERSION = "text", "text_version"  # step cards, the review form, abbreviations: which holds, and each one
ENTRY: Final = "entry"  # what a team corrected in one entry of the directory
KNOWN: Final = "known"  # that somebody knows a person in a call, and sees nothing of it
PARTS_OF_A_CALL: Final = frozenset({PERSON, REFERRAL, ADDITION, REVISION})

# what the hub must not be able to read: narrative, names, places below the province, exact ages and hours, staff
SEALED: Final[Mapping[str, frozenset[str]]] = MappingProxyType(
    {
        CALL: frozenset(
            {
                "number", "started_at", "ended_at", "filed_at", "marks", "contact_name", "contact_municipality",
                "contact_age_years", "safety", "narrative", "safe_moment", "overrides", "counsellor",
            }
        ),
        PERSON: frozenset({"age_years", "municipality"}),
        REFERRAL: frozenset({"service_name", "given_at"}),
        ADDITION: frozenset({"at", "counsellor", "text"}),
        REVISION: frozenset({"at", "counsellor", "reason", "before"}),
        REMARK: frozenset({"at", "counsellor", "text"}),
        PRINT: frozenset({"at", "counsellor", "reason", "number"}),
        HELP: frozenset({"asked_by", "asked_at", "words", "call", "taken_by"}),
        ANNOUNCEMENT: frozenset({"words", "by", "at"}),
        READING: frozenset({"counsellor", "at"}),
        SHIFT: frozenset({"counsellor", "began_at", "planned_end", "planned_break", "ended_at", "breaks"}),
        CASE: frozenset({"number", "opened_at", "opened_by"}),
        # who calls about whom again and again is nobody else's business: not even the links are seen
        CASE_ACT: frozenset({"at", "counsellor", "kind", "reason", "moves", "undoes", "cases"}),
        CASE_LINK: frozenset({"case"}),
        CALLER_CODE: frozenset({"case", "pepper", "digest", "given_at", "given_by", "expires_at"}),
        REQUEST: frozenset(
            {
                "kind", "subject", "reason", "asked_by", "asked_role", "asked_at", "effect", "agreed_by",
                "agreed_role", "agreed_at", "state",
            }
        ),
        FOLLOW_UP: frozenset({"due_from", "due_until", "safe_moment", "what", "counsellor", "made_by"}),
        FOLLOW_UP_ACT: frozenset({"at", "counsellor", "kind", "reason"}),
        SIGNAL: frozenset({"at", "counsellor", "text", "passed_on_at", "passed_on_to"}),
        SIGNAL_CALL: frozenset({"call"}),
        POINT: frozenset({"marked_at", "marked_by", "question", "discussed_at", "minutes", "agreed"}),
        # whose work is talked about, by whom, and what is said of it: of the call itself only its id is seen
        REVIEW: frozenset({"counsellor", "closed_at", "closed_by", "form_version", "answers"}),
        REVIEW_COMMENT: frozenset({"at", "counsellor", "field", "text"}),
        KNOWN: frozenset({"counsellor", "at", "seen_by", "seen_at"}),
        # of a service, told by a caller: nobody's name, and the hub reads nothing of it
        OUTCOME: frozenset({"service", "outcome", "day", "weeks"}),
        TEXT: frozenset({"name", "holds"}),
        TEXT_VERSION: frozenset({"name", "version", "at", "counsellor", "body"}),
        # sealed so that nobody but the team can change a telephone number
        ENTRY: frozenset(
            {
                "service", "category", "name", "description", "phone", "email", "website", "address", "postcode",
                "opening_hours", "opening_spec", "audience", "topics", "languages", "cost", "anonymous", "coverage",
                "source", "checked_on", "confidence", "notes", "address_class", "at", "by",
            }
        ),
    }
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flat:
    """One record: its own id, and the call it belongs to."""

    id: str
    kind: str
    fields: Fields
    parent: str | None = None


class NotFlat(ValueError):
    """A value does not have the shape of its field. Says which field, never what was in it."""


def applicant_record(member: str, team: str) -> str:
    """Return the record with which somebody asks to be let into this team: another team has another record."""
    return f"applicant-{member}-{team}"[:64]


def sealed(kind: str, field: str) -> bool:
    """Return whether the hub must never see this field in clear."""
    return field in SEALED.get(kind, ())


def plain(value: Any) -> Json:  # noqa: ANN401 - whatever a record holds
    """Return a value as it travels: moments as text, sequences as lists."""
    if isinstance(value, datetime):
        return as_text(value)
    if isinstance(value, Mapping):
        return {str(name): plain(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [plain(one) for one in value]
    kept: Json = value
    return kept


def read(shapes: Mapping[str, Shape], fields: Fields) -> tuple[dict[str, Any], tuple[str, ...]]:
    """Return what could be read of the fields that have a shape, and the names of those that could not."""
    found: dict[str, Any] = {}
    wrong: list[str] = []
    for name, shape in shapes.items():
        if name in fields:
            try:
                found[name] = shape(fields[name])
            except (NotFlat, ValueError):
                wrong.append(name)
    return found, tuple(wrong)


def differing(before: Fields, after: Fields) -> dict[str, Json]:
    """Return what to set so that `before` becomes `after`; what is gone is set to None."""
    sets = {name: value for name, value in after.items() if name not in before or before[name] != value}
    return sets | {name: None for name in before if name not in after}


def a_text(value: Json) -> str:
    """Return a text; None is empty."""
    if value is None:
        return ""
    if not isinstance(value, str):
        raise NotFlat
    return value


def text_or_none(value: Json) -> str | None:
    """Return a text or None."""
    return None if value is None else a_text(value)


def whole(value: Json) -> int:
    """Return a whole number."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 1 << 53:
        raise NotFlat
    return value


def whole_or_none(value: Json) -> int | None:
    """Return a whole number or None."""
    return None if value is None else whole(value)


def flag(value: Json) -> bool:
    """Return yes or no; None is no."""
    if value is not None and not isinstance(value, bool):
        raise NotFlat
    return bool(value)


def moment(value: Json) -> datetime:
    """Return a moment. Raises ValueError."""
    return from_text(a_text(value))


def moment_or_none(value: Json) -> datetime | None:
    """Return a moment or None."""
    return None if value is None else moment(value)


def texts(value: Json) -> tuple[str, ...]:
    """Return a list of texts."""
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise NotFlat
    return tuple(str(one) for one in value)


def text_pairs(value: Json) -> Mapping[str, str]:
    """Return texts by name."""
    if value is None:
        return MappingProxyType({})
    if not isinstance(value, dict) or not all(isinstance(one, str) for one in value.values()):
        raise NotFlat
    return MappingProxyType({name: str(one) for name, one in value.items()})


def rows(*shapes: Shape) -> Shape:
    """Return the shape of a list of rows with these columns."""

    def shape(value: Json) -> tuple[tuple[Any, ...], ...]:
        if value is None:
            return ()
        if not isinstance(value, list):
            raise NotFlat
        return tuple(_row(shapes, one) for one in value)

    return shape


def _row(shapes: tuple[Shape, ...], value: Json) -> tuple[Any, ...]:
    if not isinstance(value, list) or len(value) != len(shapes):
        raise NotFlat
    return tuple(shape(one) for shape, one in zip(shapes, value, strict=True))
