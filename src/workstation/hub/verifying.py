"""Whether a hub is whole: numbers without gaps, true digests, every device's row complete."""

import json
from collections import defaultdict

from sqlalchemy import Connection, func, select

from workstation.domain.envelopes import LAST, mark_of
from workstation.hub.database import Database
from workstation.hub.tables import CHANGES, DEVICES, GONE, LOG, RECORDS, STREAMS


def verify(database: Database) -> tuple[str, ...]:
    """Return what is wrong, by stream or device, without any content; nothing when the hub is whole."""
    with database.snapshot() as connection:
        return (*_streams(connection), *_devices(connection))


def _streams(connection: Connection) -> list[str]:
    digests: dict[str, int] = defaultdict(int)
    highest: dict[str, int] = defaultdict(int)
    wanted = select(RECORDS.c.stream, RECORDS.c.id, RECORDS.c.seq, RECORDS.c.meta)
    for row in connection.execution_options(yield_per=1000).execute(wanted):
        digests[row.stream] ^= mark_of(row.id, json.loads(row.meta)[LAST])
        highest[row.stream] = max(highest[row.stream], row.seq)
    markers = select(GONE.c.stream, func.max(GONE.c.seq).label("seq")).group_by(GONE.c.stream)
    for marker in connection.execute(markers):
        highest[marker.stream] = max(highest[marker.stream], marker.seq)
    counted = select(LOG.c.stream, func.count().label("n"), func.max(LOG.c.seq).label("last")).group_by(LOG.c.stream)
    logged = {one.stream: (one.n, one.last) for one in connection.execute(counted)}
    found = []
    for stream in connection.execute(select(STREAMS)):
        if logged.get(stream.id, (0, 0)) != (stream.head, stream.head):
            found.append(f"stream {stream.id}: the log has a gap")
        if digests.pop(stream.id, 0) != stream.digest:
            found.append(f"stream {stream.id}: the digest is not true")
        if highest[stream.id] > stream.head:
            found.append(f"stream {stream.id}: a number beyond its head")
    return found + [f"stream {stream}: not there, and yet it has records" for stream in digests]


def _devices(connection: Connection) -> list[str]:
    counted = select(
        CHANGES.c.device, func.count().label("n"), func.max(CHANGES.c.n).label("last")
    ).group_by(CHANGES.c.device)  # fmt: skip
    held = {row.device: (row.n, row.last) for row in connection.execute(counted)}
    return [
        f"device {row.id}: changes are missing"
        for row in connection.execute(select(DEVICES.c.id, DEVICES.c.last_n))
        if held.get(row.id, (0, 0)) != (row.last_n, row.last_n)
    ]
