"""Calls: one finished contact with the helpline, over any channel."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from workstation.domain.ids import CallId, ShiftId
from workstation.domain.moments import local_day
from workstation.domain.referrals import Outcome, Referral
from workstation.domain.reported_persons import NOTHING, PersonRelation, ReportedPerson

# contacts that are filed but are no call in the figures (codebook, list call_qualifier)
NOT_COUNTED = frozenset({"silent_call", "dropped_call", "wrong_number", "test_call"})
NOT_COUNTED_SINCE_2026 = frozenset({"prank", "sexualised_call"})

SAFETY_QUESTIONS = (
    "safe_to_talk",
    "immediate_danger",
    "weapon",
    "children_present",
    "suicide",
    "worse_lately",
)


@dataclass(frozen=True, slots=True)
class Mark:
    """A moment in the call worth a time stamp: danger_on, danger_off, call_ended, step ticked."""

    at: datetime
    kind: str


@dataclass(frozen=True, slots=True)
class Override:
    """Why a soft rule was set aside. `person` None: the rule was about the call."""

    rule: str
    person: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Addition:
    """Text added to a filed narrative; the narrative itself is never changed."""

    at: datetime
    counsellor: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One finished call. A correction is a new `Call` with the next `revision`.

    `number` is what people say to each other ("2026-K7-00123"), unique, without meaning for outsiders.
    `waited_s` and `wrap_up_s` are seconds; None = not measured. `safety` maps a question of SAFETY_QUESTIONS to
    yes, no, unknown or refused; a question that is not in it was not asked. `contact_name` stays None as long as
    the caller is anonymous. For the three empties see `ReportedPerson`. `entered_late` marks a contact written
    down afterwards (an e-mail, a call during a power cut).
    """

    id: CallId
    number: str
    channel: str
    started_at: datetime
    ended_at: datetime | None = None
    waited_s: int | None = None
    wrap_up_s: int | None = None
    entered_late: bool = False
    anonymous: str | None = None
    contact_age: str | None = None
    contact_age_years: int | None = None
    contact_gender: str | None = None
    contact_municipality: str | None = None
    contact_name: str | None = None
    relation_to_victim: str | None = None
    heard_via: str | None = None
    campaign: str | None = None
    urgency: str | None = None
    qualifiers: tuple[str, ...] = ()
    help_offered: tuple[str, ...] = ()
    safety: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    narrative: str = ""
    callback_agreed: str | None = None
    safe_moment: str = ""
    team: str | None = None
    counsellor: str = ""
    shift: ShiftId | None = None
    persons: tuple[ReportedPerson, ...] = ()
    relations: tuple[PersonRelation, ...] = ()
    referrals: tuple[Referral, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    marks: tuple[Mark, ...] = ()
    overrides: tuple[Override, ...] = ()
    additions: tuple[Addition, ...] = ()
    missing: Mapping[str, str] = field(default_factory=lambda: NOTHING)
    revision: int = 1
    edition: str = ""
    filed_at: datetime | None = None

    @property
    def day(self) -> date:
        """The local day of the call: the day its codes must be valid on and its year is counted in."""
        return local_day(self.started_at)

    @property
    def counted(self) -> bool:
        """Whether this is a call in the figures.

        Source of the rule: `figures.md` 2, "what counts as a call"; pranks left the count in 2026 (proposal,
        see DECISIONS.md).
        """
        excluded = NOT_COUNTED | (NOT_COUNTED_SINCE_2026 if self.day.year >= 2026 else frozenset())
        return not excluded & set(self.qualifiers) and self.channel != "outgoing_callback"
