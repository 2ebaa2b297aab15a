import threading

import pytest

from workstation.domain.changes import Changes
from workstation.sync.meetings import Meeting, Standing
from workstation.sync.rhythm import Rhythm
from workstation.ui.sync_words import sync_words
from workstation.ui.syncing import Syncing


class Meets:
    """Stands for the meetings of a station; each waits until it may end."""

    def __init__(self):
        self.threads, self.may_end = [], threading.Event()
        self.may_end.set()
        self.next = Meeting(Standing(enrolled=True))

    def __call__(self):
        self.may_end.wait(5)
        self.threads.append(threading.current_thread().name)
        return self.next


@pytest.fixture
def meets():
    return Meets()


@pytest.fixture
def syncing(qtbot, meets):
    made = Syncing(meets, Rhythm(lambda low, _high: low / 50))
    yield made
    meets.may_end.set()
    made.stop()


def test_meeting_happens_in_a_lane_of_its_own_and_again_and_again(syncing, meets, qtbot):
    syncing.start()
    qtbot.waitUntil(lambda: len(meets.threads) >= 3, timeout=5000)
    assert all(name.startswith("hub") for name in meets.threads)


def test_what_others_wrote_is_announced_and_nothing_is_said_about_nothing(syncing, meets, qtbot):
    brought = []
    syncing.brought.connect(brought.append)
    meets.next = Meeting(Standing(enrolled=True), Changes.of("call", "c1"))
    with qtbot.waitSignal(syncing.brought, timeout=5000):
        syncing.start()
    meets.next = Meeting(Standing(enrolled=True))
    qtbot.waitUntil(lambda: len(meets.threads) >= 3, timeout=5000)
    assert {change for one in brought for change in one.touched} == {("call", "c1")}


def test_a_write_while_a_meeting_goes_on_is_handed_over_soon_after(qtbot, meets):
    made = Syncing(meets, Rhythm(lambda low, _high: low / 50 if low < 1 else 1000.0))
    meets.may_end.clear()
    made.start()
    made.heard(Changes.of("call", "c1"))
    meets.may_end.set()
    qtbot.waitUntil(lambda: len(meets.threads) == 2, timeout=5000)
    made.stop()


def test_a_revoked_station_meets_no_more(syncing, meets, qtbot):
    meets.next = Meeting(Standing(enrolled=True, trouble="revoked"), well=False)
    with qtbot.waitSignal(syncing.revoked, timeout=5000):
        syncing.start()
    syncing.now()
    qtbot.wait(100)
    assert len(meets.threads) == 1


def test_how_it_stands_in_words(text):
    from datetime import UTC, datetime

    at = datetime(2026, 11, 20, 8, 41, tzinfo=UTC)
    assert sync_words(Standing(), text) == "Werkt zonder net"
    assert sync_words(Standing(enrolled=True, met=at), text) == "Gelijk 09:41"
    found = sync_words(Standing(enrolled=True, met=at, to_send=3, conflicts=1, alarms=1), text)
    assert found == "Gelijk 09:41 · 3 te verzenden · 2 om na te kijken"
    assert sync_words(Standing(enrolled=True), text) == "Nog niet gelijk"


def test_every_trouble_has_a_sentence(text):
    from workstation.sync import meetings

    for name in ("UNREACHABLE", "NEEDS_CODE", "AWAY", "REVOKED", "NO_KEY", "REFUSED"):
        assert f"sync.trouble.{getattr(meetings, name)}" in text
