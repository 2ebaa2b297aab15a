"""When something is due, as it is said on the telephone."""

from datetime import UTC, datetime

import pytest

from workstation.domain.moments import local
from workstation.forms.due import read_due

NOW = datetime(2026, 11, 24, 13, 5, tzinfo=UTC)  # a Tuesday, 14:05 in Brussels


def said(typed):
    due = read_due(typed, NOW)
    return None if due is None else f"{local(due.since):%d/%m %H:%M}-{local(due.until):%d/%m %H:%M}"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("morgen 14-16", "25/11 14:00-25/11 16:00"),
        ("morgen tussen 14u en 16u30", "25/11 14:00-25/11 16:30"),
        ("do 10u", "26/11 10:00-26/11 10:00"),
        ("donderdag om 10 uur", "26/11 10:00-26/11 10:00"),
        ("di 9u", "01/12 09:00-01/12 09:00"),
        ("vr voormiddag", "27/11 09:00-27/11 12:00"),
        ("vandaag 15:30", "24/11 15:30-24/11 15:30"),
        ("over 3 dagen", "27/11 09:00-27/11 17:00"),
        ("over een week in de namiddag", "01/12 13:00-01/12 17:00"),
        ("27/11", "27/11 09:00-27/11 17:00"),
        ("27/11 tot 30/11", "27/11 09:00-30/11 17:00"),
        ("do - vr 9-12", "26/11 09:00-27/11 12:00"),
        ("3/1/2027 9:15", "03/01 09:15-03/01 09:15"),
        ("16u", "24/11 16:00-24/11 16:00"),
        ("10u", "25/11 10:00-25/11 10:00"),
        ("avond", "24/11 17:00-24/11 21:00"),
        ("1/2", "01/02 09:00-01/02 17:00"),
    ],
)
def test_what_is_said_is_understood(typed, meant):
    assert said(typed) == meant


@pytest.mark.parametrize("typed", ["", "later", "31/2", "do 16-14", "27u", "vr 30/11 tot", "30/11 tot 27/11"])
def test_what_is_not_understood_is_not_guessed(typed):
    assert said(typed) is None


def test_a_day_that_is_over_is_returned_so_that_it_can_be_said():
    assert read_due("20/11", NOW).until < NOW
