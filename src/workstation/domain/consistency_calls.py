"""Consistency rules about the call as a whole: its moments, its caller, its outcomes."""

from collections.abc import Iterator
from datetime import date, timedelta

from workstation.domain.calls import NOT_COUNTED, Call
from workstation.domain.consistency_breaches import Breach, Circumstances
from workstation.domain.consistency_persons import known_minors
from workstation.vocabulary.codebook import Code

GROWN_UP_ROLES = frozenset({"parent_step", "grandparent", "professional"})
YOUTH_HELP = frozenset({"vk_ocj", "kind_en_gezin"})
# outcomes that are neither a referral nor certainly one
NO_REFERRAL = frozenset({"information_advice_support", "other_outcome"})
MANY_PERSONS = 6
LONGEST_CALL = timedelta(hours=8)
CAMPAIGN_ECHO = timedelta(days=60)

# attribute of a call -> its list in the codebook; the channel has a rule of its own, and a campaign echoes (R28)
CODED = {
    "anonymous": "anonymous",
    "contact_age": "contact_age",
    "contact_gender": "gender",
    "relation_to_victim": "relation_to_victim",
    "heard_via": "heard_via",
    "urgency": "urgency",
    "team": "team",
}


def r01_the_channel_existed(call: Call, given: Circumstances) -> Iterator[Breach]:
    """Find a channel that did not exist yet. No channel at all is a question still open, not a wrong answer."""
    channel = given.codebook.get("channel", call.channel)
    if channel is not None and not channel.valid_on(call.day):
        yield Breach("channel")


def r02_codes_of_the_call(call: Call, given: Circumstances) -> Iterator[Breach]:
    """Find codes of the call itself that were not in the codebook on the call's day."""
    for attribute, name in CODED.items():
        code = getattr(call, attribute)
        found = given.codebook.get(name, code)
        if code is not None and (found is None or not found.valid_on(call.day)):
            yield Breach(attribute)
    for attribute, name in (("qualifiers", "call_qualifier"), ("help_offered", "help_offered")):
        codes = [given.codebook.get(name, code) for code in getattr(call, attribute)]
        if not all(found is not None and found.valid_on(call.day) for found in codes):
            yield Breach(attribute)


def r16_grown_up_roles(call: Call, given: Circumstances) -> Iterator[Breach]:
    """Find a minor as parent, grandparent or professional."""
    if call.relation_to_victim in GROWN_UP_ROLES and given.codebook.minor_contact(call.contact_age):
        yield Breach("contact_age")


def r17_whom_it_is_about(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find a caller who uses violence, with nobody else noted: the report counts (possible) victims."""
    if call.relation_to_victim == "perpetrator" and not call.persons and not NOT_COUNTED & set(call.qualifiers):
        yield Breach("persons")


def r18_somebody_is_reported(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find a call that counts without any reported person, not even an unknown one."""
    if call.counted and not call.persons:
        yield Breach("persons")


def r19_not_so_many(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find more than six reported persons: they shift the shares of persons."""
    if len(call.persons) > MANY_PERSONS:
        yield Breach("persons")


def r20_no_call_no_persons(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find a contact that is no call, with reported persons."""
    if NOT_COUNTED & set(call.qualifiers) and call.persons:
        yield Breach("qualifiers")


def r21_youth_help_needs_a_minor(call: Call, given: Circumstances) -> Iterator[Breach]:
    """Find help for minors where everybody in the call is known to be of age."""
    if known_minors(call.persons, given.codebook) == {False}:
        for outcome in call.outcomes:
            if outcome.code in YOUTH_HELP:
                yield Breach("outcomes", outcome.person)


def r22_advice_or_referral(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find 'settled by 1712 itself' together with a referral of the same person: it counts twice."""
    for person in call.persons:
        codes = {outcome.code for outcome in call.outcomes if outcome.person == person.id}
        if "information_advice_support" in codes and codes - NO_REFERRAL:
            yield Breach("outcomes", person.id)


def r23_the_commission(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find the commission on institutional abuse for a problem known to be another."""
    problems = {person.id: person.problem_type for person in call.persons}
    for outcome in call.outcomes:
        about = problems.get(outcome.person)
        if outcome.code == "commission_institutional_abuse" and about not in {None, "institutional_abuse"}:
            yield Breach("outcomes", outcome.person)


def r24_danger_is_answered(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find immediate danger where neither the emergency services nor the police come into it."""
    alerted = "emergency_alert" in call.help_offered or any(o.code == "police_justice" for o in call.outcomes)
    if call.urgency == "immediate_danger" and not alerted:
        yield Breach("urgency")


def r26_anonymous_is_anonymous(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find an anonymous call that carries a name."""
    if call.anonymous == "yes" and call.contact_name:
        yield Breach("contact_name")


def r27_moments_make_sense(call: Call, _given: Circumstances) -> Iterator[Breach]:
    """Find an end before the beginning, or after more than eight hours unless it is a letter."""
    if call.ended_at is None:
        return
    lasted = call.ended_at - call.started_at
    if lasted < timedelta() or (lasted > LONGEST_CALL and call.channel != "email"):
        yield Breach("ended_at")


def r28_the_campaign_ran(call: Call, given: Circumstances) -> Iterator[Breach]:
    """Find a campaign that ran neither on the call's day nor in the sixty days before."""
    if call.campaign is None:
        return
    campaign = given.codebook.get("campaign", call.campaign)
    if campaign is None or not campaign.valid_from <= call.day <= _echo_ends(campaign):
        yield Breach("campaign")


def _echo_ends(campaign: Code) -> date:
    return campaign.valid_until + CAMPAIGN_ECHO if campaign.valid_until else date.max


def r30_the_line_was_open(call: Call, given: Circumstances) -> Iterator[Breach]:
    """Find telephone or chat outside the opening hours of that day, where those are known."""
    if given.line_open is False and call.channel in {"phone", "chat"}:
        yield Breach("started_at")


TESTS = {
    "R01": r01_the_channel_existed,
    "R02": r02_codes_of_the_call,
    "R16": r16_grown_up_roles,
    "R17": r17_whom_it_is_about,
    "R18": r18_somebody_is_reported,
    "R19": r19_not_so_many,
    "R20": r20_no_call_no_persons,
    "R21": r21_youth_help_needs_a_minor,
    "R22": r22_advice_or_referral,
    "R23": r23_the_commission,
    "R24": r24_danger_is_answered,
    "R26": r26_anonymous_is_anonymous,
    "R27": r27_moments_make_sense,
    "R28": r28_the_campaign_ran,
    "R30": r30_the_line_was_open,
}
