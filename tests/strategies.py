"""Hypothesis strategies for records that a vault must give back exactly."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from workstation.domain.calls import SAFETY_QUESTIONS, Addition, Call, Mark, Override
from workstation.domain.referrals import Outcome, Referral
from workstation.domain.reported_persons import PersonRelation, ReportedPerson

# NUL and half characters are replaced on the way in (domain/texts.py has its own tests)
prose = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=60)
ids = st.uuids(version=4).map(lambda one: one.hex)
codes = st.text("abcdefghijklmnopqrstuvwxyz_0123456789", min_size=1, max_size=20)
maybe_code = st.none() | codes
seconds = st.none() | st.integers(0, 100_000)
moments = st.integers(int(datetime(2012, 3, 1, tzinfo=UTC).timestamp()), 2_200_000_000).map(
    lambda one: datetime.fromtimestamp(one, UTC)
)
nis = st.none() | st.from_regex(r"[1-9][0-9]{4}", fullmatch=True)
missing = st.dictionaries(codes, st.sampled_from(["contact_does_not_know", "refused"]), max_size=3)
several = st.lists(codes, max_size=4, unique=True).map(tuple)

persons = st.builds(
    ReportedPerson, id=ids, is_contact=st.booleans(), age_years=st.none() | st.integers(0, 130), age_group=maybe_code,
    gender=maybe_code, municipality=nis, problem_type=maybe_code, context_family=maybe_code,
    context_setting=maybe_code, violence_forms=several, main_form=maybe_code, violence_time=maybe_code,
    relation_to_contact=maybe_code, missing=missing,
)  # fmt: skip


@st.composite
def calls(draw) -> Call:
    people = tuple(draw(st.lists(persons, max_size=4, unique_by=lambda one: one.id)))
    who = st.sampled_from([one.id for one in people]) if people else st.nothing()
    some = {"max_size": 4 if people else 0}
    maybe_who = st.none() | who if people else st.none()
    referral = st.builds(
        Referral, id=ids, service=codes, service_version=st.integers(1, 99), service_name=prose, category=codes,
        given_at=moments, person=maybe_who, how=codes,
    )  # fmt: skip
    return draw(
        st.builds(
            Call, id=ids, number=ids, channel=codes, started_at=moments, ended_at=st.none() | moments,
            waited_s=seconds, wrap_up_s=seconds, entered_late=st.booleans(), anonymous=maybe_code,
            contact_age=maybe_code, contact_age_years=st.none() | st.integers(0, 130), contact_gender=maybe_code,
            contact_municipality=nis, contact_name=st.none() | prose, relation_to_victim=maybe_code,
            heard_via=maybe_code, campaign=maybe_code, urgency=maybe_code, qualifiers=several, help_offered=several,
            safety=st.dictionaries(st.sampled_from(SAFETY_QUESTIONS), codes), narrative=prose,
            callback_agreed=maybe_code, safe_moment=prose, team=maybe_code, counsellor=prose,
            shift=st.none() | ids, persons=st.just(people),
            relations=st.lists(st.builds(PersonRelation, who, codes, who), **some).map(tuple),
            referrals=st.lists(referral, max_size=3, unique_by=lambda one: one.id).map(tuple),
            outcomes=st.lists(st.builds(Outcome, who, codes, st.none() | codes), **some).map(tuple),
            marks=st.lists(st.builds(Mark, moments, codes), max_size=4).map(tuple),
            overrides=st.lists(st.builds(Override, codes, maybe_who, prose), max_size=3).map(tuple),
            additions=st.lists(st.builds(Addition, moments, prose, prose), max_size=3).map(tuple),
            missing=missing, revision=st.integers(1, 9), edition=codes, filed_at=moments,
        )
    )  # fmt: skip
