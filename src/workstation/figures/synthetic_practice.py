"""Practice calls: invented, varied, coded like a normal month, for the practice profile and for pictures."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from random import Random

from workstation import resources
from workstation.domain.calls import Call
from workstation.domain.ids import CallId, PersonId, ReferralId, ServiceId
from workstation.domain.referrals import Outcome, Referral
from workstation.domain.reported_persons import AGE_BANDS, ReportedPerson
from workstation.figures.synthetic import HELP, Linked, linked
from workstation.figures.synthetic_margins import YEAR_2024
from workstation.figures.synthetic_moments import Calendar, handled, waited, with_zone
from workstation.figures.synthetic_persons import Person
from workstation.figures.synthetic_places import Places, shipped_places
from workstation.vocabulary.reading import shipped_codebook

WEEKS = 6
EMPTY = ("silent_call", "dropped_call", "wrong_number")
HEARD = ("search_engine", "friend_family", "care_professional", "earlier_contact", "police_referral", "not_asked")
GROUPS = {"self": "self", "parent_step": "parent_step", "professional": "work_leisure", "leisure": "work_leisure",
          "perpetrator": "perpetrator", "perpetrator_environment": "bystander", "other": "other",
          "unknown": "other"}  # fmt: skip
Sentences = Mapping[str, Mapping[str, list[str]]]


def practice_calls(
    number: int, seed: int, today: date, counsellors: tuple[str, ...] = ("oefenprofiel",)
) -> list[Call]:
    """Return invented calls of the six weeks before `today`, oldest first.

    Every code is valid on its day, municipalities and services are real, the people and their words are not. The
    same arguments give the same calls. Every twenty-fifth is a silent, dropped or wrongly connected one.
    """
    random = Random(f"practice/{seed}/{number}/{today}")
    empty = number // 25
    calendar = Calendar(today - timedelta(weeks=WEEKS), today - timedelta(days=1), tuple(YEAR_2024.channel))
    filled: list[Linked | None] = [*linked(YEAR_2024, number - empty, random), *[None] * empty]
    drawn = [(calendar.draw(one.contact.channel if one else "phone", random), one) for one in filled]
    drawn.sort(key=lambda pair: pair[0])
    edition = shipped_codebook().edition
    found = []
    for place, (began, one) in enumerate(drawn, 1):
        basics = _Basics(f"{began.year}-OEF-{place:05}", with_zone(began), random.choice(counsellors), edition)
        found.append(_told(basics, one, random) if one else _empty(basics, random))
    return found


@dataclass(frozen=True, slots=True)
class _Basics:
    number: str
    started_at: datetime
    counsellor: str
    edition: str


def _id(random: Random) -> str:
    return f"{random.getrandbits(128):032x}"


def _empty(basics: _Basics, random: Random) -> Call:
    kind = random.choice(EMPTY)
    ended = basics.started_at + timedelta(seconds=random.randrange(5, 60))
    return Call(
        id=CallId(_id(random)), number=basics.number, channel="phone", started_at=basics.started_at, ended_at=ended,
        waited_s=random.randrange(5, 40), qualifiers=(kind,), narrative=random.choice(_sentences()["empty"][kind]),
        counsellor=basics.counsellor, edition=basics.edition, filed_at=ended,
    )  # fmt: skip


def _told(basics: _Basics, one: Linked, random: Random) -> Call:
    places, contact = shipped_places(), one.contact
    town, team = random.choice(places.towns)
    helped = tuple(h for h in HELP if h in random.sample(HELP, random.randrange(1, 4)))
    persons = tuple(_person(person, one, town if random.random() < 0.7 else None, random) for person in one.persons)
    took = handled(contact.channel, random)
    ended = basics.started_at + (took or timedelta(minutes=random.randrange(8, 40)))
    followed = [
        _followed(person, kept, places, ended, random) for person, kept in zip(one.persons, persons, strict=True)
    ]
    referrals = tuple(r for _, rs in followed for r in rs)
    if referrals:
        helped = tuple(dict.fromkeys((*helped, "referral_information")))
    urgency = random.choices(("not_urgent", "urgent", "not_assessed"), (70, 18, 12))[0]
    now_coded = basics.started_at.year >= 2026
    return Call(
        id=CallId(_id(random)), number=basics.number, channel=contact.channel, started_at=basics.started_at,
        ended_at=ended, waited_s=waited(contact.channel, random), wrap_up_s=random.randrange(60, 900),
        anonymous=random.choices(("yes", "no", None), (47, 25, 28))[0],
        contact_age=None if contact.age == "unknown" else contact.age, contact_gender=contact.gender,
        contact_municipality=town if random.random() < 0.5 else None, relation_to_victim=contact.relation,
        heard_via=random.choice((None, *HEARD)) if now_coded else None, urgency=urgency if now_coded else None,
        qualifiers=("frequent_caller",) if random.random() < 0.02 else (), help_offered=helped,
        safety={"safe_to_talk": random.choice(("yes", "yes", "yes", "unknown"))} if random.random() < 0.6 else {},
        narrative=_narrative(one, helped, random), team=team, counsellor=basics.counsellor, persons=persons,
        referrals=referrals, outcomes=tuple(o for os, _ in followed for o in os),
        missing={"contact_age": "contact_does_not_know"} if contact.age == "unknown" else {},
        edition=basics.edition, filed_at=ended + timedelta(seconds=random.randrange(60, 900)),
    )  # fmt: skip


def _person(person: Person, one: Linked, town: str | None, random: Random) -> ReportedPerson:
    own = one.own and person is one.persons[0]
    band = next(((low, high) for low, high, code in AGE_BANDS if code == person.age), None)
    years = random.randint(band[0], min(band[1], 88)) if band and random.random() < 0.6 else None
    alone = person.problem == "coping_past_violence"
    return ReportedPerson(
        id=PersonId(_id(random)), is_contact=own, age_years=years, age_group=person.age, gender=person.gender,
        municipality=town, problem_type=person.problem, context_family=person.context,
        context_setting=person.setting, violence_forms=person.forms or (person.main_form,),
        main_form=person.main_form, relation_to_contact=one.contact.relation if person is one.persons[0] else None,
        violence_time="past" if alone else random.choice(("current", "current", "past", "risk", None)),
    )  # fmt: skip


def _followed(
    person: Person, kept: ReportedPerson, places: Places, at: datetime, random: Random
) -> tuple[list[Outcome], list[Referral]]:
    outcomes, referrals = [], []
    for code in person.outcomes:
        service = places.service(code, kept.municipality, random) if random.random() < 0.4 else None
        outcomes.append(Outcome(kept.id, code, ServiceId(service.id) if service else None))
        if service:
            referrals.append(
                Referral(
                    id=ReferralId(_id(random)),
                    service=ServiceId(service.id),
                    service_version=1,
                    service_name=service.name,
                    category=service.category,
                    given_at=at.astimezone(UTC),
                    person=kept.id,
                )
            )
    return outcomes, referrals


@cache
def _sentences() -> Sentences:
    return tomllib.loads(resources.read("practice", "narratives.toml"))


def _narrative(one: Linked, helped: tuple[str, ...], random: Random) -> str:
    words = _sentences()
    who = words["who"][GROUPS.get(one.contact.relation, "bystander")]
    what = words["what"][one.persons[0].problem]
    further = [random.choice(words["further"][code]) for code in helped]
    many = f" Het gaat over {len(one.persons)} personen." if len(one.persons) > 1 else ""
    return f"{random.choice(who)} {random.choice(what)}{many} {' '.join(further)}"
