"""The hub's write path in process, beside COPY of the same rows and of the same bytes: three rounds, in turn.

Each on an empty database of the same PostgreSQL, which flushes every commit. The hub commits a push; so does the COPY
beside it, into tables with the same indexes. The other COPY knows no tables, no indexes and one commit.
"""

import statistics
import time
from typing import NamedTuple

import psycopg
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hub_course import Pushes
from hub_places import Cluster
from restore_drill import TEAM

from workstation.domain.envelopes import Change, Push
from workstation.domain.wire import change_out
from workstation.domain.wire_reading import written
from workstation.hub.administration import Administration
from workstation.hub.archive import Archive
from workstation.hub.database import Database
from workstation.hub.migrating import bring_to_head
from workstation.hub.tables import METADATA
from workstation.sync.enrolling import enrolment

TABLES = ("records", "stream_log", "changes")
ROUNDS = 3


class Written(NamedTuple):
    """Changes a second: medians, and the lowest and highest share of the COPY that the hub reached in a round."""

    hub: float
    copy: float
    bare_copy: float
    shares: tuple[float, float]


def measured(cluster: Cluster, pushes: Pushes, rounds: int = ROUNDS) -> Written:
    """Write the same pushes in each of the three ways, in turn."""
    hub, copy, bare = [], [], []
    for _ in range(rounds):
        inner = cluster.fresh()
        hub.append(in_the_hub(inner, pushes))
        copy.append(copied(inner, cluster.fresh(), pushes.number))
        bare.append(copied_bare(cluster.fresh(), pushes))
    shares = sorted(ours / theirs for ours, theirs in zip(hub, copy, strict=True))
    middle = statistics.median
    return Written(middle(hub), middle(copy), middle(bare), (shares[0], shares[-1]))


def in_the_hub(address: str, pushes: Pushes) -> float:
    """Apply the same pushes in process on an empty hub and return the changes a second."""
    database = Database(address)
    bring_to_head(database)
    administration = Administration(database)
    administration.add_stream(TEAM, "team")
    administration.add_account("an", "team_coordinator")
    administration.grant("an", {TEAM: True})
    archive = Archive(database)
    code = administration.code_for("an")
    device = archive.enrol(enrolment(code, Ed25519PrivateKey.generate())).device
    number, took = 0, 0.0
    for push in pushes:
        changes = tuple(
            Change(c.id, c.record, c.kind, c.stream, c.sets, c.base, c.parent, n)
            for n, c in enumerate(push.changes, number + 1)
        )
        began = time.perf_counter()
        archive.push(device, Push(0, None, changes))
        took += time.perf_counter() - began
        number += len(changes)
    database.close()
    return number / took


def copied(source: str, target: str, batches: int) -> float:
    """COPY what the hub came to hold into tables of the same shape, a commit a batch; return the changes a second."""
    database = Database(target)
    METADATA.create_all(database.engine)
    database.close()
    took, number = 0.0, 0
    with psycopg.connect(source) as held, psycopg.connect(target) as line:
        readers = {}
        for table in TABLES:
            readers[table] = held.cursor(name=table)
            readers[table].execute(f"SELECT * FROM {table}".encode())
        every = {table: held.execute(f"SELECT count(*) FROM {table}".encode()).fetchone() for table in TABLES}
        for at in range(batches):
            some = {
                table: readers[table].fetchmany((at + 1) * count[0] // batches - at * count[0] // batches)
                for table, count in every.items()
                if count is not None
            }
            began = time.perf_counter()
            for table, rows in some.items():
                with line.cursor().copy(f"COPY {table} FROM STDIN".encode()) as copy:
                    for row in rows:
                        copy.write_row(row)
            line.commit()
            took += time.perf_counter() - began
            number += len(some["changes"])
    return number / took


def copied_bare(target: str, pushes: Pushes) -> float:
    """COPY the same changes as they travel into one table, in one go; return the changes a second."""
    took = 0.0
    with psycopg.connect(target) as line:
        line.execute("CREATE TABLE bare(id text PRIMARY KEY, body text NOT NULL)")
        line.commit()
        with line.cursor().copy("COPY bare FROM STDIN") as copy:
            for push in pushes:
                rows = [(change.id, written(change_out(change))) for change in push.changes]
                began = time.perf_counter()
                for row in rows:
                    copy.write_row(row)
                took += time.perf_counter() - began
            began = time.perf_counter()
        line.commit()
        return pushes.changes / (took + time.perf_counter() - began)
