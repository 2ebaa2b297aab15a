from datetime import UTC, datetime, timedelta

import pytest
from tests.hub.asking import Asker
from tests.hub.test_archive import Desk

from workstation.hub.administration import NotAllowed
from workstation.hub.erasures import EXPIRES, WAITS, Erasures


class Clock:
    now = datetime(2026, 11, 1, tzinfo=UTC)

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def erasures(file_team, clock):
    Desk(file_team, "an").write("r1", {"note": "x"})
    return Erasures(file_team.database, clock)


def test_erasure_takes_two_persons_and_three_days(erasures, clock):
    asked = erasures.ask("r1", "retention", by="lies")
    for by in ("lies", "mia"):  # the same person never; another not yet
        with pytest.raises(NotAllowed):
            erasures.confirm(asked, by=by)
    clock.now += timedelta(seconds=WAITS)
    with pytest.raises(NotAllowed):
        erasures.confirm(asked, by="lies")
    assert erasures.confirm(asked, by="mia") == 1
    with pytest.raises(NotAllowed):
        erasures.confirm(asked, by="mia")


def test_a_request_is_over_after_two_weeks(erasures, clock):
    asked = erasures.ask("r1", "retention", by="lies")
    clock.now += timedelta(seconds=EXPIRES + 1)
    with pytest.raises(NotAllowed):
        erasures.confirm(asked, by="mia")


def test_a_reason_that_is_not_on_the_list_is_not_taken(file_team):
    file_team.administration.add_account("lies", "flemish_coordinator")
    asker = Asker(file_team)
    asker.token = asker.token_for("lies")
    assert asker.post("erasures", {"record": "r1", "reason": "her name is in it"}).status == 400
    assert asker.post("erasures", {"record": "r1", "reason": "court_order"}).status == 200
    asker.close()
