from datetime import UTC, datetime

import pytest

from workstation.directory.saying import to_the_caller
from workstation.domain.services import Service
from workstation.vocabulary.words import words

SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)


def service(**changed):
    return Service(**({"id": "x", "category": "caw", "name": "CAW Ergens", "phone": "09 000 00 00"} | changed))


def test_a_confirmed_number_with_hours_is_said_with_the_hours():
    said = to_the_caller(service(confidence="verified", opening_spec="24/7"), SUNDAY, words())
    assert "09 000 00 00" in said
    assert "dag en nacht" in said


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"phone": ""}, "geen bevestigd nummer"),
        ({"confidence": "unverified"}, "niet bevestigd"),
        ({}, "uren ken ik niet zeker"),
        ({"opening_spec": "Mo-Fr 09:00-17:00"}, "Op dit moment niet"),
        ({"cost": "gratis"}, "gratis"),
        ({"anonymous": "yes"}, "naam hoef je niet"),
    ],
)
def test_what_is_not_sure_is_said_and_what_takes_a_fear_away_too(changed, word):
    assert word in to_the_caller(service(**changed), SUNDAY, words())
