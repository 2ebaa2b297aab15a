"""The hub with sealing and TLS on: handing over, first sync and one change, beside COPY, a bare POST and Anki.

python packaging/bench/hub.py [how many calls, 10000; 100000 takes some ten minutes and 5 GB of disk] [--profile]

Needs PostgreSQL's programs. Anki (its sync server and client) is measured when this Python has the package `anki`, or
when ANKI_PYTHON names one that has; otherwise the row says so.
"""

import argparse
import cProfile
import json
import logging
import os
import pstats
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "checks"), str(HERE.parents[1] / "src")]

import httpx
import hub_write_path
import sealing_alone
from hub_course import Course, Pushes
from hub_places import BARE, HUB, Cluster, Served, programs
from measuring import machine, p95
from restore_drill import TEAM, Desk, founded

from workstation.domain.calls import Addition, Call
from workstation.domain.envelopes import Change, Enrol, Enrolled, Knew, Pull, Pulled, Push, Pushed, Recovered
from workstation.domain.ids import CallId, PersonId, new_id
from workstation.domain.moments import now
from workstation.domain.reported_persons import ReportedPerson
from workstation.domain.wire import change_out
from workstation.domain.wire_reading import written
from workstation.hub.certificates import self_made
from workstation.hub.database import Database
from workstation.hub.migrating import bring_to_head
from workstation.hub.verifying import verify
from workstation.sync.enrolling import enrol_again
from workstation.sync.exchange import Exchange
from workstation.sync.http_hub import trusting
from workstation.sync.protocol import Hub

SYLLABLES = [a + b for a in "bdfghklmnprstvw" for b in ("a", "e", "ij", "oe", "an", "er", "om")]
MANY = 20_000  # calls; beyond, the hub's write path is measured once instead of in three rounds
NEWEST = datetime(2026, 11, 20, tzinfo=UTC)
T = TypeVar("T")


def some_calls(count: int, counsellor: str, letter: str) -> Iterator[Call]:
    """Make calls with a person and a note of 40 to 160 words."""
    dice = random.Random(letter)
    words = ["".join(dice.choices(SYLLABLES, k=dice.randint(1, 4))) for _ in range(5_000)]
    for at in range(count):
        began = NEWEST - timedelta(minutes=(count - at) * 5)
        person = ReportedPerson(id=PersonId(new_id()), age_group="age_18_59", gender="female", municipality="44021",
                                problem_type="partner_violence")  # fmt: skip
        yield Call(
            id=CallId(new_id()), number=f"2026-{letter}-{at:06d}", channel="phone", started_at=began,
            filed_at=began + timedelta(minutes=20), ended_at=began + timedelta(minutes=17), counsellor=counsellor,
            team=TEAM, narrative=" ".join(dice.choices(words, k=dice.randint(40, 160))), persons=(person,),
            contact_name="Verzonnen Naam", edition="2026-bench",
        )  # fmt: skip


class Listening:
    """The line to the hub, remembering what was handed over and when."""

    def __init__(self, hub: Hub, keeps: Pushes | None) -> None:
        self._hub = hub
        self.keeps = keeps
        self.pushed: Push | None = None
        self.last_push = 0.0
        self.in_push = 0.0
        self.in_hub = 0.0
        self.keeping = 0.0

    def enrol(self, enrol: Enrol) -> Enrolled:
        """Pass on."""
        return self._hub.enrol(enrol)

    def push(self, device: str, push: Push) -> Pushed:
        """Pass on."""
        began = time.perf_counter()
        pushed = self._hub.push(device, push)
        self.last_push = time.perf_counter()
        self.in_push = self.last_push - began
        self.in_hub += self.in_push
        self.pushed = push
        if self.keeps is not None:
            self.keeps.add(push)
            self.keeping += time.perf_counter() - self.last_push
        return pushed

    def pull(self, device: str, pull: Pull) -> Pulled:
        """Pass on."""
        began = time.perf_counter()
        pulled = self._hub.pull(device, pull)
        self.in_hub += time.perf_counter() - began
        return pulled

    def known(self, device: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        """Pass on."""
        return self._hub.known(device, ids)

    def recover(self, device: str, changes: tuple[Change, ...], knew: Knew) -> Recovered:
        """Pass on."""
        return self._hub.recover(device, changes, knew)

    def mark(self, device: str, wish: str) -> str:
        """Pass on."""
        return self._hub.mark(device, wish)


class Line:
    """One desk that meets the hub through a line that listens."""

    def __init__(self, desk: Desk, keeps: Pushes | None = None) -> None:
        self.desk = desk
        self.hub = Listening(desk.station.hub, keeps)
        vault, really = desk.vault, desk.station.exchange
        self.exchange = Exchange(
            vault, self.hub, desk.station.keyring, lambda old: enrol_again(vault, self.hub, old), now
        )
        self.exchange.before_sending, self.exchange.arrivals = really.before_sending, really.arrivals

    def meet(self) -> float:
        """Meet the hub and return the seconds it took."""
        began = time.perf_counter()
        self.exchange.meet()
        return time.perf_counter() - began


def hand_over(an: Line, count: int, hub: int) -> float:
    """File the calls, hand them over, and return the changes a second."""
    calls = some_calls(count, "an", "A")
    while some := list(islice(calls, 1000)):
        with an.desk.vault.work() as work:
            work.calls.put_many(some)
    keeps = an.hub.keeps
    if keeps is None:
        raise AssertionError("what is handed over here is measured again later")
    began, computed = time.perf_counter(), time.process_time()
    with Course(an.exchange, "acks_before_commit", hub) as course:
        an.meet()
    computed = (time.process_time() - computed - an.hub.keeping) / keeps.changes * 1000
    print(
        f"   {keeps.changes} changes handed over and read back: {an.hub.in_hub / (time.perf_counter() - began):.0%}"
        f" of the time a request was under way, {computed:.2f} ms a change computed by the station"
    )
    course.told(keeps.changes)
    took = an.hub.last_push - began - an.hub.keeping
    an.hub.keeps = None
    return keeps.changes / took


def read_first(bo: Line, records: int, hub: int) -> float:
    """Read everything for the first time and return the records a second."""
    computed = time.process_time()
    with Course(bo.exchange, "page_before_commit", hub) as course:
        took = bo.meet()
    print(f"   {records} records read: {(time.process_time() - computed) / records * 1000:.2f} ms each computed here")
    course.told(records)
    return records / took


def round_trips(an: Line, bo: Line, bare: Served, rounds: int) -> dict[str, list[float]]:
    """One change at a time, beside a bare POST with INSERT and a GET with SELECT of the same bytes; milliseconds."""
    with an.desk.vault.reading() as work:
        calls = [line.id for line in work.calls.lines(limit=rounds + 5)]
    line = httpx.Client(
        base_url=f"https://{bare.host}/v1/", verify=trusting(bare.certificate.read_text()), trust_env=False
    )
    found: dict[str, list[float]] = {name: [] for name in ("kept", "pushed", "seen", "posted", "fetched")}
    for at in range(rounds + 5):
        began = time.perf_counter()
        with an.desk.vault.work() as work:
            work.calls.add(
                calls[at % len(calls)],
                Addition(now(), "an", f"Nog eens gebeld, {at}. " + "Een paar woorden meer. " * 6),
            )
        an.meet()
        kept, pushed = an.hub.last_push - began, an.hub.in_push
        seen = kept + bo.meet()
        last = an.hub.pushed
        body = written([change_out(change) for change in last.changes]) if last is not None else ""
        began = time.perf_counter()
        number = line.post("bare", content=body).text
        posted = time.perf_counter() - began
        if line.get(f"bare/{number}").text != body:
            raise SystemExit("the bare server lost something")
        fetched = time.perf_counter() - began
        if at >= 5:
            for name, seconds in zip(found, (kept, pushed, seen, posted, fetched), strict=True):
                found[name].append(seconds * 1000)
    line.close()
    return found


def anki(count: int, size: int) -> dict[str, Any] | None:
    """Run Anki's own server and client, None when there is none."""
    python = os.environ.get("ANKI_PYTHON", sys.executable)
    asked = [python, str(HERE / "anki_peer.py"), str(count), str(size)]
    ran = subprocess.run(asked, capture_output=True, text=True, check=False)
    if "No module named 'anki'" in ran.stderr or not Path(python).exists():
        return None
    if ran.returncode:
        print(f"Anki's own run failed ({ran.returncode}): {ran.stderr.strip().splitlines()[-1:]}")
        return None
    found: dict[str, Any] = json.loads(ran.stdout)
    return found


def line_of(what: str, ours: float, theirs: float, against: str, target: str) -> None:
    """Print one row of records a second."""
    print(
        f"{what:<40} {ours:9.0f} /s   {against:<42} {theirs:9.0f} /s   ratio {ours / theirs:5.3f}  (target {target})"
    )


def trip_of(what: str, ours: list[float], theirs: list[float], against: str) -> None:
    """Print one row of a round trip."""
    print(
        f"{what:<40} {statistics.median(ours):7.1f} ms  p95 {p95(ours):6.1f}   {against:<34}"
        f" {statistics.median(theirs):6.1f} ms  p95 {p95(theirs):6.1f}   ratio of p95 {p95(ours) / p95(theirs):5.2f}"
        "  (target ≤ 2)"
    )


def told(count: int, over: float, first: float, peer: dict[str, Any] | None) -> None:
    """Print the rows beside Anki, and what the cryptography alone would allow."""
    alone = sealing_alone.measured(some_calls(min(count, 5_000), "an", "A"))
    if peer is None:
        print("no row beside Anki: it is not installed here (ANKI_PYTHON names a Python that has it), or did not run")
        peer = {"over": float("nan"), "read": float("nan")}
    clear = "Anki's own sync, clear, no TLS"
    line_of(f"handing over {count} calls, sealed, TLS", over, peer["over"], clear, "≥ 2")
    line_of(f"first sync of {count} calls", first, peer["read"], clear, "≥ 2")
    print(f"   the cryptography alone, of one core; {alone.values:.1f} sealed values in a record:")
    line_of("sealing these records, nothing else", alone.sealed, peer["over"], clear, "none: the floor")
    line_of("opening these records, nothing else", alone.opened, peer["read"], clear, "none: the floor")
    line_of("closing a box (HPKE), one a version", alone.boxed, peer["over"], clear, "none: what we do not do")
    line_of("opening a box (HPKE), one a version", alone.unboxed, peer["read"], clear, "none: what we do not do")


def profiled(work: Callable[[], T], asked: bool, name: str) -> T:
    """Run, and print where the time went if asked."""
    if not asked:
        return work()
    profile = cProfile.Profile()
    found: T = profile.runcall(work)
    print(f"--- {name}")
    pstats.Stats(profile).sort_stats(os.environ.get("SORT", "tottime")).print_stats(
        int(os.environ.get("LINES", "28"))
    )
    return found


def run(asked: argparse.Namespace, cluster: Cluster, folder: Path) -> None:
    """Measure everything and print the rows."""
    print(machine())
    certificate, key = self_made(folder / "tls")
    address = cluster.fresh()
    database = Database(address)
    bring_to_head(database)
    hub, bare = (Served(program, address, certificate, key) for program in (HUB, BARE))
    try:
        pushes = Pushes(folder / "pushes")
        first_desk, other_desk = founded(database, hub.host, folder)
        an, bo = Line(first_desk, pushes), Line(other_desk)
        over = profiled(lambda: hand_over(an, asked.calls, hub.pid), asked.profile, "handing over")
        first = profiled(lambda: read_first(bo, pushes.changes, hub.pid), asked.profile, "first sync")
        trips = profiled(lambda: round_trips(an, bo, bare, asked.rounds), asked.profile, "one change at a time")
        if verify(database):
            raise SystemExit("the hub does not add up")
    finally:
        hub.stop()
        bare.stop()
        database.close()
    rounds = hub_write_path.ROUNDS if asked.calls <= MANY else 1
    found = profiled(lambda: hub_write_path.measured(cluster, pushes, rounds), asked.profile, "in the hub")
    against = "COPY, same tables and indexes, same commits"
    line_of("the hub's write path", found.hub, found.copy, against, "≥ 0.4")
    print(f"   rounds in turn: {rounds}; ratios of a round {found.shares[0]:.3f} to {found.shares[1]:.3f}")
    line_of("the hub's write path", found.hub, found.bare_copy, "COPY of the bytes, one table, one commit", "≥ 0.4")
    line_of(f"handing over {asked.calls} calls, whole way", over, found.copy, against, "none")
    line_of(f"first sync of {asked.calls} calls, whole way", first, found.copy, against, "none")
    trip_of("one change: written until kept", trips["kept"], trips["posted"], "bare POST + INSERT")
    trip_of("   of that, the push alone", trips["pushed"], trips["posted"], "bare POST + INSERT")
    trip_of(
        "one change: until at the other desk", trips["seen"], trips["fetched"], "bare POST + INSERT, GET + SELECT"
    )
    told(asked.calls, over, first, anki(asked.calls, pushes.size // pushes.changes))


def main() -> None:
    """Measure in a folder and a cluster that are gone afterwards."""
    asking = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asking.add_argument("calls", type=int, nargs="?", default=10_000)
    asking.add_argument("--rounds", type=int, default=100, help="single changes")
    asking.add_argument("--profile", action="store_true", help="say where the time goes; the figures are then slower")
    logging.disable(logging.CRITICAL)
    place = programs()
    if place is None:
        print("PostgreSQL's programs are not on this machine: the hub is not measured")
        return
    cluster = Cluster(place)
    try:
        with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
            run(asking.parse_args(), cluster, Path(folder))
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
