"""What is as large as the boxes allow still leaves in one request; what could never leave is refused before it is kept."""

from dataclasses import replace

import pytest
from tests.records import a_call, a_service
from tests.sync.test_editions import AN, hub, on, stations  # noqa: F401 - its hub and stations

from workstation.domain.envelopes import LARGEST_REQUEST, Push
from workstation.domain.problems import NotReady
from workstation.domain.texts import LONGEST_NOTE, LONGEST_TEXT
from workstation.domain.wire import push_out
from workstation.domain.wire_reading import written
from workstation.sync.publishing import publish_directory
from workstation.usecases.add_to_call import add_to_call

LETTER = "\U0001f33b"  # four bytes, as long as a letter can be
WORST = 2**17 + 30  # letters: the step up to the next size of what is sealed is widest here


def requests(station):
    """The sizes of what a station would send now, one after the other."""
    sizes = []
    while True:
        with station.vault.work() as work:
            changes = station.exchange._number(work, "d")
        if not changes:
            return sizes
        sizes.append(len(written(push_out(Push(0, None, changes))).encode()))


def handed_over(station):
    station.meet()
    with station.vault.reading() as work:
        return work.outbox.waiting().to_send == 0


@pytest.mark.parametrize(("times", "leaves"), [(1, True), (2, False)])
def test_the_longest_note_leaves_with_everything_beside_it_and_twice_as_long_would_not(pair, times, leaves):
    an, _ = pair
    assert handed_over(an)
    line = LETTER * 10_000
    an.keep(a_call(narrative=LETTER * LONGEST_NOTE * times, contact_name=line, safe_moment=line))
    assert (max(requests(an)) < LARGEST_REQUEST) == leaves


def test_many_long_texts_at_once_go_in_requests_that_the_hub_takes(pair):
    an, _ = pair
    assert handed_over(an)
    an.keep(*(a_call(narrative=LETTER * WORST) for _ in range(14)))
    sizes = requests(an)
    assert len(sizes) == 2
    assert max(sizes) < LARGEST_REQUEST


def test_three_texts_of_one_record_leave_together():
    assert 3 * LONGEST_TEXT <= LONGEST_NOTE


def test_an_addition_that_could_not_leave_is_not_kept_and_says_so(vault, clock):
    with pytest.raises(NotReady) as why:
        add_to_call("c1", "x" * (LONGEST_NOTE + 1), AN, vault=vault, now=clock)
    assert [one.text_key for one in why.value.problems] == ["filing.addition_too_long"]


@pytest.mark.parametrize(("words", "leaves"), [(6_000, True), (20_000, False)])
def test_a_directory_that_could_not_leave_is_not_brought_out_and_says_so(stations, words, leaves):  # noqa: F811
    an, _ = stations
    long = tuple(a_service(id=f"s{n}", name=f"Dienst {n}", description="w" * words) for n in range(500))
    with an.vault.work() as work:
        work.directory.bring_in(long, "2027-test", an.clock(), "edition")
    if leaves:
        assert publish_directory(replace(AN, counsellor="an"), keyring=an.keys, **on(an)) == 500
        assert max(requests(an)) < LARGEST_REQUEST
        return
    before = an.waiting().to_send
    with pytest.raises(NotReady) as why:
        publish_directory(replace(AN, counsellor="an"), keyring=an.keys, **on(an))
    assert [one.text_key for one in why.value.problems] == ["sync.edition.too_large"]
    assert an.waiting().to_send == before
