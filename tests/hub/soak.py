"""The long soak: three hubs on one PostgreSQL, six stations with real vaults, a bad line, and `kill -9` of each.

python -m tests.hub.soak 600            ten minutes; nothing may be lost, all must agree, no marker may be readable
python -m tests.hub.soak 20 --lose      one kept addition is taken away at the end: must turn red
"""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.hub.hubs import Team
from tests.hub.postgres import Server
from tests.hub.processes import Processes
from tests.hub.proxy import Proxy
from tests.hub.soak_station import CONTROL, MARKER
from tests.store.vaults import test_key

from workstation.domain.envelopes import CONFLICT
from workstation.domain.moments import now
from workstation.hub.certificates import fingerprint
from workstation.hub.tables import RECORDS
from workstation.hub.verifying import verify
from workstation.store import engine, migrating
from workstation.store.vault import Vault
from workstation.sync.conflicts import open_conflicts
from workstation.sync.invitation import Invitation
from workstation.sync.sealing.founding import myself, propose, sign, trust
from workstation.sync.station import join_hub, open_station

NAMES = ("an", "bo", "cas", "dana", "els", "fien")
STREAM = "A"


class Stations:
    """Six programs, each with a vault of its own; one may be killed at any moment."""

    def __init__(self, folder, team, host, certificate):
        self.folder, self.running = folder, {}
        empty = folder / "empty.db"
        engine.create(empty, test_key())
        migrating.bring_to_head(empty, test_key(), folder / "backups", now())
        print_of = fingerprint(certificate).replace(":", "").lower()
        joined = []
        for name in NAMES:
            (folder / name).mkdir()
            shutil.copy(empty, folder / name / "store.db")
            vault = Vault.opened(folder / name / "store.db", test_key())
            invitation = Invitation(host, team.administration.code_for(name), print_of)
            joined.append((vault, join_hub(vault, invitation, STREAM, now)))
        self._found(joined)
        for vault, station in joined:
            station.hub.close()
            vault.close()

    def _found(self, joined):
        members = []
        for at, (vault, _) in enumerate(joined):
            with vault.work() as work:
                members.append(myself(work, coordinator=at < 2))
        with joined[0][0].work() as work:
            found = propose(work, joined[0][1].keyring, STREAM, tuple(members))
        for vault, _ in joined:
            with vault.work() as work:
                trust(work, STREAM, found.id)
        joined[0][1].meetings.meet(), joined[1][1].meetings.meet()
        with joined[1][0].work() as work:
            sign(work, found.record)
        for _, station in (joined[1], *joined):
            assert station.meetings.meet().well

    def start(self, name):
        with (self.folder / name / "log").open("ab") as log:
            self.running[name] = subprocess.Popen(
                [sys.executable, "-m", "tests.hub.soak_station", str(self.folder), name], stdout=log, stderr=log,
                env=os.environ | {"PYTHONPATH": os.pathsep.join(["src", ".", *sys.path])},
            )  # fmt: skip

    def kill(self, name):
        self.running[name].send_signal(signal.SIGKILL)
        self.running[name].wait(20)
        self.start(name)

    def wait_for(self, file, seconds):
        end = time.monotonic() + seconds
        while not all((self.folder / name / file).exists() for name in NAMES):
            for name, process in self.running.items():
                assert process.poll() in (None, 0), (name, (self.folder / name / "log").read_text()[-2000:])
            assert time.monotonic() < end, [name for name in NAMES if not (self.folder / name / file).exists()]
            time.sleep(0.2)

    def end(self):
        for process in self.running.values():
            process.kill()
            process.wait(20)


def soak(server, folder, seconds, *, bad=0.25, seed=1, lose=False):
    """Run; return what was counted. Raises AssertionError for anything lost, unlike or readable."""
    url = server.fresh()
    team = Team(url)
    team.furnish({name: [STREAM] for name in NAMES})
    hubs = Processes(url, folder)
    proxy = Proxy(hubs.ports)
    stations = Stations(folder, team, f"127.0.0.1:{proxy.port}", hubs.certificate)
    try:
        for name in NAMES:
            stations.start(name)
        time.sleep(3)
        proxy.bad = bad
        kills = harmed(random.Random(seed), hubs, stations, server, seconds)
        proxy.bad = 0.0
        (folder / "stop").touch()
        stations.wait_for("sent", 300)
        (folder / "finish").touch()
        stations.wait_for("done", 300)
    finally:
        stations.end()
        hubs.stop()
        proxy.stop()
    found = judged(team, folder, lose=lose) | {"kills": kills, "line": proxy.counted}
    team.database.close()
    return found | swept(server, folder, url)


def harmed(dice, hubs, stations, server, seconds):
    kills, end = {"hub": 0, "station": 0, "database": 0}, time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(dice.uniform(1, 4))
        who = dice.choice(["hub"] * 4 + ["station"] * 5 + ["database"])
        kills[who] += 1
        if who == "hub":
            hubs.kill(dice.choice(hubs.ports))
        elif who == "station":
            stations.kill(dice.choice(NAMES))
        else:
            server.crash()
            server.start()
    return kills


def said(folder, sign):
    lines = (line for name in NAMES for line in (folder / name / "said").read_text().splitlines())
    return [json.loads(line[1:]) for line in lines if line.startswith(sign) and line.endswith("}")]


def rows_of(team):
    with team.database.snapshot() as connection:
        return {row.id: (row.kind, row.fields, row.meta) for row in connection.execute(RECORDS.select())}


def judged(team, folder, *, lose=False):
    """Every station holds what the hub holds; every kept write is there, in a conflict, or was seen and typed over."""
    held = team.database.repeated(lambda: rows_of(team))  # its line may be from before the database was killed
    held = {record: (kind, json.loads(fields), json.loads(meta)) for record, (kind, fields, meta) in held.items()}
    kept, meant = said(folder, "+"), said(folder, "?")
    overwritten = {(one["call"], one["saw"]) for one in meant if "saw" in one}
    shown = []
    for name in NAMES:
        vault = Vault.opened(folder / name / "store.db", test_key())
        with vault.reading() as work:
            rows = work.connection.exec_driver_sql("SELECT id, kind, fields, meta FROM records").all()
            mine = {row[0]: (row[1], json.loads(row[2]), json.loads(row[3])) for row in rows if row[2] is not None}
            calls = {line.id: work.calls.get(line.id) for line in work.calls.lines(limit=100_000)}
            waiting = work.outbox.waiting()
            alarms = [one.what for one in work.sync_state.alarms()]
        assert (mine == held, waiting.to_send, waiting.refused, alarms) == (True, 0, 0, []), name
        conflicts = {(one.record, one.theirs) for one in open_conflicts(vault, open_station(vault, now).keyring)}
        if lose and name == NAMES[0]:
            call = next(call for call in calls.values() if call.additions)
            calls[call.id] = type(call)(
                **{f: getattr(call, f) for f in call.__dataclass_fields__} | {"additions": ()}
            )
        lost = [one for one in kept if not there(one, calls, conflicts, overwritten)]
        assert lost == [], (name, lost[:3], len(lost))
        shown.append(calls)
        vault.close()
    assert all(one == shown[0] for one in shown)
    assert verify(team.database) == ()
    counted = {"kept": len(kept), "meant": len(meant), "calls": len(shown[0]), "records": len(held)}
    return counted | {"conflicts": sum(kind == CONFLICT for kind, _, _ in held.values())}


def there(one, calls, conflicts, overwritten):
    call = calls.get(one["call"])
    if call is None:
        return False
    if one["act"] == "file":
        return call.narrative == one["value"]
    if one["act"] == "add":
        return any(addition.text == one["value"] for addition in call.additions)
    where = (one["call"], one["value"])
    return call.contact_name == one["value"] or where in conflicts or where in overwritten


def swept(server, folder, url):
    """Look for the marker in a dump, in the data directory with its log of writes, and in every log."""
    dump = server.folder / "dump.sql"
    with dump.open("wb") as out:
        subprocess.run([server.programs / "pg_dump", url], check=True, stdout=out, cwd=server.folder)
    server.ask("CHECKPOINT")
    places = [path for path in (server.folder).rglob("*") if path.is_file()]
    places += [path for path in folder.rglob("*") if path.is_file() and path.name != "said"]
    counted = {"swept": len(places), "control": 0}
    for path in places:
        content = path.read_bytes()
        assert MARKER.encode() not in content, path.relative_to(path.anchor)
        counted["control"] += CONTROL.encode() in content
    assert CONTROL.encode() in dump.read_bytes()
    assert counted["control"] > 1  # the dump and the data directory: what is in clear is found
    return counted


if __name__ == "__main__":
    cluster = Server()
    try:
        with tempfile.TemporaryDirectory() as place:
            began = time.monotonic()
            print(soak(cluster, Path(place), float(sys.argv[1]), lose="--lose" in sys.argv))
            print(f"{time.monotonic() - began:.0f} s in all")
    finally:
        cluster.stop()
