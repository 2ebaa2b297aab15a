"""Records for tests: state what matters, the rest is invented. The only way tests make a call."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from workstation.domain.calls import Call
from workstation.domain.ids import CallId, PersonId, ReferralId, ServiceId, ShiftId, new_id
from workstation.domain.referrals import Outcome, Referral
from workstation.domain.reported_persons import ReportedPerson
from workstation.domain.services import Service
from workstation.domain.shifts import Shift

MORNING = datetime(2026, 11, 20, 9, 12, tzinfo=UTC)
AFTERNOON = datetime(2026, 11, 20, 13, 10, tzinfo=UTC)


def a_person(**changed) -> ReportedPerson:
    return ReportedPerson(
        **{
            "id": PersonId(new_id()),
            "age_group": "age_18_59",
            "gender": "female",
            "municipality": "44021",
            "problem_type": "partner_violence",
            "context_family": "intrafamilial",
            "violence_forms": ("physical_violence", "emotional_violence"),
            "main_form": "physical_violence",
        }
        | changed
    )


def a_call(**changed) -> Call:
    person = a_person()
    began = changed.get("started_at", MORNING)
    call_id = changed.get("id", CallId(new_id()))
    return Call(
        **{
            "id": call_id,
            "number": f"2026-K7-{int(call_id[:8], 16) if call_id.isalnum() else 1:010d}",
            "channel": "phone",
            "started_at": began,
            "ended_at": began + timedelta(minutes=17, seconds=5),
            "filed_at": began + timedelta(minutes=20),
            "counsellor": "m.peeters",
            "team": "oost_vlaanderen",
            "anonymous": "yes",
            "narrative": "Mevrouw belt vanop haar werk.",
            "persons": (person,) if "persons" not in changed else (),
            "outcomes": (Outcome(person.id, "caw"),) if "persons" not in changed else (),
            "edition": "2026-test",
        }
        | changed
    )


def a_referral(**changed) -> Referral:
    return Referral(
        **{
            "id": ReferralId(new_id()),
            "service": ServiceId("caw-oost"),
            "service_version": 1,
            "service_name": "CAW Oost-Vlaanderen",
            "category": "caw",
            "given_at": MORNING + timedelta(minutes=9),
        }
        | changed
    )


def a_service(**changed) -> Service:
    return Service(
        **{
            "id": ServiceId("caw-oost"),
            "category": "caw",
            "name": "CAW Oost-Vlaanderen",
            "phone": "0800 13 500",
            "audience": ("all",),
            "topics": ("partnergeweld", "wonen"),
            "confidence": "likely",
        }
        | changed
    )


def a_shift(**changed) -> Shift:
    return Shift(
        **{
            "id": ShiftId(new_id()),
            "counsellor": "m.peeters",
            "team": "oost_vlaanderen",
            "line": "phone",
            "began_at": MORNING,
            "planned_end": MORNING + timedelta(hours=4),
            "planned_break": MORNING + timedelta(hours=2),
        }
        | changed
    )


def an_unasked_person(name="p1", **changed) -> ReportedPerson:
    """One (possible) victim without any answer: the test gives those that matter."""
    return replace(ReportedPerson(id=PersonId(name)), **changed)


def an_unasked_call(**changed) -> Call:
    """A telephone call about one person, nothing asked yet, on the afternoon of 20 November 2026."""
    return replace(
        Call(
            id=CallId("c1"),
            number="2026-K7-00001",
            channel="phone",
            started_at=AFTERNOON,
            ended_at=AFTERNOON + timedelta(minutes=18),
            persons=(an_unasked_person(),),
        ),
        **changed,
    )
