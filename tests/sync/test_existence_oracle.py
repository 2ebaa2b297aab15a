"""Does the time of an answer tell that a sealed call exists, to one who may not see it? Pairs, in an order that dice choose.

300 pairs here; `make check-existence` plays 10,000 (EXISTENCE_PAIRS). Judged twice, by processor time and by the clock:
by a sign test, which no single slow answer can sway, and by the medians. A leak must show in both to be one: in 10,000
pairs a sign test alone sees what a different string costs. Controls: a leak of some tens of microseconds turns it red.
"""

import gc
import math
import os
import random
import shutil
import sqlite3
import statistics
import time
from contextlib import closing, nullcontext, suppress
from functools import partial

import pytest
from tests.hub.hubs import Team
from tests.records import a_call
from tests.sync.grouped import a_group, a_team, close, desk_of
from tests.sync.teams import round_

from workstation.domain.envelopes import Pull
from workstation.domain.ids import CallId, new_id
from workstation.domain.wire import pulled_written
from workstation.store.streams import sealed_calls
from workstation.usecases.look_up_calls import look_up_calls
from workstation.usecases.open_call import open_call

PAIRS = int(os.environ.get("EXISTENCE_PAIRS", "300"))
SEARCHES = int(os.environ.get("EXISTENCE_PAIRS", "60"))  # each waits for the disk twice: it stands in the read log
MOST_SIGMA = 4.5  # of a sign test: by chance once in some 150,000 runs
MOST_SHARE = 0.02  # of the median: below this nobody beside a disk and a line learns anything
CLOCKS = {"processor": time.process_time_ns, "clock": time.perf_counter_ns}


def measured(sealed, absent, pairs=PAIRS, seed=1):
    """Time both of each pair; `sealed` and `absent` give the n-th question. Return per clock what it tells."""
    dice, took = random.Random(seed), {name: [] for name in CLOCKS}
    gc.collect()
    gc.disable()
    try:
        for n in range(-20, pairs):
            both = {"sealed": sealed(n), "absent": absent(n)}
            spent = {name: {} for name in CLOCKS}
            for which in dice.sample(sorted(both), 2):
                began = {name: clock() for name, clock in CLOCKS.items()}
                with suppress(KeyError):
                    both[which]()
                for name, clock in CLOCKS.items():
                    spent[name][which] = clock() - began[name]
            if n >= 0:  # the first ones warm up
                for name in CLOCKS:
                    took[name].append((spent[name]["sealed"], spent[name]["absent"]))
    finally:
        gc.enable()
    return {name: told(of) for name, of in took.items()}


def told(pairs):
    """The sign test in sigmas, and by what share of the median the two differ."""
    more, less = (sum((a > b) if up else (a < b) for a, b in pairs) for up in (True, False))
    sigma = (more - less) / math.sqrt(max(more + less, 1))
    one, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    return sigma, (one - other) / max(other, 1)


def leaks(found):
    """Which clocks tell of the sealed one."""
    return [name for name, (sigma, share) in found.items() if abs(sigma) > MOST_SIGMA and abs(share) > MOST_SHARE]


@pytest.fixture
def outside(team, join, capsys):
    """dirk, who is in no group, beside calls sealed after his station had them; and a printer of what was measured."""
    an, bo, cas, dirk = people = a_team(team, join)
    calls = [
        a_call(id=new_id(), team="A", counsellor="cas", narrative=f"Vertelt van woord{n:02d} thuis")
        for n in range(20)
    ]
    cas.keep(*calls)
    dirk.keep(*(a_call(id=new_id(), team="A", counsellor="dirk", narrative=f"Iets anders {n}") for n in range(20)))
    round_(*people)
    group = a_group(team, an, bo, cas)
    for call in calls:
        close(an, call.id, group)
    round_(*people)
    with pytest.raises(KeyError):
        dirk.call(calls[0].id)

    def say(what, found, pairs=PAIRS):
        with capsys.disabled() if "EXISTENCE_PAIRS" in os.environ else nullcontext():
            for name, (sigma, share) in found.items():
                print(f"\n  {what}, {pairs} pairs, {name}: {sigma:+.1f} sigma, {share:+.1%} of the median", end="")

    return dirk, [one.id for one in calls], say


def test_opening_by_id_takes_as_long_for_a_sealed_call_as_for_none(outside):
    dirk, calls, say = outside
    opening = partial(open_call, desk=desk_of(dirk), vault=dirk.vault, now=dirk.clock, reason="handover")
    absent = [CallId(new_id()) for _ in calls]

    def of(ids):
        return lambda n: partial(opening, ids[n % len(ids)])

    found = measured(of(calls), of(absent))
    say("opening", found)
    assert leaks(found) == []

    def leaking(call):
        if call in calls:  # as a program that looks once more when it knows the id
            with dirk.vault.reading() as work:
                sealed_calls(work.connection)
        opening(call)

    control = measured(lambda n: partial(leaking, calls[n % 20]), lambda n: partial(leaking, absent[n % 20]))
    say("opening, control", control)
    assert leaks(control) == ["processor", "clock"]


def test_searching_takes_as_long_for_words_of_a_sealed_call_as_for_words_of_none(outside):
    dirk, _calls, say = outside
    looking = partial(look_up_calls, desk=desk_of(dirk), vault=dirk.vault, now=dirk.clock)
    assert looking("anders") != ()

    def of(word):
        return lambda n: partial(looking, f"{word}{n % 20:02d}")

    found = measured(of("woord"), of("vreemd"), SEARCHES)
    say("searching", found, SEARCHES)
    assert leaks(found) == []

    def leaking(words):
        if words.startswith("woord"):
            looking("anders")
        return looking(words)

    control = measured(
        lambda n: partial(leaking, f"woord{n % 20:02d}"), lambda n: partial(leaking, f"vreemd{n % 20:02d}"), 40
    )
    say("searching, control", control, 40)
    assert "processor" in leaks(control)


def copied(folder, name):
    """A copy of the hub, all but one without its sealed group; laid out anew, so that no gaps tell."""
    path = shutil.copy(folder / "hub.db", folder / f"{name}.db")
    with closing(sqlite3.connect(path)) as copy:
        if name != "with":
            copy.execute("DELETE FROM changes WHERE record IN (SELECT id FROM records WHERE stream LIKE 'group-%')")
            for table in ("records", "stream_log"):
                assert copy.execute(f"DELETE FROM {table} WHERE stream LIKE 'group-%'").rowcount >= 20
            copy.commit()
        copy.execute("VACUUM")
    return path


def test_the_hub_answers_alike_with_sealed_calls_and_without(outside, team, tmp_path):
    """Beside a copy of the hub from which the group's stream was taken out: the same answer, to the byte, as fast."""
    dirk, _calls, say = outside
    with dirk.vault.reading() as work:
        device, cursors = work.sync_state.get("device"), work.records.cursors()
    assert [one for one in cursors if one.startswith("group-")] == []
    team.database.overwrite_old()
    with_it, without, twin = (Team(f"sqlite:///{copied(tmp_path, name)}") for name in ("with", "without", "twin"))
    for pull in (Pull(cursors, 100), Pull({}, 1000)):  # from where dirk is, and from the beginning
        answers = [pulled_written(one.archive.pull_stored(device, pull)) for one in (with_it, without)]
        assert answers[0] == answers[1]
    pull = Pull(cursors, 100)

    def of(hub):
        return lambda _n: partial(hub.archive.pull_stored, device, pull)

    say("two copies of one hub", measured(of(twin), of(without)))  # what two files differ by, with nothing to tell
    found = measured(of(with_it), of(without))
    say("asking the hub", found)
    assert leaks(found) == []

    def leaking():
        with_it.archive.pull_stored(device, pull)
        with with_it.database.snapshot() as connection:  # as a hub that looks into every sealed stream
            connection.exec_driver_sql("SELECT count(*) FROM records WHERE stream LIKE 'group-%'").all()

    control = measured(lambda _n: leaking, of(without), 150)
    say("asking the hub, control", control, 150)
    assert "processor" in leaks(control)
    for one in (with_it, without, twin):
        one.database.close()
