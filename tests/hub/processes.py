"""Three hub processes before one PostgreSQL, stations that write all the time, and `kill -9`.

python -m tests.hub.processes 600      ten minutes; PostgreSQL itself is killed too
"""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from tests.hub.hubs import Team
from tests.hub.over_https import OverHttps
from tests.hub.postgres import Server
from tests.hub.stations import REFUSALS, Station
from tests.hub.stores import on_file

from workstation.domain.envelopes import CONFLICT, new_change_id
from workstation.hub.certificates import self_made
from workstation.hub.tables import RECORDS
from workstation.hub.verifying import verify

START = """
import sys
from pathlib import Path
from workstation.hub.serving import Place, serve
url, port, certificate, key = sys.argv[1:]
serve(Place(url, "127.0.0.1", int(port), Path(certificate), Path(key)))
"""
SEES = {"k0": ["A", "B"], "k1": ["A"], "k2": ["B"], "k3": ["A", "B"]}


class Processes:
    """The hub as three programs; one may be killed at any moment."""

    def __init__(self, url, folder, number=3):
        self.url, self.said = url, folder / "said"
        self.certificate, self.key = self_made(folder)
        self.ports = [free_port() for _ in range(number)]
        self.running = {port: self.start(port) for port in self.ports}
        for port in self.ports:
            self.wait(port)

    @property
    def urls(self):
        return [f"https://127.0.0.1:{port}" for port in self.ports]

    def start(self, port):
        with self.said.open("ab") as said:
            return subprocess.Popen(
                [sys.executable, "-c", START, self.url, str(port), str(self.certificate), str(self.key)],
                stdout=said, stderr=said, env=os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)},
            )  # fmt: skip

    def wait(self, port):
        for _ in range(600):
            try:
                socket.create_connection(("127.0.0.1", port), 0.2).close()
            except OSError:
                time.sleep(0.05)
            else:
                return
        raise RuntimeError(self.said.read_text()[-500:])

    def kill(self, port):
        self.running[port].send_signal(signal.SIGKILL)
        self.running[port].wait(20)
        self.running[port] = self.start(port)

    def stop(self):
        for process in self.running.values():
            process.send_signal(signal.SIGINT)
        for process in self.running.values():
            process.wait(30)


def free_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


class Writer(threading.Thread):
    """A person at a station who writes and syncs until told to stop, then until nothing is left to send."""

    def __init__(self, name, folder, hubs, team):
        super().__init__(name=name)
        self.folder, self.hubs, self.team = folder, hubs, team
        self.stop, self.finish, self.done = threading.Event(), threading.Event(), threading.Event()
        self.writes, self.dice = [], random.Random(name)
        self.error = None

    def run(self):
        try:
            self._run()
        except BaseException as error:  # noqa: BLE001  # told to the main thread
            self.error = error
        finally:
            self.done.set()

    def _run(self):
        line = OverHttps(self.hubs.urls, self.hubs.certificate)
        enrolment = lambda: line.enrolment(self.team.administration.code_for(self.name))  # noqa: E731
        station = self.station = Station(on_file(self.folder / f"{self.name}.db"), line, enrolment, page=50, batch=20)
        while not self.stop.is_set():
            for _ in range(self.dice.randrange(4)):
                self._write(station)
            self._sync(station)
        for _ in range(600):
            if self._sync(station) and self.finish.is_set() and self._sync(station):
                break
        self.shown, self.unsent, self.alarms = station.records(), station.unsent(), station.alarms
        station.db.close()
        line.client.close()

    def _write(self, station):
        shown = {r: held for r, held in station.records().items() if held[1] != CONFLICT}
        value = f"{self.name}.{len(self.writes)}"
        if not shown or self.dice.random() < 0.15:
            record, saw, stream = new_change_id(), None, self.dice.choice(SEES[self.name])
        else:
            record = self.dice.choice(sorted(shown))
            saw, stream = shown[record][2].get("note"), None
        station.write(record, {"note": value}, "call", stream)
        self.writes.append((record, value, saw))

    def _sync(self, station):
        try:
            station.sync()
        except REFUSALS:
            time.sleep(0.05)
            return False
        return True


def soak(server, folder, seconds, seed=1, kill_server=False):
    """Run; return what was counted. Raises AssertionError for a lost write or stations that disagree."""
    url = server.fresh()
    team = Team(url)
    team.furnish(SEES)
    hubs = Processes(url, folder)
    writers = [Writer(name, folder, hubs, team) for name in SEES]
    dice, kills = random.Random(seed), {"hub": 0, "database": 0}
    for writer in writers:
        writer.start()
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(dice.uniform(0.3, 1.5))
        if kill_server and dice.random() < 0.1:
            server.crash()
            server.start()
            kills["database"] += 1
        else:
            hubs.kill(dice.choice(hubs.ports))
            kills["hub"] += 1
    for event in ("stop", "finish"):
        for writer in writers:
            getattr(writer, event).set()
        time.sleep(4)
    for writer in writers:
        writer.join(180)
    hubs.stop()
    found = judged(team, writers)
    team.database.close()
    return found | {"kills": kills, "log": hubs.said.read_text()}


def judged(team, writers):
    for writer in writers:
        if writer.error is not None:
            raise writer.error
    with team.database.snapshot() as connection:
        rows = connection.execute(RECORDS.select()).all()
    held = {row.id: (row.stream, row.kind, json.loads(row.fields)) for row in rows}
    values = {}
    for record, (_, kind, fields) in held.items():
        of, value = (fields["rec"], fields["value"]) if kind == CONFLICT else (record, fields.get("note"))
        values.setdefault(of, set()).add(value)
    writes = [write for writer in writers for write in writer.writes]
    overwritten = {(record, saw) for record, _, saw in writes}
    lost = [w for w in writes if w[1] not in values.get(w[0], ()) and (w[0], w[1]) not in overwritten]
    assert lost == []
    for writer in writers:
        wanted = {record: one for record, one in held.items() if one[0] in SEES[writer.name]}
        assert (writer.shown == wanted, writer.unsent, writer.alarms) == (True, [], []), writer.name
    assert verify(team.database) == ()
    conflicts = sum(kind == CONFLICT for _, kind, _ in held.values())
    return {"writes": len(writes), "records": len(held), "conflicts": conflicts}


if __name__ == "__main__":
    cluster = Server()
    try:
        with tempfile.TemporaryDirectory() as place:
            counted = soak(cluster, Path(place), float(sys.argv[1]), kill_server=True)
            print({name: value for name, value in counted.items() if name != "log"})
    finally:
        cluster.stop()
