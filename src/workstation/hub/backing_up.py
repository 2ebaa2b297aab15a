"""Backup and restore of the hub: one file, the same for SQLite and PostgreSQL, from one snapshot, proved when made.

The file holds what the hub holds: sealed narratives stay sealed, coded fields are readable. It is made for its owner
alone. The secret that signs tokens stays behind: a restored hub makes another.
"""

import gzip
import hashlib
import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, bindparam, delete, func, insert, inspect, select, text, update

from workstation.domain.wire_reading import written
from workstation.hub.archive import now_utc
from workstation.hub.database import Database
from workstation.hub.epochs import begin_epoch
from workstation.hub.migrating import bring_to_head, revision_of, revisions
from workstation.hub.tables import DEVICES, META, METADATA, RECORDS

NO_LONGER = ("restores",)  # tables of earlier programs: what they held serves nothing now
FORMAT = "1712 hub backup 1"
AT_ONCE = 1_000
NOT_KEPT = {"token_secret"}


class DamagedBackup(Exception):
    """The file is not whole, or no backup of a hub."""


class NotEmpty(Exception):
    """A backup is restored into a new database, never over another hub."""


class Backup(NamedTuple):
    """What a verified file holds."""

    made: str
    revision: str
    rows: dict[str, int]


def back_up(database: Database, path: Path) -> Backup:
    """Write and prove a backup. Stations may forget what two backups hold: the horizon moves only afterwards."""
    part = path.with_name(path.name + ".part")
    with database.snapshot() as connection:
        held = {row.id: row.last_n for row in connection.execute(select(DEVICES.c.id, DEVICES.c.last_n))}
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
            with gzip.open(file, "wt", compresslevel=6, encoding="utf-8") as packed:
                for line in _signed(_lines(connection)):
                    packed.write(line)
            file.flush()
            os.fsync(file.fileno())
    made = verify_file(part)
    part.rename(path)
    database.repeated(lambda: _move_horizon(database, held))
    return made


def verify_file(path: Path) -> Backup:
    """Read a backup to its end. Raises DamagedBackup."""
    counted: dict[str, int] = {}
    head: dict[str, Any] = {}
    for line in _proved(path):
        if "format" in line:
            head = line
        else:
            counted[line["t"]] = counted.get(line["t"], 0) + 1
    return Backup(head["made"], head["revision"], counted)


def restore(path: Path, database: Database) -> Backup:
    """Fill a new database from a backup and begin a new epoch: every station then gives back what came after.

    Raises DamagedBackup, NotEmpty, and HubTooNew for a backup of a newer program. What was revoked or withdrawn after
    the backup must be revoked and withdrawn again.
    """
    found = verify_file(path)
    if found.revision not in revisions():
        raise DamagedBackup
    bring_to_head(database, found.revision)
    with database.work() as connection:
        if connection.execute(select(func.count()).select_from(RECORDS)).scalar_one():
            raise NotEmpty
        _fill(connection, path)
        if database.on_postgresql:
            connection.execute(text("SELECT setval(pg_get_serial_sequence('acts', 'n'), (SELECT max(n) FROM acts))"))
    bring_to_head(database)
    with database.work() as connection:
        begin_epoch(connection, uuid4().hex)
    return found


def _lines(connection: Connection) -> Iterator[dict[str, Any]]:
    yield {"format": FORMAT, "made": now_utc().isoformat(timespec="seconds"), "revision": revision_of(connection)}
    for table in METADATA.sorted_tables:
        for row in connection.execution_options(yield_per=AT_ONCE).execute(select(table)):
            if table is META and row.name in NOT_KEPT:
                continue
            yield {"t": table.name, "r": dict(row._mapping)}  # noqa: SLF001  # SQLAlchemy's public name for it


def _signed(lines: Iterator[dict[str, Any]]) -> Iterator[str]:
    digest, number = hashlib.sha256(), 0
    for line in lines:
        text_ = written(line) + "\n"
        digest.update(text_.encode())
        number += 1
        yield text_
    yield written({"lines": number, "sha256": digest.hexdigest()}) + "\n"


def _proved(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the lines of a backup; the last ones only when the whole was as it was written."""
    digest, number, waiting = hashlib.sha256(), 0, ""
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="\n") as packed:
            for line in packed:
                if waiting:
                    digest.update(waiting.encode())
                    number += 1
                    found = json.loads(waiting)
                    if number == 1 and found.get("format") != FORMAT:
                        raise DamagedBackup
                    yield found
                waiting = line
        end = json.loads(waiting)
    except (OSError, EOFError, ValueError):
        raise DamagedBackup from None
    if end != {"lines": number, "sha256": digest.hexdigest()}:
        raise DamagedBackup


def _fill(connection: Connection, path: Path) -> None:
    there = set(inspect(connection).get_table_names())  # a backup of an earlier program knows fewer
    for table in METADATA.sorted_tables:
        if table.name not in there:
            continue
        if table is META:
            connection.execute(delete(META).where(META.c.name.not_in(NOT_KEPT)))
        else:
            connection.execute(delete(table))
    tables = METADATA.tables
    waiting: list[dict[str, Any]] = []
    name = ""
    for line in _proved(path):
        if "format" in line or line["t"] in NO_LONGER:
            continue
        if waiting and (line["t"] != name or len(waiting) == AT_ONCE):
            connection.execute(insert(tables[name]), waiting)
            waiting = []
        name = line["t"]
        waiting.append(line["r"])
    if waiting:
        connection.execute(insert(tables[name]), waiting)


def _move_horizon(database: Database, held: dict[str, int]) -> None:
    if not held:
        return
    with database.work() as connection:
        connection.execute(
            update(DEVICES)
            .where(DEVICES.c.id == bindparam("which"))
            .values(horizon=DEVICES.c.backed_up_n, backed_up_n=bindparam("n")),
            [{"which": device, "n": n} for device, n in sorted(held.items())],
        )
