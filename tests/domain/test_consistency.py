"""All thirty rules: where each holds, where it breaks, and that what is not known never breaks one."""

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.records import AFTERNOON, an_unasked_call, an_unasked_person

from workstation import resources
from workstation.domain.calls import Override
from workstation.domain.consistency import findings, rules
from workstation.domain.referrals import Outcome
from workstation.vocabulary.reading import shipped_codebook
from workstation.vocabulary.words import words


def found(call, **changed):
    return [f.rule for f in findings(call, shipped_codebook(), **changed)]


def about(**changed):
    return an_unasked_call(persons=(an_unasked_person(**changed),))


def caller_is(person=None, **call):
    return an_unasked_call(
        relation_to_victim="self", persons=(an_unasked_person(is_contact=True, **person or {}),), **call
    )


def followed(*codes, **person):
    return an_unasked_call(
        persons=(an_unasked_person(**person),), outcomes=tuple(Outcome("p1", code) for code in codes)
    )


MANY = tuple(an_unasked_person(f"p{n}") for n in range(7))
LATER = AFTERNOON + timedelta(hours=9)
IN_2018 = datetime(2018, 12, 31, 12, tzinfo=UTC)
LONG_AGO = datetime(2024, 7, 1, 12, tzinfo=UTC)

BREAKS = [
    ("R01", an_unasked_call(channel="chat", started_at=IN_2018, ended_at=None)),
    ("R02", about(problem_type="historical_abuse")),
    ("R02", about(violence_forms=("made_up",))),
    ("R02", an_unasked_call(heard_via="made_up")),
    ("R02", an_unasked_call(help_offered=("made_up",))),
    ("R02", an_unasked_call(qualifiers=("suicidality",), started_at=LONG_AGO, ended_at=None)),
    ("R02", followed("police")),
    ("R03", about(problem_type="child_abuse", age_group="age_18_59")),
    ("R04", about(problem_type="violence_between_minors", age_group="adult_unknown")),
    ("R05", about(problem_type="elder_abuse", age_group="age_18_59")),
    ("R05", about(problem_type="elder_abuse", age_group="minor_unknown")),
    ("R06", about(problem_type="parent_abuse", age_group="unborn")),
    ("R07", about(problem_type="extrafamilial_adults", context_family="intrafamilial")),
    ("R08", about(problem_type="partner_violence", context_family="extrafamilial")),
    ("R09", about(context_setting="school", context_family="intrafamilial")),
    ("R10", about(main_form="sexual_violence", violence_forms=("physical_violence",))),
    (
        "R11",
        about(problem_type="other_no_violence", main_form="sexual_violence", violence_forms=("sexual_violence",)),
    ),
    ("R12", an_unasked_call(relation_to_victim="self")),
    (
        "R12",
        an_unasked_call(
            relation_to_victim="self",
            persons=(an_unasked_person("a", is_contact=True), an_unasked_person("b", is_contact=True)),
        ),
    ),
    ("R13", an_unasked_call(relation_to_victim="neighbour", persons=(an_unasked_person(is_contact=True),))),
    ("R14", caller_is({"age_group": "age_7_12"}, contact_age="adult_18_59")),
    ("R15", caller_is({"gender": "female"}, contact_gender="male")),
    ("R16", an_unasked_call(relation_to_victim="parent_step", contact_age="minor_12_17")),
    ("R17", an_unasked_call(relation_to_victim="perpetrator", persons=())),
    ("R18", an_unasked_call(persons=())),
    ("R19", an_unasked_call(persons=MANY)),
    ("R20", an_unasked_call(qualifiers=("silent_call",))),
    ("R21", followed("vk_ocj", age_group="age_60_plus")),
    ("R22", followed("information_advice_support", "caw")),
    ("R23", followed("commission_institutional_abuse", problem_type="child_abuse")),
    ("R24", an_unasked_call(urgency="immediate_danger", help_offered=("listening",))),
    ("R25", about(problem_type="uncategorised")),
    ("R26", an_unasked_call(anonymous="yes", contact_name="Noor Voorbeeld")),
    ("R27", an_unasked_call(ended_at=AFTERNOON - timedelta(seconds=1))),
    ("R27", an_unasked_call(ended_at=LATER)),
    ("R28", an_unasked_call(campaign="summer_2024")),
    ("R28", an_unasked_call(campaign="vrt_mention_2020", started_at=IN_2018, ended_at=None)),
    ("R28", an_unasked_call(campaign="made_up")),
    ("R29", about(problem_type="coping_past_violence", violence_time="current")),
]

HOLDS = [
    ("R01", an_unasked_call(channel="chat")),
    ("R01", an_unasked_call(channel="")),
    (
        "R02",
        an_unasked_call(
            persons=(an_unasked_person(problem_type="historical_abuse"),), started_at=IN_2018, ended_at=None
        ),
    ),
    ("R03", about(problem_type="child_abuse", age_group="age_13_17")),
    ("R04", about(problem_type="violence_between_minors", age_group="age_13_17")),
    ("R05", about(problem_type="elder_abuse", age_group="age_60_plus")),
    ("R05", about(problem_type="elder_abuse", age_group="adult_unknown")),
    ("R06", about(problem_type="parent_abuse", age_group="age_18_59")),
    ("R07", about(problem_type="extrafamilial_adults", context_family="extrafamilial")),
    ("R08", about(problem_type="partner_violence", context_family="intrafamilial")),
    ("R09", about(context_setting="school", context_family="extrafamilial")),
    ("R10", about(main_form="sexual_violence", violence_forms=("sexual_violence",))),
    ("R11", about(problem_type="other_no_violence", main_form="other", violence_forms=("other",))),
    ("R12", caller_is()),
    ("R12", an_unasked_call(relation_to_victim="self", qualifiers=("test_call",), persons=())),
    ("R13", an_unasked_call(relation_to_victim="neighbour")),
    ("R14", caller_is({"age_group": "age_18_59"}, contact_age="adult")),
    ("R14", an_unasked_call(contact_age="minor", persons=(an_unasked_person(age_group="age_18_59"),))),
    ("R15", caller_is({"gender": "female"}, contact_gender="female")),
    ("R15", an_unasked_call(contact_gender="male", persons=(an_unasked_person(gender="female"),))),
    ("R16", an_unasked_call(relation_to_victim="parent_step", contact_age="adult")),
    ("R17", an_unasked_call(relation_to_victim="perpetrator")),
    ("R17", an_unasked_call(relation_to_victim="perpetrator", persons=(), qualifiers=("dropped_call",))),
    ("R18", an_unasked_call(persons=(), qualifiers=("silent_call",))),
    ("R19", an_unasked_call(persons=MANY[:6])),
    ("R20", an_unasked_call(persons=(), qualifiers=("silent_call",))),
    ("R20", an_unasked_call(qualifiers=("frequent_caller",))),
    ("R21", followed("vk_ocj", age_group="unborn")),
    ("R21", followed("caw", age_group="age_60_plus")),
    ("R22", followed("information_advice_support", "other_outcome")),
    ("R23", followed("commission_institutional_abuse", problem_type="institutional_abuse")),
    ("R24", an_unasked_call(urgency="immediate_danger", help_offered=("emergency_alert",))),
    ("R24", followed("police_justice")),
    ("R25", about(problem_type="other_violence")),
    ("R26", an_unasked_call(anonymous="no", contact_name="Noor Voorbeeld")),
    ("R27", an_unasked_call(channel="email", ended_at=LATER)),
    (
        "R28",
        an_unasked_call(campaign="summer_2024", started_at=datetime(2024, 10, 20, 12, tzinfo=UTC), ended_at=None),
    ),
    ("R28", an_unasked_call(campaign="vrt_mention_2020")),
    ("R29", about(problem_type="coping_past_violence", violence_time="past")),
    ("R30", an_unasked_call()),
]

NOT_KNOWN = [
    about(problem_type=problem, age_group=age, context_family=context, context_setting=setting, violence_time=time)
    for problem in ("child_abuse", "violence_between_minors", "elder_abuse", "parent_abuse", "coping_past_violence",
                    "extrafamilial_adults", "partner_violence", "other_no_violence", None)
    for age in (None, "unknown")
    for context in (None, "unknown")
    for setting in (None, "unknown")
    for time in (None, "unknown")
]  # fmt: skip


@pytest.mark.parametrize(("rule", "call"), BREAKS)
def test_a_rule_finds_what_breaks_it(rule, call):
    assert rule in found(call)


@pytest.mark.parametrize(("rule", "call"), HOLDS)
def test_a_rule_is_silent_where_it_holds(rule, call):
    assert rule not in found(call)


@pytest.mark.parametrize("call", NOT_KNOWN)
def test_what_is_not_known_breaks_no_rule(call):
    assert found(call) == []


@pytest.mark.parametrize(
    "call",
    [
        an_unasked_call(relation_to_victim="unknown", persons=(an_unasked_person(is_contact=True),)),
        an_unasked_call(relation_to_victim=None, persons=(an_unasked_person(is_contact=True),)),
        caller_is({"age_group": "unknown", "gender": "unknown"}, contact_age="adult", contact_gender="male"),
        caller_is({"age_group": "age_7_12"}, contact_age="unknown"),
        an_unasked_call(relation_to_victim="grandparent", contact_age="unknown"),
        followed("vk_ocj", age_group="unknown"),
        followed("commission_institutional_abuse"),
        an_unasked_call(ended_at=None),
    ],
)
def test_what_is_not_known_of_the_caller_breaks_no_rule(call):
    assert found(call) == []


@pytest.mark.parametrize(("channel", "broken"), [("phone", True), ("chat", True), ("email", False)])
def test_outside_opening_hours_only_lines_with_hours_are_found(channel, broken):
    assert ("R30" in found(an_unasked_call(channel=channel), line_open=False)) is broken
    assert "R30" not in found(an_unasked_call(channel=channel), line_open=True)


def test_every_rule_of_the_codebook_is_tried_above():
    known = {
        row["rule_id"] for row in csv.DictReader(io.StringIO(resources.read("codebook", "consistency_rules.csv")))
    }
    assert set(rules()) == known
    assert {rule for rule, _ in BREAKS} | {"R30"} == {rule for rule, _ in HOLDS} == known


def test_hard_rules_come_first():
    call = an_unasked_call(
        persons=(
            an_unasked_person(problem_type="uncategorised", context_setting="school", context_family="intrafamilial"),
        )
    )
    assert [f.severity for f in findings(call, shipped_codebook())] == ["hard", "soft"]


def test_a_finding_says_where_and_of_whom():
    (finding,) = findings(about(problem_type="elder_abuse", age_group="age_18_59"), shipped_codebook())
    assert (finding.person, finding.field, finding.message) == (
        "p1",
        "problem_type",
        "Ouderenmis(be)handeling is voor 60+.",
    )


def test_a_soft_rule_can_be_set_aside_a_hard_one_cannot():
    call = an_unasked_call(
        persons=(
            an_unasked_person(problem_type="uncategorised", context_setting="school", context_family="intrafamilial"),
        ),
        overrides=(Override("R25", "p1", "wist het niet"), Override("R09", "p1", "toch")),
    )
    assert {f.rule: f.set_aside for f in findings(call, shipped_codebook())} == {"R09": False, "R25": True}


def test_a_reason_given_for_one_person_does_not_count_for_another():
    persons = (
        an_unasked_person("a", problem_type="uncategorised"),
        an_unasked_person("b", problem_type="uncategorised"),
    )
    call = an_unasked_call(persons=persons, overrides=(Override("R25", "a", "wist het niet"),))
    assert [f.set_aside for f in findings(call, shipped_codebook())] == [True, False]


# said more carefully on screen than in the codebook: nobody is a victim as a fact
SAID_OTHERWISE = {"R04", "R13"}


def test_every_rule_is_said_on_screen_as_the_codebook_says_it():
    text = words()
    different = {rule.id for rule in rules().values() if text(f"rules.{rule.id}") != rule.message}
    assert different == SAID_OTHERWISE


def some(name):
    return st.sampled_from([c.code for c in shipped_codebook().of_list(name)] + ["made_up"])


def codes(name):
    return st.none() | some(name)


def several(name):
    return st.lists(some(name), max_size=3).map(tuple)


MOMENT = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001 - bounds are naive
PERSON = st.builds(
    an_unasked_person,
    st.sampled_from(["p1", "p2"]),
    is_contact=st.booleans(),
    age_group=codes("person_age"),
    gender=codes("gender"),
    problem_type=codes("problem_type"),
    context_family=codes("context_family"),
    context_setting=codes("context_setting"),
    violence_forms=several("violence_form"),
    main_form=codes("violence_form"),
    violence_time=codes("violence_time"),
    relation_to_contact=codes("relation_to_victim"),
)
CALL = st.builds(
    an_unasked_call,
    channel=some("channel"),
    started_at=MOMENT,
    ended_at=st.none() | MOMENT,
    anonymous=codes("anonymous"),
    contact_age=codes("contact_age"),
    contact_gender=codes("gender"),
    contact_name=st.none() | st.text(),
    relation_to_victim=codes("relation_to_victim"),
    heard_via=codes("heard_via"),
    campaign=codes("campaign"),
    urgency=codes("urgency"),
    qualifiers=several("call_qualifier"),
    help_offered=several("help_offered"),
    team=codes("team"),
    persons=st.lists(PERSON, max_size=8).map(tuple),
    outcomes=st.lists(st.builds(Outcome, st.sampled_from(["p1", "p9"]), some("outcome")), max_size=3).map(tuple),
)


@given(CALL, st.sampled_from([None, True, False]))
def test_no_call_whatever_makes_a_rule_raise(call, line_open):
    for finding in findings(call, shipped_codebook(), line_open):
        assert finding.rule in rules()
