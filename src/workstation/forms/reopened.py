"""From a finished call back to a draft, so that it can be worked on again."""

from collections.abc import Mapping

from workstation.domain.calls import Call
from workstation.domain.ids import DraftId
from workstation.domain.moments import as_text
from workstation.domain.outcomes import outcome_of
from workstation.domain.referrals import Referral
from workstation.domain.reported_persons import ReportedPerson
from workstation.forms.draft import Draft, PersonDraft
from workstation.forms.finished import NOT_KNOWN, RENAMED
from workstation.forms.spec import Value

ORIGINAL_NAME = {theirs: mine for mine, theirs in RENAMED.items()}
SAFETY_REASONS = {"unknown": NOT_KNOWN, "refused": "refused"}


def draft_of(call: Call) -> Draft:
    """Return a draft that `finished.call_of` makes the same call of again.

    Number, revision, counsellor, shift, edition, wrap-up and additions are no answers: whoever files the correction
    takes them from the call.
    """
    asked = {name: answer for name, answer in call.safety.items() if answer not in SAFETY_REASONS}
    silent = {name: SAFETY_REASONS[answer] for name, answer in call.safety.items() if answer in SAFETY_REASONS}
    return Draft(
        id=DraftId(call.id),
        started_at=as_text(call.started_at),
        answers=_given(_answers(call) | asked),
        missing=_reasons(call.missing) | silent,
        persons=[_person(one, call) for one in call.persons],
        relations=[(r.one, r.relation, r.other) for r in call.relations],
        referrals=[_referral(one) for one in call.referrals],
        marks=[(as_text(mark.at), mark.kind) for mark in call.marks],
        overrides={f"{o.rule}/{o.person or ''}": o.reason for o in call.overrides},
        selected=call.persons[0].id if call.persons else None,
    )


def _answers(call: Call) -> dict[str, Value]:
    return {
        "channel": call.channel,
        "started_at": as_text(call.started_at) if call.entered_late else None,
        "ended_at": as_text(call.ended_at) if call.ended_at else None,
        "waited_s": call.waited_s,
        "anonymous": call.anonymous,
        "contact_age": call.contact_age if call.contact_age_years is None else call.contact_age_years,
        "contact_gender": call.contact_gender,
        "contact_municipality": call.contact_municipality,
        "contact_name": call.contact_name,
        "relation_to_victim": call.relation_to_victim,
        "heard_via": call.heard_via,
        "campaign": call.campaign,
        "urgency": call.urgency,
        "qualifiers": call.qualifiers,
        "help_offered": call.help_offered,
        "narrative": call.narrative,
        "callback_agreed": call.callback_agreed,
        "safe_moment": call.safe_moment,
        "team": call.team,
    }


def _person(person: ReportedPerson, call: Call) -> PersonDraft:
    main = (person.main_form,) if person.main_form else ()
    derived = {outcome_of(one.category) for one in call.referrals if one.person == person.id}
    chosen = tuple(o.code for o in call.outcomes if o.person == person.id and o.code not in derived)
    answers: dict[str, Value] = {
        "age": person.age_group if person.age_years is None else person.age_years,
        "gender": person.gender,
        "municipality": person.municipality,
        "problem_type": person.problem_type,
        "context_family": person.context_family,
        "context_setting": person.context_setting,
        "violence_forms": (*main, *(form for form in person.violence_forms if form != person.main_form)),
        "violence_time": person.violence_time,
        "relation_to_contact": person.relation_to_contact,
        "outcomes": chosen,
    }
    return PersonDraft(person.id, person.is_contact, _given(answers), _reasons(person.missing))


def _referral(referral: Referral) -> dict[str, Value]:
    return {
        "id": referral.id,
        "service": referral.service,
        "service_version": referral.service_version,
        "service_name": referral.service_name,
        "category": referral.category,
        "given_at": as_text(referral.given_at),
        "person": referral.person,
        "how": referral.how,
    }


def _given(answers: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in answers.items() if value not in (None, "", ())}


def _reasons(missing: Mapping[str, str]) -> dict[str, str]:
    return {ORIGINAL_NAME.get(name, name): reason for name, reason in missing.items()}
