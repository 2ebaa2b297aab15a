from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from workstation import resources
from workstation.domain.calls import Addition, Call, Mark, Override
from workstation.domain.referrals import Outcome, Referral
from workstation.domain.reported_persons import PersonRelation, ReportedPerson
from workstation.domain.services import Service
from workstation.reports.page import PrintStamp
from workstation.vocabulary.reading import FILES, read_codebook
from workstation.vocabulary.words import words

BEGAN = datetime(2026, 11, 20, 13, 3, 10, tzinfo=UTC)

NARRATIVE = """[00:20] Mevrouw belt vanop haar werk. Ze spreekt stil en wil eerst weten of iemand meeluistert.
[02:10] Sinds de zomer is haar partner sneller boos. Vorige week duwde hij haar tegen de keukenkast; ze had een blauwe plek op haar arm. Ze is niet naar de huisarts geweest.
Ze zegt dat hij het daarna niet wil bespreken en dat ze op eieren loopt.
[07:45] De zoon (9) zat op de trap en hoorde het roepen. Op school zegt de juf dat hij stiller is dan vroeger.
[14:30] We bekeken samen wat ze nu kan doen: een tas bij haar zus, het nummer van het Veilig Huis, en wat ze tegen de juf kan zeggen. Ze wil nu geen aangifte doen.
[21:05] Ze vraagt of het CAW ook in de week belt. Afgesproken dat ze zelf kiest wanneer."""

SERVICES = {
    ("caw-test", 3): Service(
        id="caw-test", category="caw", name="CAW De Verzonnen Stad", phone="078 15 03 00", email="onthaal@caw.example",
        website="https://www.caw.example", address="Grote Markt 1, 9000 Gent", opening_hours="Ma-vr 9-17 u",
        cost="gratis", anonymous="yes", description="BESCHRIJVING over partnergeweld", confidence="verified",
        checked_on="2026-03-01", version=3,
    ),
    ("pz-test", 1): Service(
        id="pz-test", category="politie", name="Politiezone Verzonnen Stad", phone="", cost="", address="Kaai 2, 9000 Gent",
        confidence="unverified", version=1,
    ),
}  # fmt: skip


@pytest.fixture(scope="session")
def codebook():
    return read_codebook(tuple(resources.read("codebook", name) for name in FILES), "", "test")


@pytest.fixture(scope="session")
def text():
    return words()


@pytest.fixture
def stamp():
    return PrintStamp("A-2026-000123", "0417", datetime(2026, 11, 22, 13, 55, tzinfo=UTC))


def place_name(nis):
    return {"44021": "Gent", "46021": "Sint-Niklaas"}.get(nis, nis)


def entry(service, version):
    return SERVICES.get((service, version))


def a_call(**changed):
    first = ReportedPerson(
        id="p1", is_contact=True, age_years=34, age_group="age_18_59", gender="female", municipality="44021",
        problem_type="partner_violence", context_family="intrafamilial", context_setting="household",
        violence_forms=("physical_violence", "emotional_violence"), main_form="physical_violence", violence_time="current",
    )  # fmt: skip
    second = ReportedPerson(
        id="p2", age_years=9, age_group="age_7_12", gender="male", municipality="44021", problem_type="child_abuse",
        context_family="intrafamilial", context_setting="household", violence_forms=("emotional_violence",),
        main_form="emotional_violence", relation_to_contact="parent_step",
        missing={"violence_time": "contact_does_not_know"},
    )  # fmt: skip
    call = Call(
        id="c1", number="2026-K7-00123", channel="phone", started_at=BEGAN, ended_at=BEGAN + timedelta(minutes=38),
        waited_s=41, anonymous="yes", contact_age="adult_18_59", contact_age_years=34, contact_gender="female",
        contact_municipality="44021", relation_to_victim="self", heard_via="friend_family", urgency="urgent",
        help_offered=("listening", "think_along", "referral_information"),
        safety={"safe_to_talk": "yes", "immediate_danger": "no", "weapon": "unknown", "children_present": "yes",
                "suicide": "refused"},
        narrative=NARRATIVE, callback_agreed="no", team="oost_vlaanderen", counsellor="Hanne V.",
        persons=(first, second), relations=(PersonRelation("p1", "parent", "p2"), PersonRelation("p2", "child", "p1")),
        referrals=(
            Referral("r1", "caw-test", 3, "CAW De Verzonnen Stad", "caw", BEGAN + timedelta(minutes=20), "p1"),
            Referral("r2", "pz-test", 1, "Politiezone Verzonnen Stad", "politie", BEGAN + timedelta(minutes=22), "p1"),
        ),
        outcomes=(Outcome("p1", "caw", "caw-test"), Outcome("p1", "police_justice", "pz-test"),
                  Outcome("p2", "information_advice_support")),
        marks=(Mark(BEGAN + timedelta(minutes=3), "danger_on"), Mark(BEGAN + timedelta(minutes=9), "danger_off")),
        overrides=(Override("R24", None, "Ze is op haar werk en voelt zich daar veilig."),),
        additions=(Addition(BEGAN + timedelta(days=1), "Hanne V.", "Mevrouw stuurde een mail om te bedanken."),),
        filed_at=BEGAN + timedelta(minutes=45), edition="test",
    )  # fmt: skip
    return replace(call, **changed)
