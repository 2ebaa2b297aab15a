"""From a draft to a finished call."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime

from workstation.domain.calls import SAFETY_QUESTIONS, Call, Mark, Override
from workstation.domain.ids import CallId, PersonId, ReferralId, ServiceId, ShiftId
from workstation.domain.moments import from_text
from workstation.domain.outcomes import outcome_of
from workstation.domain.referrals import Outcome, Referral
from workstation.domain.reported_persons import PersonRelation, ReportedPerson
from workstation.forms.draft import Draft, PersonDraft, age_codes
from workstation.forms.intake import INTAKE
from workstation.forms.spec import Answers, Value

NOT_KNOWN = "contact_does_not_know"
# names of answers that have another name in the record
RENAMED = {"age": "age_group"}
# fields of the intake form whose empties are kept in an attribute of their own
KEPT_APART = frozenset(SAFETY_QUESTIONS)
NEVER = datetime(2012, 3, 1, tzinfo=UTC)  # the helpline's first day: for a draft whose beginning cannot be read


def call_of(  # noqa: PLR0913 - the facts of filing, each by its name
    draft: Draft,
    *,
    number: str,
    ended_at: datetime | None,
    filed_at: datetime | None,
    counsellor: str,
    shift: ShiftId | None,
    edition: str,
    wrap_up_s: int | None = None,
) -> Call:
    """Return the call a draft amounts to. Never raises: what is still wrong is said by `closing.open_points`.

    An end or a beginning the counsellor gave by hand goes before the clock's; a beginning given by hand marks the
    call as written down afterwards. Answers to questions that do not apply (a name while anonymous) stay behind in
    the draft, and so do words no list knows. A referral given before its person was noted goes to the only person
    there is, or among several to the selected one, whom the strip shows.
    """
    return replace(
        _told(draft, applying(draft.answers)),
        number=number,
        ended_at=moment(draft.answers.get("ended_at")) or ended_at,
        filed_at=filed_at,
        counsellor=counsellor,
        shift=shift,
        edition=edition,
        wrap_up_s=wrap_up_s,
    )


def _told(draft: Draft, answers: Answers) -> Call:
    years, age = age_codes(answers.get("contact_age"), of_contact=True)
    by_hand = moment(answers.get("started_at"))
    referrals = _referrals(draft)
    return Call(
        id=CallId(draft.id),
        number="",
        channel=_text(answers.get("channel")) or "",
        started_at=by_hand or moment(draft.started_at) or NEVER,
        waited_s=_number(answers.get("waited_s")),
        entered_late=by_hand is not None,
        anonymous=_text(answers.get("anonymous")),
        contact_age=age,
        contact_age_years=years,
        contact_gender=_text(answers.get("contact_gender")),
        contact_municipality=_text(answers.get("contact_municipality")),
        contact_name=_text(answers.get("contact_name")),
        relation_to_victim=_text(answers.get("relation_to_victim")),
        heard_via=_text(answers.get("heard_via")),
        campaign=_text(answers.get("campaign")),
        urgency=_text(answers.get("urgency")),
        qualifiers=_codes(answers.get("qualifiers")),
        help_offered=_codes(answers.get("help_offered")),
        safety=_safety(draft),
        narrative=_text(answers.get("narrative")) or "",
        callback_agreed=_text(answers.get("callback_agreed")),
        safe_moment=_text(answers.get("safe_moment")) or "",
        team=_text(answers.get("team")),
        persons=tuple(person_of(one) for one in draft.persons),
        relations=_relations(draft),
        referrals=referrals,
        outcomes=_outcomes(draft, referrals),
        marks=tuple(Mark(at, kind) for text, kind in draft.marks if (at := moment(text))),
        overrides=_overrides(draft),
        missing=_missing(answers, {n: r for n, r in draft.missing.items() if n not in KEPT_APART}),
    )


def person_of(draft: PersonDraft) -> ReportedPerson:
    """Return the record of a person being noted."""
    answers = draft.answers
    years, age = age_codes(answers.get("age"), of_contact=False)
    forms = _codes(answers.get("violence_forms"))
    return ReportedPerson(
        id=draft.id,
        is_contact=draft.is_contact,
        age_years=years,
        age_group=age,
        gender=_text(answers.get("gender")),
        municipality=_text(answers.get("municipality")),
        problem_type=_text(answers.get("problem_type")),
        context_family=_text(answers.get("context_family")),
        context_setting=_text(answers.get("context_setting")),
        violence_forms=forms,
        main_form=forms[0] if forms else None,
        violence_time=_text(answers.get("violence_time")),
        relation_to_contact=_text(answers.get("relation_to_contact")),
        missing=_missing(answers, draft.missing),
    )


def applying(answers: Answers) -> dict[str, Value]:
    """Return the answers to the questions that apply: a name given before somebody chose to stay anonymous, or a
    safe moment without a call back, is kept aside in the draft and is not in the call.
    """
    hidden = {field.name for field in INTAKE.fields if not field.shown(answers)}
    return {name: value for name, value in answers.items() if name not in hidden}


def _missing(answers: Answers, missing: Mapping[str, str]) -> dict[str, str]:
    """Return why there is no answer. The code for unknown, chosen from the list, says that it was asked."""
    chosen = {n: NOT_KNOWN for n, v in answers.items() if v in ("unknown", ("unknown",)) and n not in KEPT_APART}
    return {RENAMED.get(name, name): reason for name, reason in (chosen | dict(missing)).items()}


def _safety(draft: Draft) -> dict[str, str]:
    found = {name: text for name in SAFETY_QUESTIONS if (text := _text(draft.answers.get(name)))}
    reasons = {"refused": "refused", NOT_KNOWN: "unknown"}
    return found | {n: reasons.get(draft.missing[n], "unknown") for n in SAFETY_QUESTIONS if n in draft.missing}


def _referrals(draft: Draft) -> tuple[Referral, ...]:
    there = {one.id for one in draft.persons}
    otherwise = draft.persons[0].id if len(there) == 1 else draft.selected
    return tuple(
        Referral(
            id=ReferralId(one["id"]),
            service=ServiceId(one["service"]),
            service_version=int(one["service_version"]),
            service_name=one["service_name"],
            category=one["category"],
            given_at=moment(one.get("given_at")) or moment(draft.started_at) or NEVER,
            person=PersonId(person) if (person := one.get("person") or otherwise) in there else None,
            how=one.get("how") or "referral_information",
        )
        for one in draft.referrals
    )


def _outcomes(draft: Draft, referrals: tuple[Referral, ...]) -> tuple[Outcome, ...]:
    """Return what followed, each code once per person: first what the referrals come to, then what was chosen."""
    found: dict[tuple[str, str], Outcome] = {}
    for one in draft.persons:
        for referral in referrals:
            if referral.person == one.id:
                code = outcome_of(referral.category)
                found.setdefault((one.id, code), Outcome(one.id, code, referral.service))
        for code in _codes(one.answers.get("outcomes")):
            found.setdefault((one.id, code), Outcome(one.id, code))
    return tuple(found.values())


def _relations(draft: Draft) -> tuple[PersonRelation, ...]:
    there = {one.id for one in draft.persons}
    return tuple(
        PersonRelation(PersonId(one), relation, PersonId(other))
        for one, relation, other in draft.relations
        if {one, other} <= there
    )


def _overrides(draft: Draft) -> tuple[Override, ...]:
    there = {"", *(one.id for one in draft.persons)}
    told = ((*key.partition("/"), reason) for key, reason in draft.overrides.items())
    return tuple(Override(rule, person or None, reason) for rule, _, person, reason in told if person in there)


def moment(kept: Value) -> datetime | None:
    """Return the moment of an answer; None where there is none or it cannot be read."""
    try:
        return from_text(kept) if isinstance(kept, str) else None
    except ValueError:
        return None


def _text(value: Value) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Value) -> int | None:
    return value if isinstance(value, int) else None


def _codes(value: Value) -> tuple[str, ...]:
    return value if isinstance(value, tuple) else ()
