"""While the station keeps one page, or seals one batch, the hub already works on the next."""

import pytest
from tests.records import a_call

from workstation.sync.ahead import Ahead
from workstation.sync.protocol import Unreachable


class Counting:
    """A line that counts, and says what it was asked for."""

    def __init__(self, hub):
        self._hub, self.pulls, self.pushes = hub, [], []

    def pull(self, device, pull):
        self.pulls.append(pull)
        return self._hub.pull(device, pull)

    def push(self, device, push):
        self.pushes.append([one.n for one in push.changes])
        return self._hub.push(device, push)

    def __getattr__(self, name):
        return getattr(self._hub, name)


def small_steps(who):
    who.exchange.line.hub = line = Counting(who.hub)
    who.exchange.page = who.exchange.batch = 3
    return line


@pytest.fixture
def calls():
    return [a_call(number=f"2026-K7-{at:05d}") for at in range(7)]


def test_batches_go_in_their_order_and_each_once(station, calls):
    an = station("an")
    line = small_steps(an)
    an.keep(*calls)
    an.meet()
    assert [n for push in line.pushes for n in push] == list(range(1, 15))  # each call with its person
    assert an.waiting().to_send == 0


def test_long_texts_go_in_more_requests_than_short_ones(station):
    an = station("an")
    line = small_steps(an)
    an.exchange.batch = 400
    an.keep(*(a_call(number=f"2026-K7-{at:05d}", narrative="woord " * 150_000) for at in range(3)))
    an.meet()
    assert [len(push) for push in line.pushes] == [2, 2, 2]
    assert an.waiting().to_send == 0


def test_no_page_is_asked_for_twice(station, calls):
    an, bo = station("an"), station("bo")
    an.keep(*calls)
    an.meet()
    line = small_steps(bo)
    bo.meet()
    asked = [tuple(sorted((name, at.seq) for name, at in pull.cursors.items())) for pull in line.pulls]
    assert len(asked) == len(set(asked)) == 5
    assert [bo.call(call.id) for call in calls] == calls


@pytest.mark.parametrize("point", ["page_before_commit", "pull_answered"])
def test_a_first_reading_broken_off_goes_on_where_it_was(station, calls, point):
    an, bo = station("an"), station("bo")
    an.keep(*calls)
    an.meet()
    line, met = small_steps(bo), []

    def die(here):
        met.append(here)
        if met.count(point) == 3:
            raise KeyboardInterrupt

    bo.exchange.crash = die
    with pytest.raises(KeyboardInterrupt):
        bo.meet()
    with bo.vault.reading() as work:
        kept = work.records.cursors()
    assert sum(at.seq for at in kept.values()) == 6  # two pages of three, nothing of the third
    line.pulls.clear()
    bo.exchange.crash = lambda _point: None
    bo.meet()
    assert line.pulls[0].cursors == kept
    assert [bo.call(call.id) for call in calls] == calls


def test_a_batch_that_cannot_be_sealed_leaves_the_one_before_as_the_hub_answered_it(station, calls):
    an = station("an")
    small_steps(an)
    an.keep(*calls)
    sealing, sealed = an.keys.sealing, []

    def fails_later(work):
        sealed.append(1)
        if len(sealed) == 3:
            raise Unreachable
        return sealing(work)

    an.keys.sealing = fails_later
    with pytest.raises(Unreachable):
        an.meet()
    an.keys.sealing = sealing
    line = small_steps(an)
    an.meet()
    assert line.pushes[0] == [4, 5, 6]
    assert an.waiting().to_send == 0


def test_what_was_asked_ahead_and_failed_is_no_answer_to_anything_else():
    class Down:
        def pull(self, _device, _pull):
            raise Unreachable

        def known(self, _device, ids):
            return ids

    line = Ahead(Down())
    line.pull_ahead("d", "one")
    assert line.known("d", ("x",)) == ("x",)
    line.pull_ahead("d", "two")
    with pytest.raises(Unreachable):
        line.pull("d", "two")
    line.rest()
    line.rest()
