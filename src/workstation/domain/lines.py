"""Lines: what a list shows of a call or a draft: codes and times, never a word of a note."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from workstation.domain.ids import CallId, DraftId, ShiftId

Status = Literal["filed", "amended"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallLine:
    """A call in a list. `started_at` is local (Brussels); `minutes` counts begun minutes, None = not ended.

    Codes stand in the order of the reported persons, each once. `amended` = corrected or added to since filing.
    """

    id: CallId
    number: str
    started_at: datetime
    minutes: int | None
    channel: str
    counted: bool
    qualifiers: tuple[str, ...]
    problem_types: tuple[str, ...]
    main_forms: tuple[str, ...]
    provinces: tuple[str, ...]
    municipalities: tuple[str, ...]
    counsellor: str
    status: Status
    callback_agreed: bool
    referrals: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CallFilters:
    """Which calls a list shows; None = does not matter. `since` and `until` are local days, both inclusive.

    `seen_by`: a counsellor and a team; only the calls of one of them.
    """

    since: date | None = None
    until: date | None = None
    problem_type: str | None = None
    channel: str | None = None
    status: Status | None = None
    counsellor: str | None = None
    shift: ShiftId | None = None
    callback_agreed: bool | None = None
    counted: bool | None = None
    seen_by: tuple[str, str | None] | None = None


EVERY_CALL = CallFilters()


@dataclass(frozen=True, slots=True, kw_only=True)
class FollowUp:
    """A call after which calling back was agreed. `safe_moment` is the counsellor's own wording."""

    call: CallId
    number: str
    started_at: datetime
    safe_moment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DraftLine:
    """An unfinished call in a list. Moments are local; `ended` = the conversation is over, the form is not."""

    id: DraftId
    kind: str
    counsellor: str
    started_at: datetime
    saved_at: datetime
    channel: str | None
    problem_types: tuple[str, ...]
    persons: int
    ended: bool
