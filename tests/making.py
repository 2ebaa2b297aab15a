"""Calls, persons and drafts for tests: state what matters, nothing else."""

from dataclasses import replace
from datetime import UTC, datetime

from workstation.domain.calls import Call
from workstation.domain.ids import CallId, PersonId
from workstation.domain.reported_persons import ReportedPerson

BEGAN = datetime(2026, 11, 20, 13, 10, tzinfo=UTC)
ENDED = datetime(2026, 11, 20, 13, 28, tzinfo=UTC)


def a_person(name="p1", **changed):
    """One (possible) victim without any answer."""
    return replace(ReportedPerson(id=PersonId(name)), **changed)


def a_call(**changed):
    """A telephone call of a friend about one person, on 20 November 2026."""
    return replace(
        Call(
            id=CallId("c1"),
            number="2026-K7-00001",
            channel="phone",
            started_at=BEGAN,
            ended_at=ENDED,
            persons=(a_person(),),
        ),
        **changed,
    )
