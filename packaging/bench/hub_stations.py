"""Two hundred stations at once against one hub process: how long each takes, and whether any is refused.

python packaging/bench/hub_stations.py [how many stations, 200]

Every station has its own device key, line (TLS) and three sealed changes; it signs in, hands over, and reads until
there is no more. The hub has its usual limits: all stations stand behind one address. They all share the cores.
"""

import base64
import logging
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parents[1] / "src")]

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hub_places import HUB, Cluster, Served, programs
from measuring import machine, p95

from workstation.domain.envelopes import Change, Cursor, Pull, Push, new_change_id
from workstation.hub.administration import Administration
from workstation.hub.archive import Archive
from workstation.hub.certificates import self_made
from workstation.hub.database import Database
from workstation.hub.migrating import bring_to_head
from workstation.hub.verifying import verify
from workstation.sync.enrolling import enrolment
from workstation.sync.http_hub import Address, HttpHub
from workstation.sync.protocol import HubRefusal, Later, Unreachable
from workstation.sync.sealing.fields import Place, seal

TEAM, KEY = "team-bench", b"k" * 32
OF_EACH = 3


@dataclass
class Found:
    """What all stations tell."""

    whole: list[float] = field(default_factory=list)
    asked: list[float] = field(default_factory=list)
    wrong: Counter[str] = field(default_factory=Counter)
    read: int = 0


def some_changes() -> tuple[Change, ...]:
    """Make changes as a station hands them over: the narrative sealed, the codes in clear."""
    made = []
    for n in range(1, OF_EACH + 1):
        record, change = new_change_id(), new_change_id()
        place = Place(TEAM, record, "call", "narrative", change, 1)
        sealed = seal(KEY, "bench", place, base64.b64encode(os.urandom(500)).decode())
        made.append(Change(change, record, "call", TEAM, {"narrative": sealed, "channel": "phone"}, n=n))
    return tuple(made)


class Station(threading.Thread):
    """One station's way to the hub and back."""

    def __init__(self, hub: HttpHub, device: str, start: threading.Barrier, found: Found) -> None:
        super().__init__(daemon=True)
        self._hub, self._device, self._start, self._found = hub, device, start, found
        self._changes = some_changes()

    def run(self) -> None:
        """Wait for the others, then sync."""
        self._start.wait()
        began = time.perf_counter()
        try:
            self._sync()
        except Later:
            self._found.wrong["asked to come later"] += 1
        except (Unreachable, HubRefusal) as error:
            self._found.wrong[type(error).__name__] += 1
        self._found.whole.append((time.perf_counter() - began) * 1000)

    def _sync(self) -> None:
        began = time.perf_counter()
        self._hub.push(self._device, Push(0, None, self._changes))
        self._found.asked.append((time.perf_counter() - began) * 1000)
        cursors: dict[str, Cursor] = {}
        more = True
        while more:
            began = time.perf_counter()
            page = self._hub.pull(self._device, Pull(cursors, 400)).pages[0]
            self._found.asked.append((time.perf_counter() - began) * 1000)
            self._found.read += len(page.items)
            cursors, more = {TEAM: page.end}, page.more


def stations_at(address: Address, database: Database, number: int, found: Found) -> list[Station]:
    """Make this many enrolled stations."""
    administration, archive = Administration(database), Archive(database)
    administration.add_stream(TEAM, "team")
    start = threading.Barrier(number)
    made = []
    for at in range(number):
        account, key = f"counsellor{at}", Ed25519PrivateKey.generate()
        administration.add_account(account, "counsellor")
        administration.grant(account, {TEAM: True})
        device = archive.enrol(enrolment(administration.code_for(account), key)).device
        made.append(Station(HttpHub(address, lambda key=key: key), device, start, found))  # type: ignore[misc]
    return made


def run(number: int, cluster: Cluster, folder: Path) -> None:
    """Let them all sync at once and print what happened."""
    print(machine())
    certificate, key = self_made(folder / "tls")
    url = cluster.fresh()
    database = Database(url)
    bring_to_head(database)
    hub = Served(HUB, url, certificate, key, "usual")
    found = Found()
    try:
        address = Address(f"https://{hub.host}", certificate.read_text())
        stations = stations_at(address, database, number, found)
        began = time.perf_counter()
        for station in stations:
            station.start()
        for station in stations:
            station.join(300)
        took = time.perf_counter() - began
        sound = verify(database) == ()
    finally:
        hub.stop()
        database.close()
    whole, asked = p95(found.whole) / 1000, p95(found.asked) / 1000
    print(f"{number} stations at once, one hub process: {took:.1f} s for all")
    print(f"   {number * OF_EACH} changes kept, {found.read} records read")
    print(f"   a whole sync p95 {whole:.2f} s, one request (the first signs in) p95 {asked:.2f} s")
    print(f"   not served: {dict(found.wrong) or 'none'}; the hub adds up: {sound}")
    if found.wrong or not sound:
        raise SystemExit(1)


def main() -> None:
    """Measure in a folder and a cluster that are gone afterwards."""
    logging.disable(logging.CRITICAL)
    place = programs()
    if place is None:
        print("PostgreSQL's programs are not on this machine: the hub is not measured")
        return
    cluster = Cluster(place)
    try:
        with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
            run(int(sys.argv[1]) if len(sys.argv) > 1 else 200, cluster, Path(folder))
    finally:
        cluster.stop()


if __name__ == "__main__":
    main()
