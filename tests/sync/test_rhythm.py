from workstation.sync.rhythm import LONGEST, Rhythm


def test_a_write_is_handed_over_within_seconds():
    assert max(Rhythm().written() for _ in range(200)) <= 2.5


def test_moments_differ_so_that_stations_do_not_knock_together():
    assert len({round(Rhythm().met(), 3) for _ in range(50)}) > 40


def test_a_hub_that_does_not_answer_is_asked_ever_later_and_at_once_again_when_it_does():
    rhythm = Rhythm(lambda _low, high: high)
    waits = [rhythm.failed() for _ in range(10)]
    assert waits == sorted(waits)
    assert waits[0] == 4
    assert waits[-1] == LONGEST
    assert rhythm.written() == LONGEST
    rhythm.met()
    assert rhythm.written() <= 2.5


def test_a_hub_that_asks_for_time_gets_it():
    assert Rhythm().failed(at_least=120) >= 120
