from datetime import UTC, date, datetime, timedelta

import pytest

from workstation.directory.opening import UNKNOWN, hours_of, is_spec, opening, said
from workstation.domain.ids import ServiceId
from workstation.domain.moments import BRUSSELS
from workstation.domain.services import Service
from workstation.vocabulary.words import words

WEEKDAYS = "Mo-Fr 09:00-17:00; PH off"


def easter(year):
    """The Gregorian computus of Meeus, Jones and Butcher."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def legal_holidays(year):
    """The ten legal holidays of Belgium (royal decree of 18 April 1974)."""
    fixed = ((1, 1), (5, 1), (7, 21), (8, 15), (11, 1), (11, 11), (12, 25))
    moving = (easter(year) + timedelta(days) for days in (1, 39, 50))
    return {date(year, month, day) for month, day in fixed} | set(moving)


def brussels(*parts, **more):
    return datetime(*parts, tzinfo=BRUSSELS, **more)


@pytest.mark.parametrize("year", range(2024, 2029))
def test_every_legal_holiday_is_a_holiday_and_no_working_day_else(year):
    days = (date(year, 1, 1) + timedelta(days) for days in range(366))
    off = {
        day
        for day in days
        if day.year == year
        and not opening("Mo-Su 09:00-17:00; PH off", brussels(day.year, day.month, day.day, 12)).open
    }
    assert len(legal_holidays(year)) == 10
    assert legal_holidays(year) <= off
    assert all(day.isoweekday() == 7 for day in off - legal_holidays(year))  # Easter Sunday


def test_known_easters():
    assert easter(2024) == date(2024, 3, 31)
    assert easter(2027) == date(2027, 3, 28)


def test_open_until_and_opens_again():
    assert opening(WEEKDAYS, brussels(2026, 11, 20, 10, 30)).changes_at == brussels(2026, 11, 20, 17)
    evening = opening(WEEKDAYS, brussels(2026, 11, 20, 17))
    assert evening.open is False
    assert evening.changes_at == brussels(2026, 11, 23, 9)


def test_a_moment_in_utc_is_read_on_the_clock_of_brussels():
    assert opening(WEEKDAYS, datetime(2026, 7, 1, 7, 30, tzinfo=UTC)).open is True
    assert opening(WEEKDAYS, datetime(2026, 12, 1, 7, 30, tzinfo=UTC)).open is False


def test_the_clock_change_moves_nothing_on_the_wall():
    before, after = brussels(2026, 3, 27, 12), brussels(2026, 3, 30, 12)
    assert opening(WEEKDAYS, before).changes_at.hour == opening(WEEKDAYS, after).changes_at.hour == 17
    night = opening("22:00-06:00", brussels(2026, 3, 28, 23))
    assert night.changes_at - brussels(2026, 3, 28, 23).astimezone(UTC) == timedelta(hours=6)
    night = opening("22:00-06:00", brussels(2026, 10, 24, 23))
    assert night.changes_at - brussels(2026, 10, 24, 23).astimezone(UTC) == timedelta(hours=8)


@pytest.mark.parametrize("fold", [0, 1])
def test_the_hour_that_comes_twice_is_no_trouble(fold):
    assert opening("22:00-06:00", brussels(2026, 10, 25, 2, 30, fold=fold)).open is True


def test_a_span_over_midnight_belongs_to_the_evening_it_begins():
    assert opening("Fr 22:00-06:00", brussels(2026, 11, 21, 3)).open is True
    assert opening("Fr 22:00-06:00", brussels(2026, 11, 20, 3)).open is False


def test_hours_that_say_nothing_of_holidays_are_not_known_on_one():
    assert opening("Mo-Fr 09:00-17:00", brussels(2026, 12, 25, 10)) == UNKNOWN
    assert opening(WEEKDAYS, brussels(2026, 12, 25, 10)).open is False
    assert opening("24/7", brussels(2026, 12, 25, 10)).open is True


def test_working_days_are_closed_on_holidays():
    service = Service(id=ServiceId("x"), category="caw", name="X", opening_hours="Elke werkdag 9-17 u")
    assert hours_of(service) == ""
    service = Service(
        id=ServiceId("x"),
        category="caw",
        name="X",
        opening_hours="Elke werkdag 9-17 u",
        opening_spec="Mo-Fr 09:00-17:00",
    )
    assert opening(hours_of(service), brussels(2026, 12, 25, 10)).open is False


@pytest.mark.parametrize("spec", ["", " ", "soms", "Mo-Fr 99:00", "\x00", "Mo-Fr 09:00-17:00;;; nonsense ("])
def test_hours_nobody_can_read_are_not_known(spec):
    assert opening(spec, brussels(2026, 11, 20, 10)) == UNKNOWN
    assert not is_spec(spec)


def test_every_spec_of_the_directory_can_be_read(edition):
    specs = {service.opening_spec for service in edition.services} - {""}
    assert len(specs) >= 10
    assert all(is_spec(spec) for spec in specs)


@pytest.mark.parametrize(
    ("spec", "at", "sentence"),
    [
        (WEEKDAYS, brussels(2026, 11, 20, 10), "nu open tot 17 uur"),
        ("Mo 18:30-21:30", brussels(2026, 11, 23, 19), "nu open tot 21.30 uur"),
        (WEEKDAYS, brussels(2026, 11, 19, 18), "gaat morgen om 9 uur open"),
        (WEEKDAYS, brussels(2026, 11, 20, 8), "gaat om 9 uur open"),
        (WEEKDAYS, brussels(2026, 11, 20, 18), "gaat maandag om 9 uur open"),
        (WEEKDAYS, brussels(2026, 12, 24, 18), "gaat maandag om 9 uur open"),
        ("Mo 14:00-16:00; PH off", brussels(2026, 11, 23, 18), "gaat maandag 30 november om 14 uur open"),
        ("24/7", brussels(2026, 11, 22, 3), "dag en nacht open"),
        ("Mo-Su 10:00-24:00; PH 10:00-24:00", brussels(2026, 11, 22, 12), "nu open tot middernacht"),
        ("22:00-06:00; PH 22:00-06:00", brussels(2026, 11, 22, 23), "nu open tot morgen 6 uur"),
        ("", brussels(2026, 11, 22, 12), "uren niet gekend"),
    ],
)
def test_opening_is_said_as_people_say_it(spec, at, sentence):
    assert said(opening(spec, at), at, words()) == sentence
