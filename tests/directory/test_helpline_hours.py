from datetime import datetime

import pytest

from workstation.directory.helpline_hours import channel_opening, hours_on, is_open, lines_open, shipped_hours
from workstation.directory.opening import is_spec
from workstation.domain.moments import BRUSSELS
from workstation.vocabulary.reading import shipped_codebook


def brussels(*parts):
    return datetime(*parts, tzinfo=BRUSSELS)


@pytest.mark.parametrize(
    ("channel", "at", "answer"),
    [
        ("phone", brussels(2026, 11, 20, 17, 30), True),
        ("phone", brussels(2026, 11, 20, 18), False),
        ("phone", brussels(2026, 11, 21, 12), False),
        ("phone", brussels(2026, 12, 25, 12), False),
        ("phone", brussels(2020, 11, 20, 17, 30), False),
        ("phone", brussels(2020, 11, 20, 16, 30), True),
        ("phone", brussels(2011, 11, 21, 12), None),
        ("chat", brussels(2026, 11, 19, 19), True),
        ("chat", brussels(2026, 11, 20, 19), False),
        ("chat", brussels(2026, 11, 19, 17, 30), False),
        ("chat", brussels(2026, 12, 25, 14), None),
        ("chat", brussels(2020, 11, 19, 14), None),
        ("email", brussels(2026, 11, 22, 3), True),
        ("outgoing_callback", brussels(2026, 11, 20, 10), None),
    ],
)
def test_1712_is_open_by_the_hours_of_that_day(channel, at, answer):
    assert is_open(channel, at) is answer


def test_the_screen_learns_which_lines_are_open():
    found = {line.channel: line.opening.open for line in lines_open(brussels(2026, 11, 20, 10))}
    assert found == {"phone": True, "chat": False, "email": True}


def test_the_next_change_is_known():
    assert channel_opening("phone", brussels(2026, 11, 20, 10)).changes_at == brussels(2026, 11, 20, 18)


def test_the_hours_are_readable_sourced_and_do_not_overlap():
    channels = {code.code for code in shipped_codebook().codes if code.list == "channel"}
    last = {}
    for hours in shipped_hours():
        assert is_spec(hours.spec)
        assert hours.source
        assert hours.channel in channels
        assert hours.assumed <= {"valid_from", "valid_until"}
        assert hours.channel not in last or (last[hours.channel] and last[hours.channel] < hours.valid_from)
        last[hours.channel] = hours.valid_until


def test_hours_agree_with_the_directory(edition):
    own = next(service for service in edition.services if service.id == "hulplijn-1712")
    now = hours_on("phone", brussels(2026, 11, 20, 10).date())
    assert now.spec.startswith(own.opening_spec)
